/// Every setting, section by section, in the order in which emitters write them.
///
/// The sections of the components, which are one section under many names, come last.
package struct FieldCatalog: Sendable {
  private let fixed: [FieldSection]
  private let owners: VariableOwners
  private let paths: PathOwners

  /// A catalogue of some sections; those of the components are always added.
  package init(_ fixed: [FieldSection]) {
    self.fixed = fixed
    owners = VariableOwners(fixed.map(\.variables))
    paths = PathOwners(fixed.map { $0.surface == .helm ? $0.paths : StaticWords("") })
  }

  /// The catalogue of the product; tests use smaller ones.
  package static let builtIn = FieldCatalog([
    .core, .license, .bucket, .defaultBucket, .fileStores, .queues, .database, .redis, .oidc,
    .ldap, .session, .email, .slack, .certificates, .ingress, .secretStore, .weave, .retention,
    .operations, .proxy, .client, .subcharts, .operatorChart,
    .cloudDocuments, .surroundings,
  ])

  var count: Int { fixedCount + ComponentName.all.count }

  /// The number of sections before those of the components.
  var fixedCount: Int { fixed.count }

  func section(_ number: Int) -> FieldSection {
    number < fixed.count ? fixed[number] : .component(ComponentName.all[number - fixed.count])
  }

  /// Every section, which creates all of their fields when they are read.
  package var sections: [FieldSection] { (0..<count).map { section($0) } }

  /// The number of the section whose settings may be at a Helm path.
  func sectionNumber(at path: String) -> Int? {
    var path = path
    return path.withUTF8 { path in
      let top = UnsafeBufferPointer(rebasing: path.prefix { $0 != UInt8(ascii: ".") })
      if let component = ComponentName.number(of: top) { return fixed.count + component }
      return paths.section(at: path)
    }
  }

  /// Whether only paths below a location are owned.
  func isAbove(_ location: Location) -> Bool {
    guard case .helm(var path) = location else { return false }
    return path.withUTF8 { paths.isAbove($0) }
  }

  /// The numbers of the sections that have a path at, above or below a Helm path.
  func sectionNumbers(around path: String) -> [Int] {
    if let owner = sectionNumber(at: path), owner >= fixed.count { return [owner] }
    let found = fixed.indices.filter { number in
      fixed[number].surface == .helm
        && (fixed[number].paths.isAtOrBelow(path) || fixed[number].paths.isAbove(path))
    }
    return path.isEmpty ? found + Array(fixed.count..<count) : found
  }

  /// The first keys of all Helm paths, in lexical order.
  var topLevelKeys: [String] {
    let paths = fixed.filter { $0.surface == .helm }.flatMap(\.paths.words)
    return Set(paths.map { String($0.prefix { $0 != "." }) } + ComponentName.all).sorted()
  }

  /// The section of the operator's own chart.
  var operatorChart: Int? { fixed.firstIndex { $0.surface == .operatorChart } }

  /// The number of the section that owns the variable; nil if no setting is read from it.
  package func sectionNumber(ofVariable name: String) -> Int? { owners.section(of: name) }

  /// Whether any setting is read from the variable.
  package func knows(variable name: String) -> Bool { sectionNumber(ofVariable: name) != nil }

  /// Every known variable, in lexical order.
  package var variables: [String] { fixed.flatMap(\.variables.words).sorted() }

  /// The only section that can have a setting of this name; nil if any section can.
  func likelySection(forName name: String) -> Int? {
    let variable = name.hasPrefix("env.") ? String(name.dropFirst(4)) : name
    // A name with a dot is a path, which need not be looked for among all variables.
    if !variable.utf8.contains(UInt8(ascii: ".")), let owner = sectionNumber(ofVariable: variable) {
      return owner
    }
    return sectionNumber(at: name)
  }
}

/// The whole table, for everything outside the hot path: emitters, reference, comparison.
extension FieldCatalog {
  /// The sections other than those of components, indexed once per process.
  package static let fixed: [SectionIndex] = builtIn.fixed.map { SectionIndex($0) }

  /// Sections in their order, including those of the components that `configuration` contains.
  package static func sections(of configuration: Configuration) -> [SectionIndex] {
    fixed
      + ComponentName.all.filter { configuration.components[$0] != nil }
      .map { SectionIndex(.component($0)) }
  }

  /// Every field of `configuration`, except settings of components that it does not contain.
  package static func fields(of configuration: Configuration) -> [Field<Configuration>] {
    sections(of: configuration).flatMap(\.fields)
  }

  /// The sections as documented, with one section for all components.
  package static var documentedSections: [FieldSection] {
    builtIn.fixed + [.component(ComponentName.documented)]
  }

  /// Every field once, with one component's fields for those of all components.
  package static let documented: [Field<Configuration>] = documentedSections.flatMap {
    $0.fields()
  }

  /// The field with a canonical name.
  package static func field(named name: String) -> Field<Configuration>? {
    if let field = documented.first(where: { $0.name == name }) { return field }
    var index = FieldIndex(builtIn)
    return index.fieldID(named: name).map { index.field($0) }
  }
}
