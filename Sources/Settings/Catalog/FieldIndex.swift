/// The catalogue as one run uses it: sections are indexed when an input first touches them.
package struct FieldIndex: Sendable {
  private let catalog: FieldCatalog
  private var indexed: [SectionIndex?]
  /// The sections of the variables looked up so far.
  private var owners: [String: Int?] = [:]

  package init(_ catalog: FieldCatalog) {
    self.catalog = catalog
    indexed = Array(repeating: nil, count: catalog.count)
  }

  /// What a path refers to.
  package enum Found {
    case claim(SectionIndex.Claim, section: Int)
    /// A mapping with settings below it.
    case mapping
    case nothing
  }

  mutating func section(_ number: Int) -> SectionIndex {
    if let found = indexed[number] { return found }
    let made = SectionIndex(catalog.section(number))
    indexed[number] = made
    return made
  }

  private mutating func owner(of variable: String) -> Int? {
    if let found = owners[variable] { return found }
    let found = catalog.section(ofVariable: variable)
    owners[variable] = .some(found)
    return found
  }

  package mutating func find(_ place: Location) -> Found {
    let owner: Int?
    switch place {
    case .environment(let name): owner = self.owner(of: name)
    case .operatorChart: owner = catalog.operatorChart
    // `ModuleInputTable` says what an input means.
    case .input: owner = nil
    case .helm(let path): owner = catalog.section(at: path)
    }
    guard let owner else { return catalog.isAbove(place) ? .mapping : .nothing }
    let section = section(owner)
    if let claim = section.claim(place) { return .claim(claim, section: owner) }
    return section.isAbove(place.name, on: place.surface) || catalog.isAbove(place)
      ? .mapping : .nothing
  }

  package mutating func field(_ id: FieldID) -> Field<Configuration> {
    section(id.section).fields[id.index]
  }

  mutating func composite(_ id: CompositeID) -> Composite {
    section(id.section).composites[id.index]
  }

  /// The composite of `kind` in a section.
  package mutating func composite(_ kind: Composite.Kind, in section: Int) -> CompositeID? {
    self.section(section).composites.firstIndex { $0.kind == kind }
      .map { CompositeID(section: section, index: $0) }
  }

  mutating func parts(of id: CompositeID) -> SmallMap<CompositePart, Int> {
    section(id.section).parts[id.index]
  }

  /// The other variables that the chart derives from the key that `variable` replaces; nil for
  /// none.
  package mutating func reach(ofVariable variable: String) -> VariableReach? {
    guard case .claim(let claim, let owner) = find(.environment(variable)), !claim.isInert else {
      return nil
    }
    let section = section(owner)
    switch claim {
    case .member:
      let copies = section.fields.flatMap(\.spellings).filter { $0.original == variable }
      guard let typed = catalog.section(owner).paths.words.first else { return nil }
      return VariableReach(typed: typed, variable, copies.map(\.location.name), .url)
    case .field(let number, _):
      return VariableReach(section.fields[number], variable)
    }
  }

  /// The field with a canonical name, or of a variable that is one setting.
  package mutating func field(named name: String) -> FieldID? {
    for number in catalog.candidates(forName: name) {
      if let index = section(number).field(named: name) {
        return FieldID(section: number, index: index)
      }
    }
    return nil
  }

  /// Every claim on a Helm path below `path`.
  mutating func claims(
    below path: String
  ) -> [(location: Location, claim: SectionIndex.Claim, section: Int)] {
    let prefix = path.isEmpty ? "" : path + "."
    return catalog.sections(around: path).flatMap { number in
      section(number).claims.filter {
        $0.location.surface == .helm && $0.location.name.hasPrefix(prefix)
      }
      .sorted { $0.location.name < $1.location.name }.map { ($0.location, $0.claim, number) }
    }
  }

  /// The claimed keys directly below a section.
  package mutating func keys(in path: String) -> [String] {
    let prefix = path.isEmpty ? "" : path + "."
    let found = claims(below: path).map { $0.location.name.dropFirst(prefix.count) }
    return Set(found.map { String($0.prefix { $0 != "." }) }).sorted()
  }
}
