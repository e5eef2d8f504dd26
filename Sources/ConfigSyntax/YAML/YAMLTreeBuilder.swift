import Diagnostics

/// Builds the tree of one document from events.
///
/// Finished nodes are on flat stacks, and a frame stores where its own begin: an enum whose array
/// is taken out, appended to and put back would copy the array for every element.
struct YAMLTreeBuilder {
  /// A collection that is still open.
  struct Frame {
    /// Decides on which stack its nodes are.
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

  /// A value that aliases may repeat; without a node, it is still being read.
  private struct Anchor {
    let node: ConfigNode?
    let size: Int
  }

  private let file: FileID
  private let limits: Limits
  private let mostLevels: Int
  /// The open collections, outermost first.
  private(set) var frames: [Frame] = []
  /// The finished root; nil while a collection is open.
  private(set) var root: ConfigNode?
  /// The finished elements of all open sequences.
  private let elements = NodeStack<ConfigNode>()
  /// The finished entries of all open mappings.
  private let entries = NodeStack<Entry>()
  private var anchors: [String: Anchor] = [:]
  /// Nodes so far, with those that aliases repeat.
  private var size = 0
  /// Nodes that aliases added; `Limit.aliases` bounds them.
  private var aliased = 0
  private(set) var damage: [SourceSpan] = []
  /// Entries that a later one of the same key replaced.
  private(set) var overridden: [Entry] = []
  /// Set to `.possible` by the reader when a scalar may be null or a template.
  var specials = ConfigDocument.Specials.none

  init(file: FileID, limits: Limits) {
    self.file = file
    self.limits = limits
    mostLevels = limits[.depth]
  }

  // The top is read in place: a copy of the frame would retain its key, for every scalar.
  /// Whether the next scalar is a key of the innermost mapping.
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

  var isTooDeep: Bool { frames.count >= mostLevels }

  // MARK: Events

  /// Opens a collection.
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

  /// Closes the innermost collection, whose last byte precedes `upper`.
  mutating func end(upper: Int, _ bag: inout DiagnosticBag) {
    guard let frame = frames.popLast() else { return }
    let node: ConfigNode
    switch frame.kind {
    case .mapping:
      let own = entries.take(from: frame.firstNode)
      // Read in place: a copy of the last entry would cost more than the rest.
      let last =
        frame.isFlow || own.isEmpty ? upper : Int(own[own.count - 1].value.span.upper)
      let unique = EntryList.unique(own, overridden: &overridden, &bag)
      // A merged value may lie above its mapping.
      node = ConfigNode(.mapping(unique), SourceSpan(file, frame.lower, max(last, frame.lower)))
    case .sequence:
      let own = elements.take(from: frame.firstNode)
      let last = frame.isFlow || own.isEmpty ? upper : Int(own[own.count - 1].span.upper)
      node = ConfigNode(.sequence(own), SourceSpan(file, frame.lower, max(last, frame.lower)))
    }
    if let anchor = frame.anchor {
      anchors[anchor] = Anchor(node: node, size: size - frame.sizeBefore + 1)
    }
    add(node, &bag)
  }

  /// Adds a scalar: a key if one is expected, a value otherwise.
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

  /// Reports scalars that Helm's reader rejects.
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

  /// Adds the value that `name` marks, and counts what it adds to the document.
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
    let most = limits[.aliases]
    let isFirstExcess = aliased <= most
    aliased += anchor.size
    guard aliased <= most else {
      guard isFirstExcess else { return addDamaged(span, &bag) }
      var diagnostic = Diagnostic.beyond(
        .aliases, of: limits, "the aliases expand to more than \(most) values", at: span)
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
    } else if let key = frames[top].key.take() {
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

  /// Keys become text as in sigs.k8s.io/yaml.
  private mutating func setKey(
    _ scalar: Scalar, _ span: SourceSpan, _ bag: inout DiagnosticBag
  ) {
    guard let name = KeyText.read(scalar) else { return refuseKey(span, bag: &bag) }
    frames[frames.count - 1].key = Located(name, span)
  }

  private mutating func refuseKey(_ span: SourceSpan, bag: inout DiagnosticBag) {
    var diagnostic = Diagnostic(
      SyntaxProblem.keyKind, "a key must be a string, not a list, a mapping or null", at: span)
    diagnostic.help = "quote the key"
    bag.report(diagnostic)
    guard let top = frames.indices.last else { return }
    // The key's own node arrives first, then its value: a scalar key has no node of its own.
    frames[top].skipsValue = true
  }

  /// go-yaml 2.4: a merge takes effect where it is written; of several mappings the first one wins.
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

  /// The entries of an alias count as written at this position.
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

  // MARK: Damage

  /// Marks bytes that did not parse.
  mutating func markDamage(_ span: SourceSpan) { damage.append(span) }

  /// Replaces the last finished value by a damaged one: it swallowed text that was not its own.
  mutating func damageLastValue() {
    guard let frame = frames.last else {
      if let root { self.root = ConfigNode(.damaged, root.span) }
      return
    }
    if frame.kind == .mapping, entries.count > frame.firstNode {
      let last = entries.removeLast()
      entries.append(Entry(key: last.key, value: ConfigNode(.damaged, last.value.span)))
    } else if frame.kind == .sequence, elements.count > frame.firstNode {
      let last = elements.removeLast()
      elements.append(ConfigNode(.damaged, last.span))
    }
  }

  /// Closes every collection above the block collection of `kind` at `column`; false when there is
  /// none, and then nothing that follows can be placed.
  mutating func unwind(
    to kind: Frame.Kind, column: Int, upper: Int, _ bag: inout DiagnosticBag
  ) -> Bool {
    while let frame = frames.last {
      completeKey(at: upper, &bag)
      if !frame.isFlow, frame.kind == kind, frame.column == column { return true }
      let isDeeper = frame.isFlow || frame.column > column
      // A sequence may be at the column of its key: `a:` over `- b`.
      let isSequenceOfKey = frame.kind == .sequence && frame.column == column
      guard isDeeper || isSequenceOfKey else { return false }
      close(upper: upper, &bag)
    }
    return false
  }

  /// Closes everything that is open.
  mutating func finish(upper: Int, _ bag: inout DiagnosticBag) {
    while !frames.isEmpty {
      completeKey(at: upper, &bag)
      close(upper: upper, &bag)
    }
  }

  /// Closes the innermost collection, whose end was not found.
  private mutating func close(upper: Int, _ bag: inout DiagnosticBag) {
    guard frames.last?.isFlow == true else { return end(upper: upper, &bag) }
    // The content of a broken bracket can't be distinguished from what follows it.
    guard let frame = frames.popLast() else { return }
    switch frame.kind {
    case .mapping: _ = entries.take(from: frame.firstNode)
    case .sequence: _ = elements.take(from: frame.firstNode)
    }
    if let anchor = frame.anchor { anchors[anchor] = nil }
    addDamaged(SourceSpan(file, frame.lower, upper), &bag)
  }

  /// Adds a damaged value to a key that has none yet.
  private mutating func completeKey(at upper: Int, _ bag: inout DiagnosticBag) {
    guard let frame = frames.last, frame.kind == .mapping, !expectsKey else { return }
    addDamaged(SourceSpan(file, min(upper, Int(frame.key?.span.upper ?? 0)), upper), &bag)
  }

  /// A region that did not parse, as a value.
  private mutating func addDamaged(_ span: SourceSpan, _ bag: inout DiagnosticBag) {
    damage.append(span)
    add(ConfigNode(.damaged, span), &bag)
  }
}
