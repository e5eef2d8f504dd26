/// The catalogue as one run uses it: sections are indexed when an input first touches them.
package struct FieldIndex: Sendable {
  private let catalog: FieldCatalog
  private var indexed: [SectionIndex?]
  /// The fields by name; nil until a name without a likely section is looked up.
  private var names: [String: FieldID]?

  /// Indexes nothing yet; a section is indexed when a look-up reaches it.
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

  /// What a location of an input refers to; an input of a Terraform module refers to nothing here.
  package mutating func find(_ location: Location) -> Found {
    let owner: Int?
    switch location {
    case .environment(let name): owner = catalog.sectionNumber(ofVariable: name)
    case .operatorChart: owner = catalog.operatorChart
    // `ModuleInputTable` says what an input means, `ResourceTable` what a field does.
    case .input, .resource: owner = nil
    case .helm(let path): owner = catalog.sectionNumber(at: path)
    }
    guard let owner else { return catalog.isAbove(location) ? .mapping : .nothing }
    let section = section(owner)
    if let claim = section.claim(location) { return .claim(claim, section: owner) }
    return section.isAbove(location.name, on: location.surface) || catalog.isAbove(location)
      ? .mapping : .nothing
  }

  /// The field at a position that this index returned.
  package mutating func field(_ id: FieldID) -> Field<Configuration> {
    section(id.section).fields[id.index]
  }

  mutating func composite(_ id: CompositeID) -> Composite {
    section(id.section).composites[id.index]
  }

  /// The composite of `kind` in a section.
  package mutating func compositeID(_ kind: Composite.Kind, in section: Int) -> CompositeID? {
    self.section(section).composites.firstIndex { $0.kind == kind }
      .map { CompositeID(section: section, index: $0) }
  }

  /// The composites of `kind` that contain a field.
  mutating func composites(_ kind: Composite.Kind, of field: FieldID) -> [CompositeID] {
    let section = section(field.section)
    return section.composites.indices.filter { number in
      section.composites[number].kind == kind
        && section.parts[number].values.contains(field.index)
    }
    .map { CompositeID(section: field.section, index: $0) }
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
  package mutating func fieldID(named name: String) -> FieldID? {
    guard let number = catalog.likelySection(forName: name) else { return fieldsByName()[name] }
    return section(number).field(named: name).map { FieldID(section: number, index: $0) }
  }

  /// The first field with each name, except those of components.
  private mutating func fieldsByName() -> [String: FieldID] {
    if let names { return names }
    var all: [String: FieldID] = [:]
    for number in 0..<catalog.fixedCount {
      for (index, field) in section(number).fields.enumerated() where all[field.name] == nil {
        all[field.name] = FieldID(section: number, index: index)
      }
    }
    names = all
    return all
  }

  /// Every claim on a Helm path below `path`.
  mutating func claims(
    below path: String
  ) -> [(location: Location, claim: SectionIndex.Claim, section: Int)] {
    let prefix = path.isEmpty ? "" : path + "."
    return catalog.sectionNumbers(around: path).flatMap { number in
      section(number).claims.filter {
        $0.location.surface == .helm && $0.location.name.hasPrefix(prefix)
      }
      .sorted { $0.location.name < $1.location.name }.map { ($0.location, $0.claim, number) }
    }
  }

  /// The claimed keys directly below a section.
  package mutating func keys(in path: String) -> [String] {
    // The sections say which these are without all of their fields.
    if path.isEmpty { return catalog.topLevelKeys }
    return claimedKeys(in: path)
  }

  private mutating func claimedKeys(in path: String) -> [String] {
    let prefix = path.isEmpty ? "" : path + "."
    let found = claims(below: path).map { $0.location.name.dropFirst(prefix.count) }
    return Set(found.map { String($0.prefix { $0 != "." }) }).sorted()
  }
}

/// The fields of one section, looked up by location.
package struct SectionIndex: Sendable {
  /// What a location in an input refers to.
  package enum Claim: Sendable {
    case field(Int, Spelling)
    case member(ofComposite: Int)

    /// Whether the location is not read, or is only written by the chart.
    package var isInert: Bool {
      guard case .field(_, let spelling) = self else { return false }
      return spelling.role == .ineffective || spelling.role == .derived
    }
  }

  /// In the order of the table, which is the order in which they are written.
  package let fields: [Field<Configuration>]
  /// The composites whose parts are fields of this section.
  package let composites: [Composite]
  /// The fields for each composite's parts.
  package let parts: [SmallMap<CompositePart, Int>]

  /// Creates the fields and connects them to the composites whose parts they are.
  package init(_ section: FieldSection) {
    fields = section.fields()
    composites = section.composites()
    var parts = Array(repeating: SmallMap<CompositePart, Int>(), count: composites.count)
    for (number, composite) in composites.enumerated() {
      for (index, field) in fields.enumerated() {
        for spelling in field.spellings {
          guard let part = spelling.part, composite.owns(spelling.location) else { continue }
          parts[number][part] = index
        }
      }
    }
    self.parts = parts
  }

  /// The claim on a location; a few dozen spellings are faster to compare than to hash.
  package func claim(_ location: Location) -> Claim? {
    if let composite = composites.firstIndex(where: { $0.members.contains(location) }) {
      return .member(ofComposite: composite)
    }
    for (index, field) in fields.enumerated() {
      for spelling in field.spellings where spelling.part == nil && spelling.location == location {
        return .field(index, spelling)
      }
    }
    return nil
  }

  /// Every location of the section, except those of parts.
  package var claims: [(location: Location, claim: Claim)] {
    let members = composites.enumerated().flatMap { number, composite in
      composite.members.map { ($0, Claim.member(ofComposite: number)) }
    }
    let spellings = fields.enumerated().flatMap { index, field in
      field.spellings.filter { $0.part == nil }.map { ($0.location, Claim.field(index, $0)) }
    }
    return members + spellings
  }

  /// Whether a location is below `path`.
  func isAbove(_ path: String, on surface: Surface) -> Bool {
    func isBelow(_ location: Location) -> Bool {
      location.surface == surface && location.name.utf8.count > path.utf8.count
        && location.name.hasPrefix(path)
        && location.name.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: ".")
    }
    return fields.contains { $0.spellings.contains { $0.part == nil && isBelow($0.location) } }
      || composites.contains { $0.members.contains(where: isBelow) }
  }

  /// The index of the field with this canonical name.
  package func field(named name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

extension Composite {
  /// Whether a spelling's location belongs to the composite: a member, or the composite's own name.
  fileprivate func owns(_ location: Location) -> Bool {
    members.contains(location) || location == .helm(name)
  }
}
