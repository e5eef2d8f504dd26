import Diagnostics

/// Builds the tree of one document from events.
///
/// Finished nodes are on flat stacks, and a frame stores where its own begin: an enum whose array
/// is taken out, appended to and put back would copy the array for every element.
struct YAMLTreeBuilder {
  struct Frame {
    enum Kind { case mapping, sequence }
    let kind: Kind
    let isFlow: Bool
    /// The column of its first key or dash, from 0.
    let column: Int
    let lower: Int
    let firstNode: Int
    let anchor: String?
    let sizeBefore: Int
    var key: Located?
    /// Whether an invalid key was reported, whose value is dropped.
    var skipsValue = false
    var mergeKey: SourceSpan?
  }

  struct Anchor {
    let node: ConfigNode?
    let size: Int
  }

  let file: FileID
  private let limits: ReadLimits
  var frames: [Frame] = []
  var root: ConfigNode?
  let elements = NodeStack<ConfigNode>()
  let entries = NodeStack<Entry>()
  var anchors: [String: Anchor] = [:]
  private var size = 0
  private var aliased = 0
  var damage: [SourceSpan] = []
  private(set) var overridden: [Entry] = []
  var specials = ConfigDocument.Specials.none

  init(file: FileID, limits: ReadLimits) {
    self.file = file
    self.limits = limits
  }

  // The top is read in place: a copy of the frame would retain its key, for every scalar.
  var expectsKey: Bool {
    let top = frames.count - 1
    return top >= 0 && frames[top].kind == .mapping && frames[top].key == nil
      && !frames[top].skipsValue && frames[top].mergeKey == nil
  }

  /// Whether the next value belongs to a key that looks like a secret's.
  var isBelowSecret: Bool {
    frames.contains { $0.key.map { SecretNames.looksSecret($0.value) } ?? false }
  }

  var isInFlow: Bool { !frames.isEmpty && frames[frames.count - 1].isFlow }

  var isTooDeep: Bool { frames.count >= limits.depth }

  // MARK: Events

  mutating func begin(
    _ kind: Frame.Kind, isFlow: Bool, column: Int, lower: Int, anchor: String?,
    _ bag: inout DiagnosticBag
  ) {
    if expectsKey { refuseKey(SourceSpan(file, lower, lower + 1), bag: &bag) }
    if let anchor { anchors[anchor] = Anchor(node: nil, size: 0) }
    size += 1
    frames.append(
      Frame(
        kind: kind, isFlow: isFlow, column: column, lower: lower,
        firstNode: kind == .mapping ? entries.count : elements.count, anchor: anchor,
        sizeBefore: size))
  }

  mutating func end(upper: Int, _ bag: inout DiagnosticBag) {
    guard let frame = frames.popLast() else { return }
    let node: ConfigNode
    switch frame.kind {
    case .mapping:
      let own = entries.take(from: frame.firstNode)
      let last = frame.isFlow ? upper : own.last.map { Int($0.value.span.upper) } ?? upper
      let unique = EntryList.unique(own, overridden: &overridden, &bag)
      // A merged value may lie above its mapping.
      node = ConfigNode(.mapping(unique), SourceSpan(file, frame.lower, max(last, frame.lower)))
    case .sequence:
      let own = elements.take(from: frame.firstNode)
      let last = frame.isFlow ? upper : own.last.map { Int($0.span.upper) } ?? upper
      node = ConfigNode(.sequence(own), SourceSpan(file, frame.lower, max(last, frame.lower)))
    }
    if let anchor = frame.anchor {
      anchors[anchor] = Anchor(node: node, size: size - frame.sizeBefore + 1)
    }
    add(node, &bag)
  }

  mutating func scalar(
    _ scalar: Scalar, _ span: SourceSpan, anchor: String?, _ bag: inout DiagnosticBag
  ) {
    size += 1
    if expectsKey {
      if let anchor {
        anchors[anchor] = Anchor(node: ConfigNode(.scalar(scalar), span), size: 1)
      }
      return key(scalar, span, &bag)
    }
    if scalar.mayBeRefused { checkReadable(scalar, span, &bag) }
    let node = ConfigNode(.scalar(scalar), span)
    if let anchor { anchors[anchor] = Anchor(node: node, size: 1) }
    add(node, &bag)
  }

  private func checkReadable(
    _ scalar: Scalar, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    switch scalar.meaning {
    case .refused(let why):
      bag.report(Diagnostic(SyntaxProblem.unreadableScalar, Message(why), at: span))
    case .float(let value) where !value.isFinite:
      let message: Message = "Helm's reader rejects a number that JSON cannot represent"
      bag.report(Diagnostic(SyntaxProblem.unreadableScalar, message, at: span))
    default: break
    }
  }

  mutating func alias(_ name: String, _ span: SourceSpan, _ bag: inout DiagnosticBag) {
    guard let anchor = anchors[name], let node = anchor.node else {
      let isInside = anchors[name] != nil
      let message: Message =
        isInside
        ? "the anchor contains itself"
        // A password that begins with `*` is an alias to YAML.
        : isBelowSecret
          ? "no anchor of this name above" : "no anchor `&\(value: name)` above this alias"
      bag.report(Diagnostic(SyntaxProblem.unknownAnchor, message, at: span))
      return addDamaged(span, &bag)
    }
    let isFirstExcess = aliased <= limits.aliasedNodes
    aliased += anchor.size
    guard aliased <= limits.aliasedNodes else {
      guard isFirstExcess else { return addDamaged(span, &bag) }
      var diagnostic = Diagnostic(
        SyntaxProblem.aliasExpansion,
        "the aliases expand to more than \(limits.aliasedNodes) values",
        at: span)
      diagnostic.related = [.init("this value is repeated", node.span)]
      bag.report(diagnostic)
      return addDamaged(span, &bag)
    }
    size += anchor.size
    if expectsKey {
      guard let scalar = node.scalar else { return refuseKey(span, bag: &bag) }
      return setKey(scalar, span, &bag)
    }
    add(node.reached(through: span), &bag)
  }

  // MARK: Placing

  mutating func add(_ node: consuming ConfigNode, _ bag: inout DiagnosticBag) {
    guard let top = frames.indices.last else {
      root = node
      return
    }
    guard frames[top].kind == .mapping else { return elements.append(node) }
    if frames[top].skipsValue {
      frames[top].skipsValue = false
    } else if let merge = frames[top].mergeKey {
      frames[top].mergeKey = nil
      self.merge(node, merge, &bag)
    } else if let key = frames[top].key {
      frames[top].key = nil
      entries.append(Entry(key: key, value: node))
    }
  }

  private mutating func key(_ scalar: Scalar, _ span: SourceSpan, _ bag: inout DiagnosticBag) {
    // An alias to `<<`, or a tag before it, makes it a key like any other.
    if scalar.style == .plain, scalar.tag == .none || scalar.tag == .merge, scalar.text == "<<" {
      frames[frames.count - 1].mergeKey = span
    } else {
      setKey(scalar, span, &bag)
    }
  }

  private mutating func setKey(
    _ scalar: Scalar, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    guard let name = KeyText.read(scalar) else { return refuseKey(span, bag: &bag) }
    frames[frames.count - 1].key = Located(name, span)
  }

  private mutating func refuseKey(_ span: SourceSpan, bag: inout DiagnosticBag) {
    var diagnostic = Diagnostic(
      SyntaxProblem.keyKind, "a key must be text, not a list, a mapping or null", at: span)
    diagnostic.help = "quote the key"
    bag.report(diagnostic)
    guard let top = frames.indices.last else { return }
    // The key's own node arrives first, then its value: a scalar key has no node of its own.
    frames[top].skipsValue = true
  }

  /// go-yaml 2.4: a merge takes effect where it stands; of several mappings the first one wins.
  private mutating func merge(
    _ node: ConfigNode, _ key: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    switch node.kind {
    case .mapping(let merged): mergeEntries(merged, through: node.via.first ?? key)
    // A list must follow `<<` itself, and contain only mappings.
    case .sequence(let nodes) where node.via.isEmpty:
      for element in nodes.reversed() {
        if let merged = element.entries {
          mergeEntries(merged, through: element.via.first ?? key)
        } else if case .damaged = element.kind {
          continue
        } else {
          refuseMerge(element.span, key, &bag)
        }
      }
    case .damaged, .unknown: break
    case .scalar, .sequence: refuseMerge(node.span, key, &bag)
    }
  }

  private mutating func mergeEntries(_ merged: [Entry], through alias: SourceSpan) {
    for entry in merged {
      entries.append(Entry(key: entry.key, value: entry.value.reached(through: alias)))
    }
  }

  private func refuseMerge(
    _ span: SourceSpan, _ key: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    var diagnostic = Diagnostic(
      SyntaxProblem.yamlSyntax, "the value of `<<` must be a mapping or a list of mappings",
      at: span)
    diagnostic.related = [.init("merged here", key)]
    bag.report(diagnostic)
  }
}
