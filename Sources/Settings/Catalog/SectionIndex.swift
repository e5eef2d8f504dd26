/// The fields of one section, found by the places of the inputs.
package struct SectionIndex: Sendable {
  /// What a place of an input means.
  package enum Claim: Sendable {
    case field(Int, Spelling)
    case member(ofComposite: Int)

    /// Whether nothing reads the place, or only the chart writes it.
    package var isInert: Bool {
      guard case .field(_, let spelling) = self else { return false }
      return spelling.role == .ineffective || spelling.role == .derived
    }
  }

  package let fields: [Field<Configuration>]
  package let composites: [Composite]
  /// The fields of each composite's parts.
  package let parts: [SmallMap<CompositePart, Int>]

  package init(_ section: FieldSection) {
    fields = section.fields()
    composites = section.composites()
    var parts = Array(repeating: SmallMap<CompositePart, Int>(), count: composites.count)
    for (number, composite) in composites.enumerated() {
      for (index, field) in fields.enumerated() {
        for spelling in field.spellings {
          guard let part = spelling.part, composite.owns(spelling.place) else { continue }
          parts[number][part] = index
        }
      }
    }
    self.parts = parts
  }

  /// What stands at a place; a few dozen spellings are compared faster than hashed.
  package func claim(_ place: Place) -> Claim? {
    if let composite = composites.firstIndex(where: { $0.members.contains(place) }) {
      return .member(ofComposite: composite)
    }
    for (index, field) in fields.enumerated() {
      for spelling in field.spellings where spelling.part == nil && spelling.place == place {
        return .field(index, spelling)
      }
    }
    return nil
  }

  /// Every place of the section's own, that of a part left out.
  package var claims: [(place: Place, claim: Claim)] {
    let members = composites.enumerated().flatMap { number, composite in
      composite.members.map { ($0, Claim.member(ofComposite: number)) }
    }
    let spellings = fields.enumerated().flatMap { index, field in
      field.spellings.filter { $0.part == nil }.map { ($0.place, Claim.field(index, $0)) }
    }
    return members + spellings
  }

  /// Whether a place stands below `path`.
  func isAbove(_ path: String, on surface: Surface) -> Bool {
    func isBelow(_ place: Place) -> Bool {
      place.surface == surface && place.name.utf8.count > path.utf8.count
        && place.name.hasPrefix(path)
        && place.name.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: ".")
    }
    return fields.contains { $0.spellings.contains { $0.part == nil && isBelow($0.place) } }
      || composites.contains { $0.members.contains(where: isBelow) }
  }

  package func field(named name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

extension Composite {
  /// Whether a spelling's place is the composite's: one of its members, or its own name.
  fileprivate func owns(_ place: Place) -> Bool {
    members.contains(place) || place == .helm(name)
  }
}
