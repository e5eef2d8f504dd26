import ConfigSyntax
import Diagnostics

/// Composites, which are split at the end of each layer that changed one of their locations.
extension Resolver {
  mutating func flushComposites() {
    for composite in dirty.sorted() { flush(composite) }
    dirty = []
  }

  mutating func flush(_ composite: CompositeID) {
    let definition = index.composite(composite)
    let held = members[composite] ?? CompositeMembers()
    let split = definition.split(held)
    if let member = split.malformed {
      bag.report(.notAConnectionString(member, definition))
      maskMalformed(member, definition.kind)
    }
    if let key = strayStorageKey(split, held) { return keep(key) }
    incomplete[composite] = split.incomplete
    if let member = split.unclaimed { keep(member) }
    if let member = split.placeholder { keepPlaceholder(member) }
    result.connections.removeAll { $0.composite == definition.name }
    if let url = split.connection, let member = definition.firstMember(of: held) {
      let name = member.spelling.split(separator: ".").last.map(String.init)
      let isWhole =
        definition.name == name || definition.name == Self.variable(of: member.spelling)
      result.connections.append(
        .init(
          composite: definition.name, kind: definition.kind,
          spelling: isWhole ? member.spelling : definition.name, url: url, span: member.span,
          isWhole: isWhole))
      if isWhole { maskKeys(url) }
    }
    if let member = definition.firstMember(of: held) {
      for url in split.listed {
        result.connections.append(
          .init(
            composite: definition.name, kind: definition.kind, spelling: member.spelling, url: url,
            span: url.source.span, isWhole: true))
        maskKeys(url)
      }
    }
    for text in split.encodedTexts { addEncoded(text) }
    result.configuration.unmodelled.parameters.removeAll { $0.section == definition.name }
    var given: [CompositePart] = []
    for piece in split.pieces {
      given.append(piece.part)
      write(piece, of: composite)
    }
    clearParts(composite, given, split)
    givenParts[composite] = given
  }

  /// Assigns a piece to its setting; keeps a parameter that no setting claims.
  mutating func write(_ piece: CompositePiece, of composite: CompositeID) {
    guard let number = index.parts(of: composite)[piece.part] else {
      return keepParameter(piece, index.composite(composite), composite)
    }
    write(FieldID(section: composite.section, index: number), piece)
  }

  /// Sets a location of a composite, which is split at the end of the layer.
  mutating func set(_ member: CompositeMember, at place: Location, of composite: CompositeID) {
    members[composite, default: CompositeMembers()][place] = member
    if !dirty.contains(composite) { dirty.append(composite) }
  }

  /// Removes the parts that the composite no longer contains: it replaces all of them.
  mutating func clearParts(
    _ composite: CompositeID, _ given: [CompositePart], _ split: CompositeSplit
  ) {
    let definition = index.composite(composite)
    guard let member = definition.firstMember(of: members[composite] ?? CompositeMembers()) else {
      return
    }
    let isURL = split.connection != nil && definition.members.count <= 2
    for (part, number) in index.parts(of: composite).entries.sorted(by: { $0.value < $1.value }) {
      let field = FieldID(section: composite.section, index: number)
      // The region also has its own variable.
      let isReplaced =
        isURL && part != .query("region") || givenParts[composite]?.contains(part) == true
      guard isReplaced, !given.contains(part),
        let current = index.field(field).read(result.configuration)
      else { continue }
      // A literal that replaced the Secret stays.
      if definition.kind == .secret, !current.isReference { continue }
      write(field, .nothing, member.spelling, member.span, member.via)
    }
  }

  mutating func keepPlaceholder(_ member: CompositeMember) {
    let diagnostic = Diagnostic(
      ShapeProblem.placeholder, "`\(member.spelling)` is a placeholder from the documentation",
      at: member.span)
    bag.report(diagnostic)
    keep(member)
  }

  /// `AZURE_STORAGE_KEY` without a URI, next to a bucket that the chart's keys place elsewhere.
  private func strayStorageKey(
    _ split: CompositeSplit, _ members: CompositeMembers
  ) -> CompositeMember? {
    guard result.configuration.bucket.provider.literal != .az, split.connection == nil,
      !split.pieces.isEmpty, split.pieces.allSatisfy({ $0.part == .user })
    else { return nil }
    return members[.environment("AZURE_STORAGE_KEY")]
  }

  /// Passes a variable through unchanged.
  mutating func keep(_ member: CompositeMember) {
    guard let name = member.spelling.split(separator: ".").last, let text = member.text else {
      return
    }
    result.configuration.unmodelled.setVariable(
      .init(
        name: String(name),
        value: ConfigNode(.scalar(Scalar(text.text, .environment)), member.span),
        source: .envFile))
  }

  mutating func keepParameter(
    _ piece: CompositePiece, _ composite: Composite, _ id: CompositeID
  ) {
    guard case .query(let key) = piece.part else { return }
    result.assignments.append(
      Assignment(
        spelling: piece.spelling, span: piece.span, via: piece.via,
        setting: "\(composite.name)?\(key)", layer: layer,
        written: WrittenValue(piece.value, as: .string)))
    let text: String
    switch piece.value {
    case .text(let value), .placeholder(let value): text = value
    case .reference, .unknown, .nothing, .tree: return
    }
    result.configuration.unmodelled.parameters.append(
      .init(
        kind: composite.kind, section: composite.name, key: key,
        value: PercentEncoding.encodeParameter(text),
        assignment: AssignmentID(result.assignments.count - 1)))
    checkParameter(key, piece, id)
  }

  /// Without user information, it is unknown where in such text the password is; a bucket name
  /// alone contains none.
  private mutating func maskMalformed(_ member: CompositeMember, _ kind: Composite.Kind) {
    guard let text = member.text?.text, SecretText.masked(text) == text else { return }
    switch kind {
    case .mysql, .redis, .email: result.secretSpans.append(member.span)
    case .bucket, .stores, .secret:
      guard text.utf8.contains(where: { ":@".utf8.contains($0) }) else { return }
      result.secretSpans.append(member.span)
    }
  }

  /// Hides possible keys in a URL, including user information that lost its `@`.
  mutating func maskKeys(_ url: ConnectionString) {
    for piece in [url.user, url.password].compactMap({ $0 }) {
      result.secretSpans.append(piece.span)
    }
    let isPort = url.port.map {
      $0.text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
    // `KEY:SECRET` without its `@`.
    if isPort == false, let port = url.port {
      let (first, last) = (url.host.span, port.span)
      result.secretSpans.append(
        SourceSpan(first.file, Int(min(first.lower, last.lower)), Int(max(first.upper, last.upper)))
      )
    }
    if url.host.text.contains(":"), !url.host.text.hasPrefix("[") {
      result.secretSpans.append(url.host.span)
    }
  }
}
