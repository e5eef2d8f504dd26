import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings
import Surfaces

/// A configuration projected to one surface: a value for each location, and what is left over.
///
/// Several settings may share one location (a URL), and one setting may be spread over several (the
/// name and the key of a Secret): those are composites.
struct Projection {
  private(set) var values: [(location: Location, value: DocumentValue)] = []
  /// What the surface can't express.
  private(set) var losses = Losses()
  /// Whether a value is secret by its setting or by its text.
  private(set) var holdsSecrets = false
  private var carried: Set<AssignmentID> = []
  private let surface: Surface
  private let names: EmitOptions.EnvironmentNames
  private let written: WrittenForm
  /// The composites that Helm values express as one variable.
  private var variables: [Composite.Kind] = []
  /// The settings that Helm values express as variables of their own.
  private var signIn = SignInVariables()

  /// `resolved` has what the inputs wrote, so that a rendering of the same surface keeps its form,
  /// and `hidden` what is secret among it.
  static func project(
    _ configuration: Configuration, on surface: Surface, _ options: EmitOptions,
    as resolved: ResolvedConfiguration = ResolvedConfiguration(),
    hiding hidden: SecretClassification = SecretClassification()
  ) -> Projection {
    let written = WrittenForm(resolved, on: surface, options.secrets, hiding: hidden)
    var projection = Projection(surface: surface, options, written)
    projection.variables = variables(configuration)
    if surface == .helm { projection.signIn = SignInVariables(configuration) }
    let sections = FieldCatalog.sections(of: configuration)
    // Variables follow the keys, as they do when they are read again.
    let late = sections.filter { projection.signIn.replaces($0) }
    for section in sections.filter({ !projection.signIn.replaces($0) }) + late {
      projection.add(section, configuration)
    }
    for parameter in configuration.unmodelled.parameters { projection.carry(parameter) }
    return projection
  }

  private init(surface: Surface, _ options: EmitOptions, _ written: WrittenForm) {
    self.surface = surface
    names = options.environmentNames
    self.written = written
  }

  /// The chart always writes `smtp://`; any other way to send mail requires a variable.
  private static func variables(_ configuration: Configuration) -> [Composite.Kind] {
    configuration.email.scheme.literal == .https ? [.stores, .email] : [.stores]
  }

  private mutating func add(_ section: SectionIndex, _ configuration: Configuration) {
    let variables = written.variables(of: section, configuration)
    var parts: [Int: CompositeParts] = [:]
    // A composite is written at the position of its first setting.
    var starts: [(composite: Int, position: Int)] = []
    for (number, field) in section.fields.enumerated() {
      if field.isInvalid(configuration) {
        losses.add(field, .invalidValue)
        continue
      }
      guard !field.spellings.isEmpty else { continue }
      let read = field.read(configuration)
      let location = written.assignment(of: field, configuration)?.location
      if variables.contains(location) {
        keep(written.keys(of: field, in: section, configuration), of: field)
        keep(variables.ofSetting(number))
        continue
      }
      if surface == .helm { keep(written.other(field, than: read), of: field) }
      guard let raw = read, !isKept(field, raw, configuration) else { continue }
      if surface == .helm, let (location, value) = written.value(raw, of: field, configuration) {
        add(value, at: location, raw, field)
        continue
      }
      if let spellings = signIn.spellings(of: field, raw) {
        for spelling in spellings { set(spelling, raw, field) }
        continue
      }
      let isParameter = written.isParameter(field, configuration)
      if isParameter, let (location, text) = written.ownValue(of: field) {
        values.append((location, .string(text)))
      }
      let isInURL = isParameter || isInVariable(field, number, section)
      let own = isInURL ? nil : field.plainSpelling(on: surface, for: raw)
      if case .unknown = raw {
        losses.add(field, storedIn: nil)
      } else if let (composite, part) = composite(of: field, number, section, raw, except: own) {
        if parts[composite] == nil { starts.append((composite, values.count)) }
        parts[composite, default: CompositeParts()][part] = raw
      } else if let own {
        set(written.spelling(own, of: field, configuration), raw, field)
      } else if isForeign(field) {
        losses.foreign.append(field)
      } else if case .reference(let reference) = raw {
        losses.add(field, storedIn: reference)
      } else if !isImplied(raw, field) {
        losses.add(field, .noEquivalent)
      }
    }
    for parameter in configuration.unmodelled.parameters {
      if variables.hasURL(at: written.assignment(parameter.assignment)?.location) {
        carried.insert(parameter.assignment)
      }
      guard let owner = owner(of: parameter, section), parts[owner] != nil else { continue }
      parts[owner]?.extra.append((parameter.key, parameter.value))
      carried.insert(parameter.assignment)
    }
    for (composite, position) in starts.reversed() {
      join(composite, section, parts[composite] ?? CompositeParts(), at: position)
    }
    keep(variables)
  }

  /// Whether a value that is computed later is written back unchanged.
  private func isKept(
    _ field: Field<Configuration>, _ raw: RawValue, _ configuration: Configuration
  ) -> Bool {
    switch raw {
    case .unknown, .reference: break
    case .text, .placeholder, .tree, .nothing: return false
    }
    let unmodelled = configuration.unmodelled
    return field.spellings.contains { spelling in
      guard spelling.role != .ineffective else { return false }
      return switch spelling.location {
      case .environment(let name): unmodelled.keeps(variable: name)
      case .helm:
        surface == .helm && spelling.part == nil
          && unmodelled.helm?.descendant(spelling.location.path) != nil
      case .operatorChart, .resource, .input: false
      }
    }
  }

  /// Carries a parameter that no URL on this surface includes: the chart has keys for Redis.
  private mutating func carry(_ parameter: Unmodelled.Parameter) {
    guard !carried.contains(parameter.assignment) else { return }
    if surface == .helm, parameter.kind == .redis {
      let location = Location.helm("global.redis.params.\(parameter.key)")
      return values.append(
        (location, .string(PercentEncoding.decodeParameter(parameter.value) ?? parameter.value)))
    }
    losses.add(parameter, .noEquivalent)
  }

  /// Whether the surface has no equivalent for the setting.
  private func isForeign(_ field: Field<Configuration>) -> Bool {
    field.spellings.allSatisfy { spelling in
      switch spelling.location.surface {
      case .operatorChart, .resource, .terraform: true
      case .helm: surface == .environment
      case .environment: false
      }
    }
  }

  private func isImplied(_ raw: RawValue, _ field: Field<Configuration>) -> Bool {
    guard case .text(let text) = raw else { return false }
    return field.implied[surface] == text
  }

  // MARK: Locations of their own

  /// Writes what the inputs have at other keys of the setting than the one in use.
  private mutating func keep(
    _ keys: [(location: Location, value: DocumentValue)], of field: Field<Configuration>
  ) {
    for (location, value) in keys {
      values.append((location, value))
      holdsSecrets = holdsSecrets || value != .string("") && field.isSecret
    }
  }

  /// Writes the variables of the inputs that no setting has been written to.
  private mutating func keep(_ variables: KeptVariables) {
    for (location, kept, _) in variables.values
    where !values.contains(where: { $0.location == location }) {
      values.append((location, kept.value))
      holdsSecrets = holdsSecrets || kept.isSecret
    }
  }

  private mutating func set(
    _ spelling: Spelling, _ raw: RawValue, _ field: Field<Configuration>
  ) {
    let urlText = { written.urlText($0, field) }
    guard let value = DocumentValue(raw, at: spelling, of: field.type, urlText: urlText) else {
      guard case .reference(let reference) = raw else { return losses.add(field, .noEquivalent) }
      return losses.add(field, storedIn: reference)
    }
    add(value, at: spelling.location, raw, field)
    guard names == .all else { return }
    for alias in field.spellings where alias.location.surface == surface && alias.part == nil {
      if case .alias = alias.role, case .environment = alias.location,
        let value = DocumentValue(raw, at: alias, of: field.type, urlText: urlText)
      {
        values.append((alias.location, value))
      }
    }
  }

  private mutating func add(
    _ value: DocumentValue, at location: Location, _ raw: RawValue, _ field: Field<Configuration>
  ) {
    values.append((location, value))
    switch raw {
    case .text(let text) where field.isSecret || SecretText.isSecret(text): holdsSecrets = true
    case .tree: holdsSecrets = holdsSecrets || SecretData.holdsSecrets(value)
    default: break
    }
  }

  // MARK: Composites

  /// The composite that contains the value: for a Secret the one with its name and key, for
  /// anything else the one of a URL, if the setting has no location of its own.
  private func composite(
    of field: Field<Configuration>, _ number: Int, _ section: SectionIndex, _ raw: RawValue,
    except own: Spelling?
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

  private func composites(
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
  private func isHere(_ composite: Int, _ section: SectionIndex) -> Bool {
    let own = section.composites[composite].members.first?.surface
    return own == surface
      || surface == .helm && variables.contains(section.composites[composite].kind)
  }

  private func owner(of parameter: Unmodelled.Parameter, _ section: SectionIndex) -> Int? {
    // A parameter of `BUCKET` is carried over to `global.bucket`, and back.
    section.composites.indices.first {
      section.composites[$0].name == parameter.section && isHere($0, section)
    }
      ?? section.composites.firstIndex {
        $0.kind == parameter.kind && $0.members.first?.surface == surface
          && section.composites.contains { $0.name == parameter.section }
      }
  }

  private mutating func join(
    _ composite: Int, _ section: SectionIndex, _ parts: CompositeParts, at position: Int
  ) {
    let joined = section.composites[composite].join(parts)
    let formed = written.form(joined, of: section.composites[composite], parts)
    let located = formed.map {
      (location: writtenLocation(of: $0.location), value: DocumentValue.string($0.value))
    }
    values.insert(contentsOf: located, at: position)
    for part in joined.notCarried {
      guard let field = section.parts[composite][part].map({ section.fields[$0] }) else {
        continue
      }
      if let reference = parts.reference(part) {
        losses.add(field, storedIn: reference)
      } else if parts.parts.contains(where: { parts.reference($0) != nil }) {
        losses.add(inReferencedURL: field)
      } else if joined.values.isEmpty, let whole = section.composites[composite].members.first {
        losses.add(field, .partOfIncomplete(whole.name))
      } else {
        losses.add(field, .noEquivalent)
      }
    }
    guard !joined.values.isEmpty else { return }
    if joined.values.contains(where: { SecretText.isSecret($0.value) }) { holdsSecrets = true }
    if formed.count > joined.values.count,
      formed.contains(where: { $0.location.name.hasSuffix(".accessKey") })
    {
      holdsSecrets = true
    }
    for part in [CompositePart.user, .password, .list] {
      guard case .text? = parts[part], let owner = section.parts[composite][part],
        section.fields[owner].isSecret, !joined.notCarried.contains(part)
      else { continue }
      holdsSecrets = true
    }
  }

  /// Whether the setting is written as part of a variable, although Helm has a key for it.
  private func isInVariable(
    _ field: Field<Configuration>, _ number: Int, _ section: SectionIndex
  ) -> Bool {
    guard surface == .helm else { return false }
    return composites(of: field, number, section).contains {
      variables.contains(section.composites[$0.0].kind)
    }
  }

  /// In Helm values, a variable is under `global.extraEnv`.
  private func writtenLocation(of location: Location) -> Location {
    guard surface == .helm, case .environment(let name) = location else { return location }
    return .helm("global.extraEnv.\(name)")
  }
}

extension Field<Configuration> {
  /// The setting's own canonical location on a surface, if it accepts `raw`.
  ///
  /// In Helm values, a setting without a path is a variable under `global.extraEnv`.
  fileprivate func plainSpelling(on surface: Surface, for raw: RawValue) -> Spelling? {
    func isFitting(_ spelling: Spelling, _ surface: Surface) -> Bool {
      guard spelling.location.surface == surface, spelling.part == nil, spelling.role == .canonical
      else { return false }
      return !raw.isReference || spelling.content == .literalOrReference
    }
    if let own = spellings.first(where: { isFitting($0, surface) }) { return own }
    let hasPath = spellings.contains {
      $0.location.surface == .helm && $0.role == .canonical && $0.content != .reference
    }
    guard surface == .helm, !hasPath,
      var variable = spellings.first(where: {
        $0.location.surface == .environment && $0.part == nil && $0.role == .canonical
      })
    else { return nil }
    variable = .helm("global.extraEnv.\(variable.location.name)", .literalOrReference)
    return variable
  }
}

extension Message {
  static var invalidValue: Message { "its value is not valid" }

  fileprivate static var noEquivalent: Message { "the target has no equivalent" }

  fileprivate static func partOfIncomplete(_ whole: String) -> Message {
    "`\(whole)` can't be written, because its other parts are not known"
  }
}
