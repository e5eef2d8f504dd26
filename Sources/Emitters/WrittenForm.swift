import Settings

/// The form in which Helm values were written, where several forms have the same meaning.
struct WrittenForm {
  private let log: WriteLog

  init(_ log: WriteLog) { self.log = log }

  /// A variable stays below `global.env` or `global.extraEnv`: each reaches other containers than the
  /// other, and than a key of the chart with the same meaning.
  func spelling(
    _ own: Spelling, of field: Field<Configuration>, _ configuration: Configuration
  ) -> Spelling {
    guard case .helm = own.location,
      let last = field.history(configuration).last,
      log.assignments.indices.contains(Int(last.index)),
      let written = log.assignments[Int(last.index)].location, written.globalVariables != nil,
      let name = written.variable, written != own.location
    else { return own }
    let isVariable = field.spellings.contains { spelling in
      spelling.location == .environment(name) && spelling.part == nil
        && spelling.encoding == .verbatim && spelling.role != .derived
    }
    return isVariable ? .helm(written.name, .literalOrReference) : own
  }

  /// Text for a URL, encoded as it was written, with its templates; text from elsewhere only as far as necessary if the
  /// chart also uses it outside the URL.
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
    switch composite.kind {
    case .bucket:
      divide(&values, composite.name)
      addDefaultKeys(&values, composite, parts)
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

  /// Some templates of the chart take the bucket's name apart by themselves, so that the division
  /// between `name` and `path` matters.
  private func divide(_ values: inout [(location: Location, value: String)], _ section: String) {
    let (name, path) = (Location.helm("\(section).name"), Location.helm("\(section).path"))
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
