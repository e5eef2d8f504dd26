import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Surfaces

/// A configuration projected to one surface: a value for each location, and what is left over.
struct Projection {
  var values: [(location: Location, value: DocumentValue)] = []
  var notCarried: [(field: Field<Configuration>, why: Message)] = []
  /// Parameters of connection strings that the surface has no key for.
  private var lostParameters: [Unmodelled.Parameter] = []
  /// Settings that exist only on another surface: an env file has no equivalent for an ingress.
  private(set) var foreign: [Field<Configuration>] = []
  var holdsSecrets = false
  private var carried: Set<AssignmentID> = []
  let surface: Surface
  let written: WrittenForm
  private let names: EmitOptions.EnvironmentNames
  /// The composites that Helm values express as one variable.
  var variables: [Composite.Kind] = []

  /// `log` has what the inputs wrote, so that a rendering of Helm values keeps its form.
  static func project(
    _ configuration: Configuration, on surface: Surface, _ options: EmitOptions,
    as log: WriteLog = WriteLog()
  ) -> Projection {
    var projection = Projection(surface: surface, names: options.environmentNames, log)
    projection.variables = variables(configuration)
    for section in FieldCatalog.sections(of: configuration) {
      projection.add(section, configuration)
    }
    for parameter in configuration.unmodelled.parameters { projection.carry(parameter) }
    return projection
  }

  private init(surface: Surface, names: EmitOptions.EnvironmentNames, _ log: WriteLog) {
    self.surface = surface
    self.names = names
    written = WrittenForm(log)
  }

  /// The chart always writes `smtp://`; any other way to send mail requires a variable.
  private static func variables(_ configuration: Configuration) -> [Composite.Kind] {
    configuration.email.scheme.literal == .https ? [.stores, .email] : [.stores]
  }

  private mutating func add(_ section: SectionIndex, _ configuration: Configuration) {
    var parts: [Int: CompositeParts] = [:]
    // A composite is written at the position of its first setting.
    var starts: [(composite: Int, position: Int)] = []
    for (number, field) in section.fields.enumerated() {
      if field.isInvalid(configuration) {
        notCarried.append((field, "its value is not valid"))
        continue
      }
      guard !field.spellings.isEmpty, let raw = field.read(configuration),
        !isKept(field, raw, configuration)
      else {
        continue
      }
      let own =
        isInVariable(field, number, section) ? nil : field.plainSpelling(on: surface, for: raw)
      if case .unknown = raw {
        notCarried.append((field, "its value is not known here"))
      } else if let (composite, part) = composite(of: field, number, section, raw, besides: own) {
        if parts[composite] == nil { starts.append((composite, values.count)) }
        parts[composite, default: CompositeParts()][part] = raw
      } else if let own {
        set(written.spelling(own, of: field, configuration), raw, field)
      } else if isForeign(field) {
        foreign.append(field)
      } else if !isImplied(raw, field) {
        notCarried.append((field, "the target has no equivalent for it"))
      }
    }
    for parameter in configuration.unmodelled.parameters {
      guard let owner = owner(of: parameter, section), parts[owner] != nil else { continue }
      parts[owner]?.extra.append((parameter.key, parameter.value))
      carried.insert(parameter.assignment)
    }
    for (composite, position) in starts.reversed() {
      join(composite, section, parts[composite] ?? CompositeParts(), at: position)
    }
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
      switch spelling.location {
      case .environment(let name): unmodelled.keeps(variable: name)
      case .helm:
        surface == .helm && spelling.part == nil
          && unmodelled.helm?.descendant(spelling.location.path) != nil
      case .operatorChart, .input: false
      }
    }
  }

  /// Carries a parameter that no URL on this surface includes: the chart has keys for Redis.
  private mutating func carry(_ parameter: Unmodelled.Parameter) {
    guard !carried.contains(parameter.assignment) else { return }
    if surface == .helm, parameter.kind == .redis {
      let place = Location.helm("global.redis.params.\(parameter.key)")
      return values.append(
        (place, .string(PercentEncoding.decodeParameter(parameter.value) ?? parameter.value)))
    }
    lostParameters.append(parameter)
  }

  /// The settings and parameters that the surface can't express, as findings.
  func losses(_ resolved: ResolvedConfiguration) -> [Diagnostic] {
    // A variable that is not known was reported by its own name.
    let reported = resolved.configuration.unmodelled.environment.compactMap { variable in
      if case .unknown = variable.value.kind { variable.value.span } else { nil }
    }
    return notCarried.filter { lost in
      guard let last = lost.field.history(resolved.configuration).last else { return true }
      return !reported.contains(resolved[last].span)
    }.map { .notCarried($0.field, $0.why, resolved) }
      + lostParameters.map { .notCarried($0, "the target has no equivalent for it", resolved) }
  }

  /// Whether the surface has no equivalent for the setting.
  private func isForeign(_ field: Field<Configuration>) -> Bool {
    field.spellings.allSatisfy { spelling in
      switch spelling.location.surface {
      case .operatorChart, .terraform: true
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

  private mutating func set(
    _ spelling: Spelling, _ raw: RawValue, _ field: Field<Configuration>
  ) {
    guard let value = value(spelling, raw, field) else {
      let why: Message =
        raw.isReference
        ? "the target can't refer to a Secret" : "the target has no equivalent for it"
      return notCarried.append((field, why))
    }
    values.append((spelling.location, value))
    switch raw {
    case .text(let text) where field.isSecret || Redaction.isSecret(text): holdsSecrets = true
    case .tree: holdsSecrets = holdsSecrets || Redaction.holdsSecrets(value)
    default: break
    }
    guard names == .all else { return }
    for alias in field.spellings where alias.location.surface == surface && alias.part == nil {
      if case .alias = alias.role, case .environment = alias.location {
        values.append((alias.location, value))
      }
    }
  }

  private func value(
    _ spelling: Spelling, _ raw: RawValue, _ field: Field<Configuration>
  ) -> DocumentValue? {
    switch raw {
    case .text(let text):
      switch spelling.encoding {
      case .urlText: return .string(written.urlText(text, field))
      case .hours: return GoDuration(text)?.wholeHours.map { Self.hours($0, spelling.location) }
      case .verbatim: return Self.typed(text, field.type, spelling.location)
      }
    case .tree(let node): return DocumentValue(node)
    case .placeholder(let text):
      return .string(
        spelling.encoding == .urlText ? PercentEncoding.encodePlaceholder(text) : text)
    case .reference(let reference):
      guard spelling.content == .literalOrReference else { return nil }
      return Self.valueFrom(reference)
    case .unknown, .nothing: return nil
    }
  }

  private static func hours(_ number: Int, _ place: Location) -> DocumentValue {
    place.surface == .helm ? .number(String(number)) : .string(String(number))
  }

  private static func typed(_ text: String, _ type: SettingType, _ place: Location) -> DocumentValue
  {
    guard let path = place.chartPath else { return .string(text) }
    // Kubernetes and Helm expand references and templates in these.
    if path.hasPrefix("global.extraEnv.") || path.hasPrefix("global.env.") {
      return .string(KubernetesText.escape(text))
    }
    switch type {
    case .integer: return .number(text)
    case .boolean: return .bool(Bool(text: text))
    case .string, .secret, .enumeration, .duration, .list, .map: return .string(text)
    }
  }

  private static func valueFrom(_ reference: Reference) -> DocumentValue {
    let (kind, name, key) =
      switch reference {
      case .secret(let name, let key): ("secretKeyRef", name, key)
      case .configMap(let name, let key): ("configMapKeyRef", name, key)
      }
    return .object([
      "valueFrom": .object([kind: .object(["name": .string(name), "key": .string(key)])])
    ])
  }
}

extension Location {
  /// The path in a chart's values; nil for a variable.
  fileprivate var chartPath: String? {
    switch self {
    case .helm(let path), .operatorChart(let path): path
    case .environment, .input: nil
    }
  }
}

extension Bool {
  fileprivate init(text: String) { self = Bool(text) ?? false }
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
