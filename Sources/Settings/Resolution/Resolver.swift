import ConfigSyntax
package import Diagnostics

/// Applies writes to one configuration: later writes override earlier ones, setting by setting.
///
/// It knows settings and composites, but no surface: what a key, a variable or an input means was
/// decided by whoever made the write. The chart's own precedence is that of `HeldVariables`.
package struct Resolver: Sendable {
  private var result: ResolvedConfiguration
  /// The fields that the inputs touch; whoever makes writes looks locations up here.
  package var index: FieldIndex
  /// The findings about what was written.
  package private(set) var findings = DiagnosticBag()
  private var assembly = CompositeAssembly()
  private var held = HeldVariables()
  private var knownParameters = SmallMap<CompositeID, KnownNames>()

  package init(_ empty: ResolvedConfiguration, _ catalog: FieldCatalog) {
    result = empty
    index = FieldIndex(catalog)
  }

  /// Reserves space for variables that no setting claims.
  package mutating func reserveCapacity(forVariables count: Int) {
    result.configuration.unmodelled.reserveCapacity(forVariables: count)
  }

  /// Applies one write, in its place in the chart's precedence; those to a composite take effect
  /// with the next `assemble`.
  package mutating func apply(_ write: Write) {
    if case .cleared = write.subject { return perform(write) }
    if let section = write.origin.location?.globalVariables {
      return held.hold(write, in: section, setting: fields(setBy: write))
    }
    // What is not merged by Helm overrides what was written before it.
    if !held.isEmpty, write.origin.location?.surface != .helm {
      applyHeld(held.take(setting: fields(setBy: write)))
    }
    perform(write)
  }

  /// Keeps what no setting claims, whatever the chart's precedence.
  package mutating func keep(_ piece: Unmodelled.Piece) {
    result.configuration.unmodelled.apply(piece)
  }

  private mutating func applyHeld(_ variables: [HeldVariable]) {
    for variable in variables {
      for write in variable.writes { perform(write) }
      assemble()
    }
  }

  /// The fields that a write sets, alone or as parts of a composite.
  private mutating func fields(setBy write: Write) -> [FieldID] {
    switch write.subject {
    case .field(let field, _), .computed(let field, _): return [field]
    case .member(_, let composite, _, _), .part(_, let composite, _):
      return index.parts(of: composite).values.map {
        FieldID(section: composite.section, index: $0)
      }
    case .encoded, .chartVariable, .secret, .unmodelled, .cleared: return []
    }
  }

  private mutating func perform(_ write: Write) {
    let origin = write.origin
    switch write.subject {
    case .field(let field, let value):
      keepSecret(of: field, origin)
      assign(value, to: field, origin)
    case .computed(let field, let value):
      guard index.field(field).read(result.configuration) == nil else { return }
      assign(.unknown(value), to: field, origin)
    case .member(let location, let composite, let value, let variable):
      result.log.noteChartText(value.text?.text, at: location)
      assembly.set(CompositeMember(value, origin, variable), at: location, of: composite)
    case .part(let part, let composite, let value):
      assignPart(CompositePiece(part, value, origin), of: composite)
    case .encoded(let text): result.log.noteText(text)
    case .chartVariable(let name, let value):
      result.log.noteVariable(name, value, origin.name)
    case .secret: result.log.hide([origin.span])
    case .unmodelled(let piece): keep(piece)
    case .cleared(let section): clearSection(section, origin)
    }
  }

  /// The configuration and its history, with a view of each component that has writes of its own.
  ///
  /// No write may follow. `layers` is the number of layers; `mistaken` are the keys that unknown
  /// keys of the inputs resemble.
  package mutating func finish(
    _ scoped: [ScopedWrites], layers: Int, mistaken: Set<String>,
    references: KnownReferences = KnownReferences()
  ) -> ResolvedConfiguration {
    assemble()
    applyHeld(held.takeAll())
    result.configuration.unmodelled.settle()
    addViews(scoped, above: layers)
    for id in assembly.incompleteReferences {
      guard let member = assembly.incompleteReference(of: id) else { continue }
      let composite = index.composite(id)
      if composite.members.contains(where: { mistaken.contains($0.name) }) { continue }
      findings.report(.incompleteReference(member, composite))
    }
    result.mistakenKeys = mistaken
    result.index = index
    addKnownValues(references, above: layers)
    return result
  }

  // MARK: Fields

  private mutating func assign(_ value: RawValue, to id: FieldID, _ origin: Origin) {
    let field = index.field(id)
    let mismatch = record(value, for: field, as: field.type, origin)
    guard case .text(let text) = value else { return }
    if let mismatch {
      findings.report(.mismatch(field, text, mismatch, origin))
    } else if let why = field.constraints.lazy.compactMap({ $0.violation(of: text) }).first {
      findings.report(.outOfRange(field, text, why, origin))
    }
  }

  private mutating func record(
    _ value: RawValue, for field: Field<Configuration>, as type: SettingType, _ origin: Origin
  ) -> Mismatch? {
    let assignment = result.log.record(
      Assignment(origin, setting: field.name, written: WrittenValue(value, as: type)))
    // The name of a Secret, and of a key in it, is shown.
    if field.isSecret, !value.isReference { result.log.hide([origin.span]) }
    if case .placeholder(let text) = value {
      reportPlaceholder(text, of: field, origin)
    }
    return field.write(value, assignment, &result.configuration)
  }

  private mutating func reportPlaceholder(
    _ text: String, of field: Field<Configuration>, _ origin: Origin
  ) {
    guard !Placeholder.matches(text), ShellVariable.name(in: text) != nil else {
      return findings.report(.placeholder(field, origin.spelling, origin.span))
    }
    // In an env file, `SyntaxProblem.dialectsDisagree` reports the `$`.
    guard origin.location?.surface != .environment else { return }
    findings.report(.unfilled(field, origin))
  }

  // MARK: Composites

  /// Reads a reference again after a key of the chart, since Helm passes both on: if an earlier
  /// file names a Secret, the chart does not read the literal of a later one.
  private mutating func keepSecret(of field: FieldID, _ origin: Origin) {
    guard case .helm? = origin.location, origin.location?.isChartVariable == false,
      index.field(field).read(result.configuration)?.isReference == true
    else { return }
    for id in index.composites(.secret, of: field) { assembly.touch(id) }
  }

  /// Splits the composites that changed, and assigns their parts.
  package mutating func assemble() {
    for id in assembly.takeChanged() { split(id) }
  }

  private mutating func split(_ id: CompositeID) {
    let composite = index.composite(id)
    let assembled = assembly.split(id, composite, result.configuration)
    if let malformed = assembled.malformed {
      findings.report(.notAConnectionString(malformed, composite))
    }
    if let placeholder = assembled.placeholder {
      findings.report(.placeholder(placeholder.origin))
    }
    result.log.hide(assembled.hidden)
    result.log.replaceConnections(of: composite.name, with: assembled.connections)
    for text in assembled.encodedTexts { result.log.noteText(text) }
    for member in assembled.kept { result.configuration.unmodelled.keep(member) }
    result.configuration.unmodelled.parameters.removeAll { $0.section == composite.name }
    for piece in assembled.pieces { assignPart(piece, of: id) }
    removeParts(of: id, composite.kind, assembled)
  }

  private mutating func assignPart(_ piece: CompositePiece, of id: CompositeID) {
    guard let number = index.parts(of: id)[piece.part] else {
      return keepParameter(piece, of: id)
    }
    let field = FieldID(section: id.section, index: number)
    guard piece.part == .scheme else { return assign(piece.value, to: field, piece.origin) }
    // Unknown schemes have rules of their own.
    _ = record(piece.value, for: index.field(field), as: .string, piece.origin)
    if case .text(let text) = piece.value { result.log.noteWord(text, at: piece.origin.span) }
  }

  /// Removes the parts that the composite no longer contains.
  private mutating func removeParts(
    of id: CompositeID, _ kind: Composite.Kind, _ assembled: Assembled
  ) {
    guard let origin = assembled.replacement else { return }
    let parts = index.parts(of: id)
    for entry in parts.values.indices.sorted(by: { parts.values[$0] < parts.values[$1] }) {
      let (part, field) = (
        parts.keys[entry], FieldID(section: id.section, index: parts.values[entry])
      )
      guard let current = index.field(field).read(result.configuration),
        let last = index.field(field).history(result.configuration).last,
        assembled.replaced(part, result[last].origin)
      else { continue }
      // A literal that replaced the Secret stays.
      if kind == .secret, !current.isReference { continue }
      assign(.nothing, to: field, origin)
    }
  }

  /// Keeps a parameter of a URL that no setting claims.
  private mutating func keepParameter(_ piece: CompositePiece, of id: CompositeID) {
    guard case .query(let key) = piece.part else { return }
    let composite = index.composite(id)
    let assignment = result.log.record(
      Assignment(
        piece.origin, setting: "\(composite.name)?\(key)",
        written: WrittenValue(piece.value, as: .string)))
    guard let text = piece.value.writtenText else { return }
    result.configuration.unmodelled.parameters.append(
      Unmodelled.Parameter(
        kind: composite.kind, section: composite.name, key: key,
        value: PercentEncoding.encodeParameter(text), assignment: assignment))
    // A thousand say as much as a million.
    guard result.configuration.unmodelled.parameters.count <= 1000 else { return }
    findings.report(
      .unknownParameter(
        Located(key, piece.origin.span), of: piece.origin.spelling, parameters(of: id)))
  }

  /// The parameters of a URL that settings claim: it may have many others.
  private mutating func parameters(of id: CompositeID) -> KnownNames {
    if let known = knownParameters[id] { return known }
    let known = KnownNames(index.parts(of: id).keys.compactMap(\.parameter).sorted())
    knownParameters[id] = known
    return known
  }

  // MARK: Null sections

  /// Removes what Helm removes for a section that is null: what files wrote below it, and nothing
  /// that another surface wrote to the same settings.
  private mutating func clearSection(_ section: String, _ origin: Origin) {
    result.configuration.unmodelled.clear(below: section)
    for variable in held.remove(below: section) { hide(variable) }
    for variable in result.log.removeVariables(below: section) {
      let name = WrittenName(variable.spelling, origin.location)
      clearLocation(
        .environment(variable.name), of: section, Origin(name, origin.span, layer: origin.layer))
    }
    for (location, claim, _) in index.claims(below: section) where !claim.isInert {
      clearLocation(location, of: section, origin)
    }
  }

  private mutating func clearLocation(
    _ location: Location, of cleared: String, _ origin: Origin
  ) {
    guard case .claim(let claim, let section) = index.find(location), !claim.isInert else { return }
    switch claim {
    case .member(let number):
      let id = CompositeID(section: section, index: number)
      guard isBelow(cleared, assembly.member(at: location, of: id)?.origin) else { return }
      assembly.set(CompositeMember(.nothing, origin), at: location, of: id)
    case .field(let number, _):
      let field = FieldID(section: section, index: number)
      let last = index.field(field).history(result.configuration).last
      guard isBelow(cleared, last.map { result[$0].origin }) else { return }
      assign(.nothing, to: field, origin)
    }
  }

  /// Whether a value was written below a section, or not at all.
  private func isBelow(_ section: String, _ origin: Origin?) -> Bool {
    origin.map { $0.location?.isAtOrBelow(section) == true } ?? true
  }

  /// Hides the value of a variable that no setting gets.
  private mutating func hide(_ variable: HeldVariable) {
    let isSecret = variable.fields.contains { index.field($0).isSecret }
    if isSecret { result.log.hide(variable.writes.map(\.origin.span)) }
  }

  // MARK: References

  /// Adds a view in which references have the values of objects among the inputs, and reports keys
  /// that these objects lack.
  ///
  /// The values count as a layer above those of the inputs, which only refer to them.
  private mutating func addKnownValues(_ references: KnownReferences, above layers: Int) {
    guard !references.objects.isEmpty else { return }
    result.references = references
    var (view, spans) = (self, [SourceSpan]())
    (view.result.views, view.findings) = ([], DiagnosticBag())
    let names = result.assignments.filter(\.written.isReference).map(\.setting).unique()
    for name in names {
      guard let id = index.fieldID(named: name),
        case .reference(let reference)? = index.field(id).read(result.configuration),
        let origin = index.field(id).history(result.configuration).last.map({ result[$0].origin }),
        let object = references.object(of: reference, in: origin.layer)
      else { continue }
      guard let node = object[reference.key] else {
        switch origin.location {
        // These are looked up when they are read.
        case .environment?, .resource?: continue
        case .helm?, .operatorChart?, .input?, nil:
          findings.report(.keyMissing(reference.key, in: object, at: origin.span))
          continue
        }
      }
      if let problem = object.problem(with: reference.key) { findings.report(problem) }
      guard let text = node.scalar?.text else { continue }
      // What stands in for a license until it is deployed says nothing about the deployment.
      let isDummy = name == "global.license" && text.utf8.count { $0 == UInt8(ascii: ".") } != 2
      if !isDummy { spans.append(node.span) }
      let own = Origin(WrittenName(reference.key, nil), node.span, layer: layers)
      if object.kind == .secret {
        result.log.hide([node.span])
        view.result.log.hide([node.span])
      }
      view.assignKnown(text, own, to: id, from: origin.location)
    }
    guard view.result.assignments.count > result.assignments.count else { return }
    findings.report(view.findings.sorted)
    result.dereferenced = [
      ComponentView(component: "", resolved: view.result, spans: spans)
    ]
  }

  /// Assigns the text of an object to a field that referred to it; where the chart inserts the field
  /// into a URL, it inserts the same text from a Secret.
  private mutating func assignKnown(
    _ text: String, _ origin: Origin, to id: FieldID, from referrer: Location?
  ) {
    let field = index.field(id)
    guard field.isURLText(in: result.configuration), case .helm? = referrer else {
      return assign(RawValue(text: text), to: id, origin)
    }
    let isUser = field.spellings.contains { $0.part == .user }
    result.log.noteText(
      EncodedText(
        isUser ? .user : .password, setting: field.name, spelling: origin.spelling,
        text: SourceText(text, at: origin.span), isSecret: field.isSecret))
    assign(.text(PercentEncoding.decode(text) ?? text), to: id, origin)
  }

  // MARK: Views

  /// Adds the configuration as seen by each component with writes of its own.
  ///
  /// Every level of precedence counts as a layer, above all layers of the inputs.
  private mutating func addViews(_ scoped: [ScopedWrites], above layers: Int) {
    let resources = result.resourceLayers
    for scope in Set(scoped.map(\.scope)).sorted() {
      let own = scoped.filter { $0.scope == scope }
      var (view, layer) = (self, layers)
      (view.result.views, view.result.resourceValues) = ([], [])
      for precedence in Set(own.map(\.precedence)).sorted() {
        layer += 1
        for var write in own.filter({ $0.precedence == precedence }).flatMap(\.writes) {
          if resources.contains(write.origin.layer) { view.result.resourceLayers.append(layer) }
          write.origin.layer = layer
          view.apply(write)
        }
        view.assemble()
      }
      findings = view.findings
      result.log.hide(Array(view.result.secretSpans.dropFirst(result.secretSpans.count)))
      result.views.append(
        ComponentView(
          component: scope, resolved: view.result,
          spans: own.flatMap { [$0.entry.key.span, $0.entry.value.span] }))
    }
  }
}

/// The configuration as one component sees it.
package struct ComponentView: Sendable {
  package let component: String
  package let resolved: ResolvedConfiguration
  /// The entries that differ from the global configuration.
  package let spans: [SourceSpan]
}
