/// Every setting, section by section, in the order in which emitters write them; the sections of the
/// components, which are one section under many names, come last.
package struct FieldCatalog: Sendable {
  private let fixed: [FieldSection]

  package init(_ fixed: [FieldSection]) { self.fixed = fixed }

  package static let standard = FieldCatalog([
    .core, .license, .bucket, .defaultBucket, .fileStores, .queues, .database, .redis, .oidc,
    .ldap, .session, .email, .slack, .certificates, .ingress, .secretStore, .weave, .retention,
    .operations, .proxy, .client, .subcharts, .operatorChart,
    .cloudDocuments,
  ])

  var count: Int { fixed.count + ComponentName.all.count }

  func section(_ number: Int) -> FieldSection {
    number < fixed.count ? fixed[number] : .component(ComponentName.all[number - fixed.count])
  }

  package var sections: [FieldSection] { (0..<count).map { section($0) } }

  /// The section whose settings may stand at a Helm path.
  func section(at path: String) -> Int? {
    let top = path.utf8.firstIndex(of: UInt8(ascii: ".")).map { path[..<$0] } ?? path[...]
    if let component = ComponentName.all.firstIndex(where: { $0 == top }) {
      return fixed.count + component
    }
    // The longest path wins: `global.auth.oidc` stands in front of `global.auth`.
    return fixed.firstIndex { $0.surface == .helm && $0.paths.isAtOrBelow(path) }
  }

  /// Whether only paths below a place are owned.
  func isAbove(_ place: Place) -> Bool {
    guard case .helm(let path) = place else { return false }
    return fixed.contains { $0.surface == .helm && $0.paths.isAbove(path) }
  }

  /// The sections that have a path at, above or below a Helm path.
  func sections(around path: String) -> [Int] {
    if let owner = section(at: path), owner >= fixed.count { return [owner] }
    let found = fixed.indices.filter { number in
      fixed[number].surface == .helm
        && (fixed[number].paths.isAtOrBelow(path) || fixed[number].paths.isAbove(path))
    }
    return path.isEmpty ? found + Array(fixed.count..<count) : found
  }

  /// The section of the operator's own chart.
  var operatorChart: Int? { fixed.firstIndex { $0.surface == .operatorChart } }

  package func section(ofVariable name: String) -> Int? {
    fixed.firstIndex { $0.variables.contains(name) }
  }

  func section(ofInput name: String) -> Int? { fixed.firstIndex { $0.inputs.contains(name) } }

  /// Whether any setting is read from the variable.
  package func knows(variable name: String) -> Bool { section(ofVariable: name) != nil }

  /// Every variable that is known, in lexical order.
  package var variables: [String] { fixed.flatMap(\.variables.words).sorted() }

  /// Sections that may have a setting of this name, the likely ones first.
  func candidates(forName name: String) -> [Int] {
    let variable = name.hasPrefix("env.") ? String(name.dropFirst(4)) : name
    if let owner = section(ofVariable: variable) { return [owner] }
    let likely = section(at: name)
    return likely.map { [$0] } ?? Array(fixed.indices)
  }
}

/// The whole table, for everything that is no hot path: emitters, reference, comparison.
extension FieldCatalog {
  package static let fixed: [SectionIndex] = standard.fixed.map { SectionIndex($0) }

  /// Sections in their order, those of a component only when `configuration` holds it.
  package static func sections(of configuration: Configuration) -> [SectionIndex] {
    fixed
      + ComponentName.all.filter { configuration.components[$0] != nil }
      .map { SectionIndex(.component($0)) }
  }

  /// Every field of `configuration`, settings of components it does not hold left out.
  package static func fields(of configuration: Configuration) -> [Field<Configuration>] {
    sections(of: configuration).flatMap(\.fields)
  }

  /// The sections as they are documented: one stands for all components.
  package static var documentedSections: [FieldSection] {
    standard.fixed + [.component(ComponentName.documented)]
  }

  /// Every field once: a component's stand for those of all components.
  package static let documented: [Field<Configuration>] = documentedSections.flatMap {
    $0.fields()
  }

  /// The field of a canonical name.
  package static func field(named name: String) -> Field<Configuration>? {
    if let field = documented.first(where: { $0.name == name }) { return field }
    var index = FieldIndex(standard)
    return index.field(named: name).map { index.field($0) }
  }
}
