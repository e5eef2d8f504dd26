import Diagnostics
import Documents
import Settings

/// Values that stand together in one place, or one that stands in several.
extension Projection {
  /// The composite that takes the value: for a Secret the one that spells its name and key, for
  /// anything else the one of a URL, when the setting has no place of its own.
  func composite(
    of field: Field<Configuration>, _ number: Int, _ section: SectionIndex, _ raw: RawValue,
    besides own: Spelling?
  ) -> (Int, CompositePart)? {
    let found = composites(of: field, number, section)
    if case .reference(.secret) = raw,
      let secret = found.first(where: { section.composites[$0.0].kind == .secret })
    {
      return secret
    }
    guard own == nil else { return nil }
    return found.first { section.composites[$0.0].kind != .secret }
  }

  func composites(
    of field: Field<Configuration>, _ number: Int, _ section: SectionIndex
  ) -> [(Int, CompositePart)] {
    var found: [(Int, CompositePart)] = []
    for (composite, owners) in section.parts.enumerated() where isHere(composite, section) {
      for spelling in field.spellings {
        guard let part = spelling.part, owners[part] == number,
          spelling.place.surface == section.composites[composite].members.first?.surface
        else { continue }
        found.append((composite, part))
      }
    }
    return found
  }

  /// Whether the surface has the composite's places; Helm's list of variables takes any variable.
  func isHere(_ composite: Int, _ section: SectionIndex) -> Bool {
    let own = section.composites[composite].members.first?.surface
    return own == surface
      || surface == .helm && variables.contains(section.composites[composite].kind)
  }

  func owner(of parameter: Unmodelled.Parameter, _ section: SectionIndex) -> Int? {
    // A parameter of `BUCKET` goes on in `global.bucket`, and back.
    section.composites.firstIndex {
      $0.name == parameter.section && $0.members.first?.surface == surface
    }
      ?? section.composites.firstIndex {
        $0.kind == parameter.kind && $0.members.first?.surface == surface
          && section.composites.contains { $0.name == parameter.section }
      }
  }

  mutating func join(
    _ composite: Int, _ section: SectionIndex, _ parts: CompositeParts, at position: Int
  ) {
    let joined = section.composites[composite].join(parts)
    let written = joined.values.map {
      (place: place(of: $0.place), value: DocumentValue.string($0.value))
    }
    values.insert(contentsOf: written, at: position)
    for part in joined.notCarried {
      guard let field = section.parts[composite][part].map({ section.fields[$0] }) else {
        continue
      }
      notCarried.append((field, reason(part, parts)))
    }
    guard !joined.values.isEmpty else { return }
    if joined.values.contains(where: { Redaction.isSecret($0.value) }) { holdsSecrets = true }
    for part in [CompositePart.user, .password, .list] {
      guard case .text? = parts[part], let owner = section.parts[composite][part],
        section.fields[owner].isSecret, !joined.notCarried.contains(part)
      else { continue }
      holdsSecrets = true
    }
  }

  private func reason(_ part: CompositePart, _ parts: CompositeParts) -> String {
    if parts.reference(part) != nil { return "the target can't refer to a Secret" }
    return parts.parts.contains { parts.reference($0) != nil }
      ? "it goes into a URL with a value that stands in a Secret" : "the target has no form for it"
  }

  /// Whether the setting is a piece of a variable, although Helm has a key for it.
  func isInVariable(
    _ field: Field<Configuration>, _ number: Int, _ section: SectionIndex
  ) -> Bool {
    guard surface == .helm else { return false }
    return composites(of: field, number, section).contains {
      variables.contains(section.composites[$0.0].kind)
    }
  }

  /// On Helm a variable stands below `global.extraEnv`.
  func place(of place: Place) -> Place {
    guard surface == .helm, case .environment(let name) = place else { return place }
    return .helm("global.extraEnv.\(name)")
  }
}
