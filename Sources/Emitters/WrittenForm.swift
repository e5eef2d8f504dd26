import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings

/// The form in which Helm values were written, where several forms have the same meaning.
struct WrittenForm {
  let log: WriteLog
  /// The values for the chart of each layer.
  private let layers: [ConfigNode]
  let secrets: EmitOptions.Secrets
  /// What is secret among the inputs.
  let hidden: SecretClassification
  /// The surface that is written.
  let surface: Surface
  /// The variables for all components in the layers that settings may claim, if they are written again.
  private(set) var globalVariables: [(location: Location, key: Located, value: ConfigNode)] = []

  init(
    _ resolved: ResolvedConfiguration, on surface: Surface, _ secrets: EmitOptions.Secrets,
    hiding hidden: SecretClassification
  ) {
    (log, layers) = (resolved.log, resolved.chartValues)
    (self.surface, self.secrets, self.hidden) = (surface, secrets, hidden)
    guard surface == .helm else { return }
    globalVariables = GlobalVariables.allCases.flatMap { section in
      (node(at: .helm(section.rawValue))?.entries ?? [])
        .filter { !$0.value.isNull && FieldCatalog.builtIn.knows(variable: $0.key.value) }
        .map { (.helm("\(section.rawValue).\($0.key.value)"), $0.key, $0.value) }
    }
  }

  // MARK: Values as written

  /// The value of a setting in the form of the input: text or a number, a reference with all its
  /// fields; nil if it has to be written anew.
  func value(
    _ raw: RawValue, of field: Field<Configuration>, _ configuration: Configuration
  ) -> (location: Location, value: DocumentValue)? {
    guard let last = assignment(of: field, configuration), let location = last.location,
      let node = node(at: location), node.span == last.span,
      field.spellings.contains(where: { $0.location == location && $0.isPlainKey })
        || location.globalVariables != nil && raw.isReference
    else { return nil }
    switch (raw, node.kind, DocumentValue(node)) {
    case (.text(let text), .scalar, .string(let own)) where own == text,
      (.text(let text), .scalar, .number(let own)) where own == text:
      return (location, DocumentValue(node))
    case (.reference, .mapping, let reference): return (location, reference)
    default: return nil
    }
  }

  /// What was written to the setting's other keys, which Helm passes to the chart all the same:
  /// empty text, and a literal next to the reference that is used in its place.
  func other(
    _ field: Field<Configuration>, than used: RawValue?
  ) -> [(location: Location, value: DocumentValue)] {
    guard used?.isReference ?? true, secrets != .reference || !field.isSecret else { return [] }
    return field.spellings.compactMap { spelling in
      guard spelling.isPlainKey, let node = node(at: spelling.location),
        let scalar = node.scalar, !scalar.isNull, scalar.text.isEmpty || used != nil
      else { return nil }
      return (spelling.location, redacted(DocumentValue(node)))
    }
  }

  /// A literal that is not used, and may be a secret all the same.
  private func redacted(_ literal: DocumentValue) -> DocumentValue {
    secrets == .literal || literal == .string("") ? literal : .string(SecretData.word)
  }

  /// The last assignment of a setting.
  func assignment(
    of field: Field<Configuration>, _ configuration: Configuration
  ) -> Assignment? {
    field.history(configuration).last.flatMap(assignment)
  }

  /// The assignments of a setting, oldest first.
  func assignments(
    of field: Field<Configuration>, _ configuration: Configuration
  ) -> [Assignment] {
    field.history(configuration).compactMap(assignment)
  }

  /// An assignment of the inputs; nil in a configuration that is not theirs.
  func assignment(_ id: AssignmentID) -> Assignment? {
    log.assignments.indices.contains(Int(id.index)) ? log.assignments[Int(id.index)] : nil
  }

  /// What the layers say at a key of the chart, with mappings merged as Helm merges them; nil if they
  /// do not, or a later one replaces a section that contains it.
  func node(at location: Location) -> ConfigNode? {
    guard case .helm = location, !layers.isEmpty else { return nil }
    let path = location.path
    var found: ConfigNode?
    for layer in layers.reversed() {
      var node: ConfigNode? = layer
      for key in path {
        guard node?.entries != nil else { return found }
        node = node?[key]
        if node == nil { break }
      }
      guard let node else { continue }
      guard node.entries != nil else { return found ?? node }
      found = found.map { node.overridden(by: $0) } ?? node
    }
    return found
  }

  // MARK: Settings with several keys

  /// A variable stays below `global.env` or `global.extraEnv`: each reaches other containers than
  /// the other, and than a key of the chart with the same meaning.
  func spelling(
    _ own: Spelling, of field: Field<Configuration>, _ configuration: Configuration
  ) -> Spelling {
    guard case .helm = own.location,
      let written = assignment(of: field, configuration)?.location,
      written.globalVariables != nil,
      let name = written.variable, written != own.location
    else { return own }
    let variable = field.spellings.first { spelling in
      spelling.location == .environment(name) && spelling.part == nil
        && spelling.role != .derived
    }
    return variable.map { .helm(written.name, .literalOrReference, $0.encoding) } ?? own
  }

  /// Whether the setting was written as a parameter of a URL that the target writes too, although
  /// it also has a location of its own.
  func isParameter(_ field: Field<Configuration>, _ configuration: Configuration) -> Bool {
    guard let written = assignment(of: field, configuration)?.location else { return false }
    let isOwn = field.spellings.contains { $0.part == nil && $0.location == written }
    return !isOwn
      && field.spellings.contains { spelling in
        guard case .query? = spelling.part, spelling.location.surface == surface else {
          return false
        }
        switch spelling.location {
        case .environment(let name): return written.variable == name
        case .helm(let path): return written.section == Location.helm(path).section
        case .operatorChart, .resource, .input: return false
        }
      }
  }

  /// What the inputs wrote to the location of a setting that is also a parameter of a URL.
  func ownValue(of field: Field<Configuration>) -> (location: Location, text: String)? {
    guard !field.isSecret else { return nil }
    for assignment in log.assignments.reversed() where assignment.setting == field.name {
      let own = field.spellings.first { $0.part == nil && $0.location == assignment.location }
      guard let own, own.location.surface == surface else { continue }
      return assignment.written.literal.map { (own.location, $0) }
    }
    return nil
  }

  /// Text for a URL, encoded as it was written, with its templates; text from elsewhere only as far
  /// as necessary if the chart also uses it outside the URL.
  func urlText(_ text: String, _ field: Field<Configuration>) -> String {
    if let same = writtenText(field.name, meaning: text) { return same }
    return field.isSecret
      ? PercentEncoding.encode(text) : PercentEncoding.encodeMinimally(text, .user)
  }

  private func writtenText(_ setting: String, meaning text: String) -> String? {
    log.encodedTexts.last { encoded in
      encoded.setting == setting
        && (PercentEncoding.firstRefused(in: encoded.text.text, encoded.part) == nil
          || HelmTemplate.isIn(encoded.text.text))
        && PercentEncoding.decode(encoded.text.text) == text
    }?.text.text
  }

  /// Values of a composite, divided between its keys as they were written.
  func form(_ joined: CompositeJoin, of composite: Composite, _ parts: CompositeParts)
    -> [(location: Location, value: String)]
  {
    var values = joined.values
    if let (location, url) = writtenURL(of: composite, meaning: joined),
      let index = values.firstIndex(where: { $0.location == location })
    {
      values[index].value = url
      return values
    }
    switch composite.kind {
    case .bucket:
      keepSlashes(&values, of: composite, parts)
      divide(&values, composite.name)
      addDefaultKeys(&values, composite, parts)
      addUnusedKeys(&values, composite)
      for index in values.indices {
        let (location, value) = values[index]
        guard let text = PercentEncoding.decode(value) else { continue }
        values[index].value = writtenText(location.name, meaning: text) ?? value
      }
    case .secret: addDefaultKeys(&values, composite, parts)
    case .mysql, .redis, .stores, .email: return values
    }
    let order = composite.members
    return values.sorted {
      (order.firstIndex(of: $0.location) ?? 0) < (order.firstIndex(of: $1.location) ?? 0)
    }
  }

  /// The URL of a variable as it was written, if it has the same parts as the one to be written.
  private func writtenURL(
    of composite: Composite, meaning joined: CompositeJoin
  ) -> (location: Location, url: String)? {
    let location = Location.environment(composite.name)
    // Helm and Kubernetes would expand some of the text.
    guard surface == .environment,
      let connection = log.connections.last(where: {
        $0.isWhole && $0.composite == composite.name && $0.kind != .stores
      })
    else { return nil }
    var members = CompositeMembers()
    let source = connection.url.source
    members[location] = CompositeMember(
      .text(source), Origin(.none, connection.span, layer: 0))
    var parts = CompositeParts()
    for piece in composite.split(members).pieces { parts[piece.part] = piece.value }
    func value(_ join: CompositeJoin) -> String? {
      join.values.first { $0.location == location }?.value
    }
    let again = composite.join(parts)
    // A key in an Azure URL has a variable of its own.
    guard let url = value(joined), value(again) == url, again.values.count == 1 else { return nil }
    return (location, source.text)
  }

  /// Slashes that the grammar ignores stay where they were written, because the server makes them
  /// part of the names of objects.
  private func keepSlashes(
    _ values: inout [(location: Location, value: String)], of composite: Composite,
    _ parts: CompositeParts
  ) {
    if let index = values.firstIndex(where: { $0.location == .environment(composite.name) }) {
      let url = values[index].value
      guard let scheme = url.range(of: "://") else { return }
      let isAfterKeys = parts[.user] != nil && url[scheme.upperBound...].contains("@")
      let start =
        isAfterKeys && parts.text(.scheme) != BucketProvider.az.rawValue
        ? url[scheme.upperBound...].firstIndex(of: "@").map(url.index(after:)) : nil
      let rest = url[(start ?? scheme.upperBound)...]
      let address = rest.prefix { $0 != "?" }
      guard let written = writtenAddress(meaning: String(address)) else { return }
      values[index].value = String(url[..<rest.startIndex] + written + rest[address.endIndex...])
      return
    }
    let (name, path) = HelmBucketLocations.address(in: composite.name)
    guard let index = values.firstIndex(where: { $0.location == name }) else { return }
    let rest = values.first { $0.location == path }?.value ?? ""
    let folder = rest.prefix { $0 != "?" }
    let own = values[index].value
    guard let written = writtenAddress(meaning: folder.isEmpty ? own : own + "/" + folder)
    else { return }
    let lead = written.prefix { $0 == "/" }
    let body = written.dropFirst(lead.count)
    let host = own.drop { $0 == "/" }
    guard body.hasPrefix(host) else { return }
    let after = body.dropFirst(host.count)
    // The chart adds one slash between a name and its path.
    let hasFolder = after.count > 1
    values[index].value = String(lead + host + (hasFolder ? "" : after))
    values.removeAll { $0.location == path }
    let newPath = String((hasFolder ? after.dropFirst() : "") + rest[folder.endIndex...])
    if !newPath.isEmpty { values.insert((path, newPath), at: index + 1) }
  }

  /// A bucket's address that was written with other slashes than `address`, but means the same.
  private func writtenAddress(meaning address: String) -> String? {
    let segments = Self.segments(address)
    let written = log.connections.last { connection in
      connection.kind == .bucket && Self.segments(connection.url.address) == segments
    }
    guard let written = written?.url.address, written != address,
      // `s3:///bucket` is in AWS, while the host of `s3://bucket.name/path` is an endpoint.
      written.hasPrefix("/") || !address.hasPrefix("/")
    else { return nil }
    return written
  }

  private static func segments(_ address: String) -> [Substring] {
    (PercentEncoding.decode(address) ?? address).split(separator: "/")
  }

  /// Some templates of the chart take the bucket's name apart by themselves, so that the division
  /// between `name` and `path` matters.
  private func divide(_ values: inout [(location: Location, value: String)], _ section: String) {
    let (name, path) = HelmBucketLocations.address(in: section)
    guard let written = log.chartText(at: name), !written.isEmpty,
      let index = values.firstIndex(where: { $0.location == name }), values[index].value != written
    else { return }
    let rest = values.first { $0.location == path }?.value ?? ""
    let separator = rest.isEmpty || rest.hasPrefix("?") ? "" : "/"
    let whole = values[index].value + separator + rest
    let text = String(written.prefix { $0 != "?" })
    // Keys that were written before an endpoint are rendered as the chart's keys.
    let withoutKeys = text.lastIndex(of: "@").map { String(text[text.index(after: $0)...]) }
    guard let base = [text, withoutKeys ?? text].first(where: whole.hasPrefix), !base.isEmpty
    else { return }
    let after = whole.dropFirst(base.count)
    guard after.isEmpty || after.hasPrefix("?") || after.hasPrefix("/") else { return }
    let isDivided = after.hasPrefix("/")
    values[index].value = isDivided ? base : whole
    values.removeAll { $0.location == path }
    if isDivided { values.insert((path, String(after.dropFirst())), at: index + 1) }
  }

  /// A bucket's keys next to the Secret that the chart reads in their place.
  private func addUnusedKeys(
    _ values: inout [(location: Location, value: String)], _ composite: Composite
  ) {
    guard secrets != .reference,
      values.contains(where: { $0.location.name.hasSuffix(".secretName") })
    else { return }
    for key in ["accessKey", "secretKey"] {
      let location = Location.helm("\(composite.name).\(key)")
      guard let written = log.chartText(at: location), !written.isEmpty,
        case .string(let text) = redacted(.string(written))
      else { continue }
      values.append((location, text))
    }
  }

  /// Names of keys in a Secret that are the chart's default, but written all the same.
  private func addDefaultKeys(
    _ values: inout [(location: Location, value: String)], _ composite: Composite,
    _ parts: CompositeParts
  ) {
    for location in composite.members {
      guard composite.kind == .secret || location.name.contains(".secret."),
        let written = log.chartText(at: location),
        !values.contains(where: { $0.location == location }),
        parts.parts.contains(where: { part in
          if case .secret(_, let key)? = parts.reference(part) { key == written } else { false }
        })
      else { continue }
      values.append((location, written))
    }
  }
}

extension Spelling {
  /// Whether it is a key of the chart that contains the setting by itself.
  var isPlainKey: Bool {
    guard case .helm = location else { return false }
    return part == nil && role == .canonical && content != .reference
  }
}
