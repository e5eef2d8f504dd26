import ConfigSyntax
import Diagnostics
import Documents
import Settings

/// A configuration on one surface: a value for each place, and what no place can hold.
struct Projection {
  var values: [(place: Place, value: DocumentValue)] = []
  var notCarried: [(field: Field<Configuration>, why: String)] = []
  /// Settings of another surface altogether: an ingress has no place in an env file.
  private(set) var foreign: [Field<Configuration>] = []
  var holdsSecrets = false
  private var carried: Set<AssignmentID> = []
  let surface: Surface
  private let names: EmitOptions.EnvironmentNames
  /// The composites that Helm values hold as one variable.
  var variables: [Composite.Kind] = []

  static func project(
    _ configuration: Configuration, on surface: Surface, _ options: EmitOptions
  ) -> Projection {
    var projection = Projection(surface: surface, names: options.environmentNames)
    projection.variables = variables(configuration)
    for section in FieldCatalog.sections(of: configuration) {
      projection.add(section, configuration)
    }
    for parameter in configuration.unmodelled.parameters { projection.carry(parameter) }
    return projection
  }

  private init(surface: Surface, names: EmitOptions.EnvironmentNames) {
    self.surface = surface
    self.names = names
  }

  /// The chart always writes `smtp://`; another way to send mail is a variable.
  private static func variables(_ configuration: Configuration) -> [Composite.Kind] {
    configuration.email.scheme.literal == .https ? [.stores, .email] : [.stores]
  }

  private mutating func add(_ section: SectionIndex, _ configuration: Configuration) {
    var parts: [Int: CompositeParts] = [:]
    // A composite stands where its first setting does.
    var starts: [(composite: Int, position: Int)] = []
    for (number, field) in section.fields.enumerated() {
      if field.isInvalid(configuration) {
        notCarried.append((field, "what is written is no value of it"))
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
        set(own, raw, field)
      } else if isForeign(field) {
        foreign.append(field)
      } else if !isImplied(raw, field) {
        notCarried.append((field, "the target has no name for it"))
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

  /// Whether a value that is made later is put back as it was written.
  private func isKept(
    _ field: Field<Configuration>, _ raw: RawValue, _ configuration: Configuration
  ) -> Bool {
    switch raw {
    case .unknown, .reference: break
    case .text, .placeholder, .tree, .nothing: return false
    }
    let unmodelled = configuration.unmodelled
    return field.spellings.contains { spelling in
      switch spelling.place {
      case .environment(let name): unmodelled.keeps(variable: name)
      case .helm:
        surface == .helm && spelling.part == nil
          && unmodelled.helm?.descendant(spelling.place.path) != nil
      case .operatorChart, .input: false
      }
    }
  }

  /// A parameter that no URL of this surface takes: the chart has keys for Redis.
  private mutating func carry(_ parameter: Unmodelled.Parameter) {
    guard !carried.contains(parameter.assignment) else { return }
    if surface == .helm, parameter.kind == .redis {
      let place = Place.helm("global.redis.params.\(parameter.key)")
      return values.append(
        (place, .string(PercentEncoding.decodeParameter(parameter.value) ?? parameter.value)))
    }
    let name = parameter.kind == .mysql ? "global.mysql.host" : "global.bucket.name"
    guard let field = FieldCatalog.field(named: name) else { return }
    notCarried.append((field, "parameter `\(parameter.key)` has no key in the target"))
  }

  /// Whether no part of the surface knows the setting.
  private func isForeign(_ field: Field<Configuration>) -> Bool {
    field.spellings.allSatisfy { spelling in
      switch spelling.place.surface {
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

  // MARK: Places of their own

  private mutating func set(
    _ spelling: Spelling, _ raw: RawValue, _ field: Field<Configuration>
  ) {
    guard let value = value(spelling, raw, field) else {
      let why =
        raw.isReference ? "the target can't refer to a Secret" : "the target has no form for it"
      return notCarried.append((field, why))
    }
    values.append((spelling.place, value))
    switch raw {
    case .text(let text) where field.isSecret || Redaction.isSecret(text): holdsSecrets = true
    case .tree: holdsSecrets = holdsSecrets || Redaction.holdsSecrets(value)
    default: break
    }
    guard names == .all else { return }
    for twin in field.spellings where twin.place.surface == surface && twin.part == nil {
      if case .twin = twin.role, case .environment = twin.place {
        values.append((twin.place, value))
      }
    }
  }

  private func value(
    _ spelling: Spelling, _ raw: RawValue, _ field: Field<Configuration>
  ) -> DocumentValue? {
    switch raw {
    case .text(let text):
      switch spelling.encoding {
      case .urlText: return .string(PercentEncoding.encode(text))
      case .hours: return GoDuration(text)?.wholeHours.map { Self.hours($0, spelling.place) }
      case .verbatim: return Self.typed(text, field.type, spelling.place)
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

  private static func hours(_ number: Int, _ place: Place) -> DocumentValue {
    place.surface == .helm ? .number(String(number)) : .string(String(number))
  }

  private static func typed(_ text: String, _ type: SettingType, _ place: Place) -> DocumentValue {
    guard let path = place.chartPath else { return .string(text) }
    // Kubernetes and Helm look for references and templates in these.
    if path.hasPrefix("global.extraEnv.") { return .string(KubernetesText.escape(text)) }
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

extension Place {
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
  /// The canonical place of the setting's own on a surface, if it can hold `raw`.
  ///
  /// On Helm a setting without a path is a variable below `global.extraEnv`.
  fileprivate func plainSpelling(on surface: Surface, for raw: RawValue) -> Spelling? {
    func isFitting(_ spelling: Spelling, _ surface: Surface) -> Bool {
      guard spelling.place.surface == surface, spelling.part == nil, spelling.role == .canonical
      else { return false }
      return !raw.isReference || spelling.content == .literalOrReference
    }
    if let own = spellings.first(where: { isFitting($0, surface) }) { return own }
    let hasPath = spellings.contains {
      $0.place.surface == .helm && $0.role == .canonical && $0.content != .reference
    }
    guard surface == .helm, !hasPath,
      var variable = spellings.first(where: {
        $0.place.surface == .environment && $0.part == nil && $0.role == .canonical
      })
    else { return nil }
    variable = .helm("global.extraEnv.\(variable.place.name)", .literalOrReference)
    return variable
  }
}
