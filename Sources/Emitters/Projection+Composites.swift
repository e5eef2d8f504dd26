import Diagnostics
import Documents
import Settings

/// Values that share one location, or one value spread over several.
extension Projection {
  /// The composite that contains the value: for a Secret the one with its name and key, for
  /// anything else the one of a URL, if the setting has no location of its own.
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
          spelling.location.surface == section.composites[composite].members.first?.surface
        else { continue }
        found.append((composite, part))
      }
    }
    return found
  }

  /// Whether the surface has the composite's locations; Helm accepts any variable in its list.
  func isHere(_ composite: Int, _ section: SectionIndex) -> Bool {
    let own = section.composites[composite].members.first?.surface
    return own == surface
      || surface == .helm && variables.contains(section.composites[composite].kind)
  }

  func owner(of parameter: Unmodelled.Parameter, _ section: SectionIndex) -> Int? {
    // A parameter of `BUCKET` is carried over to `global.bucket`, and back.
    section.composites.indices.first {
      section.composites[$0].name == parameter.section && isHere($0, section)
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
    let formed = written.form(joined, of: section.composites[composite], parts)
    let values = formed.map {
      (location: place(of: $0.location), value: DocumentValue.string($0.value))
    }
    self.values.insert(contentsOf: values, at: position)
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

  private func reason(_ part: CompositePart, _ parts: CompositeParts) -> Message {
    if parts.reference(part) != nil { return "the target can't refer to a Secret" }
    return parts.parts.contains { parts.reference($0) != nil }
      ? "it is part of a URL with a value from a Secret" : "the target has no equivalent for it"
  }

  /// Whether the setting is written as part of a variable, although Helm has a key for it.
  func isInVariable(
    _ field: Field<Configuration>, _ number: Int, _ section: SectionIndex
  ) -> Bool {
    guard surface == .helm else { return false }
    return composites(of: field, number, section).contains {
      variables.contains(section.composites[$0.0].kind)
    }
  }

  /// In Helm values, a variable is under `global.extraEnv`.
  func place(of place: Location) -> Location {
    guard surface == .helm, case .environment(let name) = place else { return place }
    return .helm("global.extraEnv.\(name)")
  }
}
