import ConfigSyntax
import Diagnostics
import Documents
import Settings

/// A configuration on one surface: a value for each place, and what no place can hold.
struct Projection {
  private(set) var values: [(place: Place, value: DocumentValue)] = []
  private(set) var notCarried: [(field: Field<Configuration>, why: String)] = []
  private(set) var holdsSecrets = false
  private let surface: Surface
  private let names: EmitOptions.EnvironmentNames
  private let index = FieldCatalog.index

  static func project(
    _ configuration: Configuration, on surface: Surface, _ options: EmitOptions
  ) -> Projection {
    var projection = Projection(surface: surface, names: options.environmentNames)
    projection.run(configuration)
    return projection
  }

  private init(surface: Surface, names: EmitOptions.EnvironmentNames) {
    self.surface = surface
    self.names = names
  }

  private mutating func run(_ configuration: Configuration) {
    var parts: [Int: CompositeParts] = [:]
    // A composite stands where its first setting does.
    var starts: [(composite: Int, position: Int)] = []
    for (number, field) in FieldCatalog.fields.enumerated() {
      guard let raw = field.read(configuration), !isKept(field, raw, configuration) else {
        continue
      }
      let own = field.plainSpelling(on: surface, for: raw)
      if case .unknown = raw {
        notCarried.append((field, "its value is not known here"))
      } else if let (composite, part) = composite(of: field, number, for: raw, besides: own) {
        if parts[composite] == nil { starts.append((composite, values.count)) }
        parts[composite, default: CompositeParts()][part] = raw
      } else if let own {
        set(own, raw, field)
      } else if !isImplied(raw, field) {
        notCarried.append((field, "the target has no name for it"))
      }
    }
    for parameter in configuration.unmodelled.parameters {
      guard let composite = owner(of: parameter), parts[composite] != nil else {
        carry(parameter)
        continue
      }
      parts[composite]?.extra.append((parameter.key, parameter.value))
    }
    for (composite, position) in starts.reversed() {
      join(composite, parts[composite] ?? CompositeParts(), at: position)
    }
  }

  /// Whether a value that is made later is put back as it was written.
  private func isKept(
    _ field: Field<Configuration>, _ raw: RawValue, _ configuration: Configuration
  ) -> Bool {
    switch raw {
    case .unknown, .reference: break
    case .text, .placeholder, .nothing: return false
    }
    let unmodelled = configuration.unmodelled
    return field.spellings.contains { spelling in
      switch spelling.place {
      case .environment(let name): unmodelled.keeps(variable: name)
      case .helm:
        surface == .helm && spelling.part == nil
          && unmodelled.helm?.descendant(spelling.place.path) != nil
      }
    }
  }

  /// A parameter that no URL of this surface takes: the chart has keys for Redis.
  private mutating func carry(_ parameter: Unmodelled.Parameter) {
    if surface == .helm, parameter.kind == .redis {
      let place = Place.helm("global.redis.params.\(parameter.key)")
      return values.append(
        (place, .string(PercentEncoding.decode(parameter.value) ?? parameter.value)))
    }
    let name = parameter.kind == .mysql ? "global.mysql.host" : "global.bucket.name"
    guard let field = FieldCatalog.field(named: name) else { return }
    notCarried.append((field, "parameter `\(parameter.key)` has no key in the target"))
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
      return notCarried.append((field, "the target can't refer to a Secret"))
    }
    values.append((spelling.place, value))
    if field.isSecret, case .text = raw { holdsSecrets = true }
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
      if spelling.encoding == .urlText { return .string(PercentEncoding.encode(text)) }
      return Self.typed(text, field.type, spelling.place)
    case .placeholder(let text):
      return .string(
        spelling.encoding == .urlText ? PercentEncoding.encodePlaceholder(text) : text)
    case .reference(let reference):
      guard spelling.content == .literalOrReference else { return nil }
      return Self.valueFrom(reference)
    case .unknown, .nothing: return nil
    }
  }

  private static func typed(_ text: String, _ type: SettingType, _ place: Place) -> DocumentValue {
    guard case .helm(let path) = place else { return .string(text) }
    // Kubernetes and Helm look for references and templates in these.
    if path.hasPrefix("global.extraEnv.") { return .string(KubernetesText.escape(text)) }
    switch type {
    case .integer: return .number(text)
    case .boolean: return .bool(Bool(text: text))
    case .string, .secret, .enumeration: return .string(text)
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

  // MARK: Composites

  /// The composite that takes the value: for a Secret the one that spells its name and key, for
  /// anything else the one of a URL, when the setting has no place of its own.
  private func composite(
    of field: Field<Configuration>, _ number: Int, for raw: RawValue, besides own: Spelling?
  ) -> (Int, CompositePart)? {
    let found = composites(of: field, number)
    if case .reference(.secret) = raw,
      let secret = found.first(where: { FieldCatalog.composites[$0.0].kind == .secret })
    {
      return secret
    }
    guard own == nil else { return nil }
    return found.first { FieldCatalog.composites[$0.0].kind != .secret }
  }

  private func composites(
    of field: Field<Configuration>, _ number: Int
  ) -> [(Int, CompositePart)] {
    var found: [(Int, CompositePart)] = []
    for (composite, owners) in index.parts.enumerated() {
      guard FieldCatalog.composites[composite].members.first?.surface == surface else { continue }
      for spelling in field.spellings where spelling.place.surface == surface {
        guard let part = spelling.part, owners[part] == number else { continue }
        found.append((composite, part))
      }
    }
    return found
  }

  private func owner(of parameter: Unmodelled.Parameter) -> Int? {
    let composites = FieldCatalog.composites
    let same = composites.firstIndex {
      $0.name == parameter.section && $0.members.first?.surface == surface
    }
    // A parameter of `BUCKET` goes on in `global.bucket`, and back.
    return same
      ?? composites.firstIndex {
        $0.kind == parameter.kind && $0.members.first?.surface == surface
      }
  }

  private mutating func join(_ composite: Int, _ parts: CompositeParts, at position: Int) {
    let joined = FieldCatalog.composites[composite].join(parts)
    let written = joined.values.map { (place: $0.place, value: DocumentValue.string($0.value)) }
    values.insert(contentsOf: written, at: position)
    for part in joined.notCarried {
      guard let field = index.parts[composite][part].map({ FieldCatalog.fields[$0] }) else {
        continue
      }
      let isReference = parts.reference(part) != nil
      notCarried.append(
        (
          field,
          isReference ? "the target can't refer to a Secret" : "the target has no form for it"
        ))
    }
    let secretParts: [CompositePart] = [.user, .password]
    if !joined.values.isEmpty,
      secretParts.contains(where: { part in
        guard case .text? = parts[part], let owner = index.parts[composite][part] else {
          return false
        }
        return FieldCatalog.fields[owner].isSecret && !joined.notCarried.contains(part)
      })
    {
      holdsSecrets = true
    }
  }
}

extension Bool {
  fileprivate init(text: String) { self = Bool(text) ?? false }
}

extension Field<Configuration> {
  /// The canonical place of the setting's own on a surface, if it can hold `raw`.
  fileprivate func plainSpelling(on surface: Surface, for raw: RawValue) -> Spelling? {
    spellings.first { spelling in
      guard spelling.place.surface == surface, spelling.part == nil, case .canonical = spelling.role
      else { return false }
      guard case .reference = raw else { return true }
      return spelling.content == .literalOrReference
    }
  }
}
