import ConfigSyntax
package import Diagnostics

/// Turns layers of documents into one configuration: later layers override earlier ones, setting by
/// setting.
package struct Resolver {
  private(set) var result = ResolvedConfiguration()
  var bag = DiagnosticBag()
  let sources: SourceMap
  let index = FieldCatalog.index
  /// What the layers so far wrote into the places of each composite.
  private var members = FieldCatalog.composites.map { _ in CompositeMembers() }
  private var dirty: Set<Int> = []
  /// The parts that each composite gave a value.
  private var givenParts = FieldCatalog.composites.map { _ in Set<CompositePart>() }

  package struct Options: Sendable {
    package var chartVersion: ChartVersion?
    package var now: Int64 = 0

    package init() {}
  }

  package static func resolve(
    _ layers: [Layer], sources: SourceMap, options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    var resolver = Resolver(sources: sources)
    resolver.result.now = options.now
    resolver.result.chartVersion =
      options.chartVersion ?? layers.lazy.compactMap(Self.chartVersion).last ?? .newest
    for layer in layers { resolver.apply(layer) }
    resolver.reportNothingSet(layers)
    bag.report(resolver.bag.sorted)
    return resolver.result
  }

  private init(sources: SourceMap) { self.sources = sources }

  private static func chartVersion(_ layer: Layer) -> ChartVersion? {
    guard layer.kind == .customResource else { return nil }
    let node = layer.document.root?.descendant(["spec", "chart", "version"])
    return node?.scalar.flatMap { ChartVersion($0.text) }
  }

  // MARK: Layers

  private mutating func apply(_ layer: Layer) {
    if layer.document.isDamaged { result.isDamaged = true }
    guard let root = layer.document.root else { return }
    switch layer.kind {
    case .helm: applyHelm(root)
    case .customResource: applyCustomResource(root)
    case .environment:
      for entry in root.entries ?? [] {
        setVariable(entry, spelling: entry.key.value, source: .envFile)
      }
    case .set(let source):
      for entry in root.entries ?? [] { set(entry, source) }
    }
    flushComposites()
  }

  private mutating func applyHelm(_ root: ConfigNode) {
    guard let entries = root.entries else { return }
    var variables: [Entry] = []
    let rest = walk(entries, section: "", &variables)
    if !rest.isEmpty {
      let tree = ConfigNode(.mapping(rest), root.span)
      result.configuration.unmodelled.helm =
        result.configuration.unmodelled.helm.map { $0.overridden(by: tree) } ?? tree
    }
    // Variables of `global.extraEnv` replace what the chart makes of the typed keys.
    flushComposites()
    for entry in variables {
      setVariable(entry, spelling: "global.extraEnv.\(entry.key.value)", source: .helm)
    }
  }

  private mutating func applyCustomResource(_ root: ConfigNode) {
    let (values, rest) = root.removing(["spec", "values"])
    let unmodelled = result.configuration.unmodelled.operatorResource
    result.configuration.unmodelled.operatorResource =
      unmodelled.map { $0.overridden(by: rest) } ?? rest
    if let values { applyHelm(values) }
  }

  private mutating func reportNothingSet(_ layers: [Layer]) {
    guard result.assignments.isEmpty, result.configuration.unmodelled.isEmpty,
      !result.isDamaged, let first = layers.first
    else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.nothingSet, "the inputs set nothing", at: first.document.span.sub(0..<0))
    diagnostic.help = "`wandb-cfg explain global.host` shows how settings are written"
    bag.report(diagnostic)
  }

  // MARK: Helm values

  /// Reads the claimed keys below `section`; gives the entries that nobody claims.
  private mutating func walk(
    _ entries: [Entry], section: String, _ variables: inout [Entry]
  ) -> [Entry] {
    var rest: [Entry] = []
    for entry in entries {
      let key = entry.key.value
      let path = section.isEmpty ? key : section + "." + key
      if path == "global.extraEnv", let entries = entry.value.entries {
        variables += entries
      } else if let claim = index.claims[.helm(path)] {
        if apply(claim, entry, path: path, spelling: path) { rest.append(entry) }
      } else if index.sections.contains(path) {
        let below = walkSection(entry, path, &variables)
        if !below.isEmpty {
          rest.append(Entry(key: entry.key, value: ConfigNode(.mapping(below), entry.value.span)))
        }
      } else if let renaming = ChartKeys.renaming(of: path), isRenamed(renaming, entry) {
        guard let claim = index.claims[.helm(renaming.newPath)] else { continue }
        _ = apply(claim, entry, path: renaming.newPath, spelling: path)
      } else {
        // An older release reads the old name.
        let isFormer = ChartKeys.renaming(of: path) != nil
        if !isFormer, !isParameter(entry, section) { checkKey(entry, section) }
        rest.append(entry)
      }
    }
    return rest
  }

  private mutating func walkSection(
    _ entry: Entry, _ path: String, _ variables: inout [Entry]
  ) -> [Entry] {
    switch entry.value.kind {
    case .mapping(let entries): return walk(entries, section: path, &variables)
    case .damaged: return []
    case .scalar(let scalar) where scalar.isNull:
      clear(below: path, entry)
      return []
    case .scalar, .sequence:
      bag.report(.wrongType(path, entry.value, expected: "a mapping"))
      return []
    }
  }

  /// `null` for a whole section takes back every setting below it.
  private mutating func clear(below section: String, _ entry: Entry) {
    for (place, claim) in index.claims.sorted(by: { $0.key.name < $1.key.name }) {
      guard case .helm(let path) = place, path.hasPrefix(section + ".") else { continue }
      _ = apply(claim, entry, path: path, spelling: section)
    }
  }

  private mutating func isRenamed(_ renaming: ChartKeys.Renaming, _ entry: Entry) -> Bool {
    guard result.chartVersion >= renaming.since else { return false }
    var diagnostic = Diagnostic(
      ShapeProblem.formerKey,
      "`\(renaming.path)` is `\(renaming.newPath)` since chart \(renaming.since)",
      at: entry.key.span)
    diagnostic.setting = renaming.newPath
    diagnostic.help = "chart \(result.chartVersion) does not read the old name; move the value"
    bag.report(diagnostic)
    return true
  }

  /// Reads a claimed key; true when the key stays in the output as it is.
  private mutating func apply(
    _ claim: FieldIndex.Claim, _ entry: Entry, path: String, spelling: String
  ) -> Bool {
    switch claim {
    case .member(let composite):
      members[composite][.helm(path)] = member(entry.value, spelling, HelmText.literal)
      dirty.insert(composite)
      return false
    case .field(let field, let place):
      if case .ineffective = place.role {
        reportIneffective(path, FieldCatalog.fields[field], entry)
        return true
      }
      assign(field, place, entry.value, spelling)
      return false
    }
  }

  private mutating func reportIneffective(
    _ path: String, _ field: Field<Configuration>, _ entry: Entry
  ) {
    var diagnostic = Diagnostic(
      ShapeProblem.ineffectiveKey,
      "`\(path)` is ignored by every release of the chart; the field is `\(field.name)`",
      at: entry.key.span)
    diagnostic.setting = field.name
    diagnostic.help = "remove it"
    bag.report(diagnostic)
  }

  // MARK: Values

  private mutating func assign(
    _ field: Int, _ spelling: Spelling, _ node: ConfigNode, _ written: String
  ) {
    let type = FieldCatalog.fields[field].type
    switch node.kind {
    case .scalar(let scalar):
      let text = HelmText(scalar, type)
      if let problem = text.problem {
        bag.report(.numberForText(written, problem, node.span))
      }
      assign(field, spelling, text, node, written)
    case .mapping where spelling.content == .literalOrReference:
      guard let raw = ValueFrom.read(node) else {
        bag.report(.wrongType(written, node, expected: "a value, or `valueFrom` with a Secret's key"))
        return write(field, .unknown(Unknown(prefix: "")), written, node.span, node.via)
      }
      write(field, raw, written, node.span, node.via)
    case .mapping, .sequence:
      bag.report(.wrongType(written, node, expected: type.noun))
      write(field, .unknown(Unknown(prefix: "")), written, node.span, node.via)
    case .damaged:
      write(field, .unknown(Unknown(prefix: "")), written, node.span, node.via)
    }
  }

  private mutating func assign(
    _ field: Int, _ spelling: Spelling, _ text: HelmText, _ node: ConfigNode, _ written: String
  ) {
    guard let value = text.value, !value.isEmpty else {
      return write(field, .nothing, written, node.span, node.via)
    }
    if Placeholder.matches(value) {
      return write(field, .placeholder(value), written, node.span, node.via)
    }
    guard spelling.encoding == .urlText else {
      return write(field, .text(value), written, node.span, node.via)
    }
    let definition = FieldCatalog.fields[field]
    addEncoded(
      EncodedText(
        setting: definition.name, spelling: written,
        text: SourceText(value, at: node.span, in: sources[node.span.file]),
        isSecret: definition.isSecret))
    write(
      field, .text(PercentEncoding.decode(value) ?? value), written, node.span, node.via)
  }

  private mutating func addEncoded(_ text: EncodedText) {
    result.encodedTexts.removeAll { $0.setting == text.setting }
    result.encodedTexts.append(text)
  }

  /// The text of a composite's place.
  private mutating func member(
    _ node: ConfigNode, _ spelling: String, _ read: (Scalar) -> HelmText
  ) -> CompositeMember {
    let value: CompositeMember.Value
    switch node.kind {
    case .scalar(let scalar):
      let text = read(scalar)
      if let problem = text.problem { bag.report(.numberForText(spelling, problem, node.span)) }
      if let prefix = text.unknownPrefix {
        value = .unknown(Unknown(prefix: prefix))
      } else {
        value =
          text.value.map { .text(SourceText($0, at: node.span, in: sources[node.span.file])) }
          ?? .nothing
      }
    case .mapping:
      switch ValueFrom.read(node) {
      case .reference(let reference)?: value = .reference(reference)
      case .some: value = .unknown(Unknown(prefix: ""))
      case nil:
        bag.report(.wrongType(spelling, node, expected: "text"))
        value = .unknown(Unknown(prefix: ""))
      }
    case .sequence:
      bag.report(.wrongType(spelling, node, expected: "text"))
      value = .unknown(Unknown(prefix: ""))
    case .damaged: value = .unknown(Unknown(prefix: ""))
    }
    return CompositeMember(value: value, spelling: spelling, span: node.span, via: node.via)
  }

  /// Gives a setting its value and remembers who did.
  private mutating func write(
    _ field: Int, _ raw: RawValue, _ spelling: String, _ span: SourceSpan, _ via: [SourceSpan],
    isScheme: Bool = false
  ) {
    let definition = FieldCatalog.fields[field]
    result.assignments.append(Assignment(spelling: spelling, span: span, via: via))
    let id = AssignmentID(result.assignments.count - 1)
    if definition.isSecret { result.secretSpans.append(span) }
    if case .placeholder = raw { bag.report(.placeholder(definition, spelling, span)) }
    let mismatch = definition.write(raw, id, &result.configuration)
    // Words of schemes have rules of their own.
    guard case .text(let text) = raw else { return }
    if isScheme {
      result.words[span] = text
      return
    }
    if let mismatch {
      bag.report(.mismatch(definition, spelling, text, mismatch, span, via))
    } else if let why = definition.constraints.lazy.compactMap({ $0.violation(of: text) }).first {
      bag.report(.outOfRange(definition, spelling, text, why, span, via))
    }
  }

  // MARK: Variables

  private mutating func setVariable(
    _ entry: Entry, spelling: String, source: Unmodelled.Variable.Source
  ) {
    let name = entry.key.value
    let read = source == .helm ? HelmText.templated : HelmText.environment
    switch index.claims[.environment(name)] {
    case .member(let composite)?:
      members[composite][.environment(name)] = member(entry.value, spelling, read)
      dirty.insert(composite)
    case .field(let field, _)?:
      let member = member(entry.value, spelling, read)
      write(field, member.raw, spelling, entry.value.span, entry.value.via)
    case nil:
      result.configuration.unmodelled.setVariable(
        Unmodelled.Variable(name: name, value: entry.value, source: source))
      checkVariable(entry, spelling)
    }
  }

  // MARK: Composites

  private mutating func flushComposites() {
    for composite in dirty.sorted() { flush(composite) }
    dirty = []
  }

  private mutating func flush(_ composite: Int) {
    let definition = FieldCatalog.composites[composite]
    let split = definition.split(members[composite])
    if let member = split.malformed { bag.report(.notAConnectionString(member, definition)) }
    if let member = split.placeholder { keepPlaceholder(member) }
    result.connections.removeAll { $0.composite == definition.name }
    if let url = split.connection, let member = definition.firstMember(of: members[composite]) {
      let isWhole = definition.name == member.spelling.split(separator: ".").last.map(String.init)
      result.connections.append(
        .init(
          composite: definition.name, kind: definition.kind,
          spelling: isWhole ? member.spelling : definition.name, url: url, span: member.span,
          isWhole: isWhole))
      if isWhole { maskKeys(url) }
    }
    for text in split.encodedTexts { addEncoded(text) }
    result.configuration.unmodelled.parameters.removeAll { $0.section == definition.name }
    var given: Set<CompositePart> = []
    for piece in split.pieces {
      given.insert(piece.part)
      guard let field = index.parts[composite][piece.part] else {
        keepParameter(piece, definition)
        continue
      }
      write(
        field, piece.value, piece.spelling, piece.span, piece.via,
        isScheme: piece.part == .scheme)
    }
    clearParts(composite, given, split)
    givenParts[composite] = given
  }

  /// A composite replaces all its parts: what it no longer holds is taken back.
  private mutating func clearParts(
    _ composite: Int, _ given: Set<CompositePart>, _ split: CompositeSplit
  ) {
    let definition = FieldCatalog.composites[composite]
    guard let member = definition.firstMember(of: members[composite]) else { return }
    let isURL = split.connection != nil && definition.members.count <= 2
    for (part, field) in index.parts[composite].sorted(by: { $0.value < $1.value }) {
      // The region has a variable of its own.
      let isReplaced = isURL && part != .query("region") || givenParts[composite].contains(part)
      guard isReplaced, !given.contains(part),
        FieldCatalog.fields[field].read(result.configuration) != nil
      else { continue }
      write(field, .nothing, member.spelling, member.span, member.via)
    }
  }

  private mutating func keepPlaceholder(_ member: CompositeMember) {
    let diagnostic = Diagnostic(
      ShapeProblem.placeholder, "`\(member.spelling)` is a placeholder of the documentation",
      at: member.span)
    bag.report(diagnostic)
    guard let name = member.spelling.split(separator: ".").last, let text = member.text else {
      return
    }
    result.configuration.unmodelled.setVariable(
      .init(
        name: String(name), value: ConfigNode(.scalar(Scalar(text.text, .environment)), member.span),
        source: .envFile))
  }

  private mutating func keepParameter(_ piece: CompositePiece, _ composite: Composite) {
    guard case .query(let key) = piece.part else { return }
    result.assignments.append(
      Assignment(spelling: piece.spelling, span: piece.span, via: piece.via))
    let text: String
    switch piece.value {
    case .text(let value), .placeholder(let value): text = value
    case .reference, .unknown, .nothing: return
    }
    result.configuration.unmodelled.parameters.append(
      .init(
        kind: composite.kind, section: composite.name, key: key,
        value: PercentEncoding.encodePath(text),
        assignment: AssignmentID(result.assignments.count - 1)))
    checkParameter(key, piece, composite)
  }

  private mutating func maskKeys(_ url: ConnectionString) {
    if let password = url.password {
      result.secretSpans.append(password.span)
    }
    if let user = url.user, url.password == nil || url.scheme.text == "s3" || url.scheme.text == "cw" {
      result.secretSpans.append(user.span)
    }
  }

  // MARK: --set

  private mutating func set(_ entry: Entry, _ source: Layer.ValueSource) {
    let name = entry.key.value
    let spelling = "--set \(name)"
    guard let field = index.byName[name] else { return setPath(entry) }
    let definition = FieldCatalog.fields[field]
    if definition.isSecret, source == .commandLine {
      var diagnostic = Diagnostic(
        ShapeProblem.secretOnCommandLine, "the value of `\(name)` stands on the command line",
        at: entry.value.span)
      diagnostic.setting = name
      diagnostic.help = "write --set \(name)=@FILE or --set \(name)=env:VARIABLE"
      bag.report(diagnostic)
    }
    let text = entry.value.scalar?.text ?? ""
    let raw: RawValue =
      text.isEmpty ? .nothing : Placeholder.matches(text) ? .placeholder(text) : .text(text)
    write(field, raw, spelling, entry.value.span, [])
  }

  /// A path of the chart's values that is no setting.
  private mutating func setPath(_ entry: Entry) {
    let path = entry.key.value.split(separator: ".").map(String.init)
    let isClosed = path.count > 1 && ChartKeys.known(in: path.dropLast().joined(separator: ".")) != nil
    guard let first = path.first, !isClosed || path == ["global", "extraEnv"],
      ChartKeys.known(in: "")?.contains(first) == true
    else {
      return bag.report(
        .unknownSetting(entry, among: index.byName.keys.sorted()))
    }
    var node = ConfigNode(
      .scalar(Scalar(entry.value.scalar?.text ?? "", .plain)), entry.value.span)
    for key in path.reversed() {
      node = ConfigNode(
        .mapping([Entry(key: Located(key, entry.key.span), value: node)]), entry.value.span)
    }
    applyHelm(node)
  }
}
