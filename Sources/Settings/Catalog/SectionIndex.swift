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

  package let fields: [Field<Configuration>]
  package let composites: [Composite]
  /// The fields for each composite's parts.
  package let parts: [SmallMap<CompositePart, Int>]

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
  package func claim(_ place: Location) -> Claim? {
    if let composite = composites.firstIndex(where: { $0.members.contains(place) }) {
      return .member(ofComposite: composite)
    }
    for (index, field) in fields.enumerated() {
      for spelling in field.spellings where spelling.part == nil && spelling.location == place {
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
    func isBelow(_ place: Location) -> Bool {
      place.surface == surface && place.name.utf8.count > path.utf8.count
        && place.name.hasPrefix(path)
        && place.name.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: ".")
    }
    return fields.contains { $0.spellings.contains { $0.part == nil && isBelow($0.location) } }
      || composites.contains { $0.members.contains(where: isBelow) }
  }

  package func field(named name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

extension Composite {
  /// Whether a spelling's location belongs to the composite: a member, or the composite's own name.
  fileprivate func owns(_ place: Location) -> Bool {
    members.contains(place) || place == .helm(name)
  }
}
