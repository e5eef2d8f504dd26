import ConfigSyntax
package import Diagnostics
import Documents
import Secrets
import Settings
package import Surfaces

/// The custom resource that operator v2 reads, and the Secrets that its selectors name.
///
/// The result is what the operator itself has after a migration: values are in Secrets, and no
/// annotation is pending.
package enum OperatorV2Emitter: Emitter {
  package static let target = Target(
    name: "operator-v2", files: ["wandb-v2.yaml"],
    summary: "Custom resource apps.wandb.com/v2 and its Secrets, for `kubectl apply -f`")

  package static var replacedKind: (any InputKind.Type)? { CustomResourceV2.self }

  package static var refersToSecrets: Bool { true }

  package static let scope = Scope.whole(
    .init(settings: "apps.wandb.com/v2", calls: "apps.wandb.com/v2"))

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    var writer = ResourceWriter(request)
    writer.write(&bag)
    guard !writer.isEmpty else {
      bag.report(.nothing(for: "a custom resource", at: request.beginning))
      return Rendering([], writer.losses)
    }
    let documents = writer.secrets + [writer.resource]
    let artifact = Artifact(
      fileName: target.files[0],
      text: YAMLDocument.render(documents),
      sensitivity: writer.holdsSecrets ? .secret : .open)
    return Rendering([artifact], writer.losses)
  }
}

/// Collects the fields of a resource of apps.wandb.com/v2 and the contents of its Secrets.
struct ResourceWriter {
  let request: RenderRequest
  var configuration: Configuration { request.configuration }
  var losses = Losses()
  private(set) var holdsSecrets = false
  private var spec: DocumentValue
  /// The contents of each Secret, in the order in which they are first needed.
  private var contents: [(purpose: String, members: DocumentValue.Members)] = []
  /// The settings whose Secrets may have text for a URL.
  private(set) var encoded: [String] = []
  /// The settings that are written, or whose loss is reported.
  private var done: Set<String> = []

  init(_ request: RenderRequest) {
    self.request = request
    spec = request.configuration.unmodelled.fieldsV2.map { request.shown($0) } ?? .object([:])
    holdsSecrets =
      request.resolved.holdsSensitive || SecretData.holdsSecrets(spec)
      || !request.configuration.unmodelled.stored.isEmpty
  }

  // MARK: The result

  /// Whether the inputs set nothing that the resource has.
  var isEmpty: Bool {
    (spec.members?.isEmpty ?? true) && contents.isEmpty && configuration.unmodelled.fieldsV2 == nil
  }

  /// The resource; required fields that the operator's webhook supplies come last.
  var resource: DocumentValue {
    var spec = spec
    let store = spec.descendant(["objectStore", "default", "externalObjectStore"])
    let defaults: [([String], DocumentValue)] = [
      (["retentionPolicy", "onDelete"], .string(ResourceField.defaultOnDelete)),
      (["wandb", "features"], .object([:])), (["wandb", "bucketProxy"], .bool(store == nil)),
    ]
    for (path, value) in defaults where spec.descendant(path) == nil {
      spec.insert(value, at: path)
    }
    if let field = ResourceField.spec { spec = Self.ordered(spec, field, first: Self.firstFields) }
    return .object([
      "apiVersion": .string("apps.wandb.com/v2"), "kind": .string("WeightsAndBiases"),
      "metadata": metadata, "spec": spec,
    ])
  }

  /// The fields that readers look for first.
  private static let firstFields = [
    "size", "global", "wandb", "mysql", "redis", "objectStore", "clickhouse", "kafka", "networking",
    "hostname", "version", "license",
  ]

  /// The same fields in an order that does not depend on the inputs; the keys of users stay as they are.
  private static func ordered(
    _ value: DocumentValue, _ field: ResourceField, first: [String]
  ) -> DocumentValue {
    switch value {
    case .array(let elements):
      guard let element = field.element else { return value }
      return .array(elements.map { ordered($0, element, first: first) })
    case .object(let members):
      var entries = members.entries.map { entry in
        let child = field.child(entry.key)
        return (entry.key, child.map { ordered(entry.value, $0, first: first) } ?? entry.value)
      }
      // The name of a Secret comes before the key in it.
      if field.kind == .object, field.child("key") == nil {
        func rank(_ key: String) -> Int { first.firstIndex(of: key) ?? first.count }
        entries.sort { (rank($0.0), $0.0) < (rank($1.0), $1.0) }
      }
      return .object(.init(entries))
    case .null, .bool, .number, .string: return value
    }
  }

  /// The Secrets that the resource names.
  var secrets: [DocumentValue] {
    let all = contents.map { (secretName($0.purpose), $0.members) } + stored
    return all.map { name, members in
      var metadata: DocumentValue.Members = ["name": .string(name)]
      metadata["namespace"] = self.metadata.members?["namespace"]
      return .object([
        "apiVersion": .string("v1"), "kind": .string("Secret"), "metadata": .object(metadata),
        "stringData": .object(members),
      ])
    }
  }

  /// The Secrets of the inputs that fields without a setting name.
  private var stored: [(name: String, members: DocumentValue.Members)] {
    var stored: [(name: String, members: DocumentValue.Members)] = []
    for value in configuration.unmodelled.stored {
      let index = stored.firstIndex { $0.name == value.secret } ?? stored.count
      if index == stored.count { stored.append((value.secret, [:])) }
      stored[index].members[value.key] = DocumentValue(value.value)
    }
    return stored
  }

  private var metadata: DocumentValue {
    configuration.unmodelled.operatorResource?["metadata"].map { request.shown($0) }
      ?? .object(["name": .string("wandb")])
  }

  /// The names that the operator gives to the Secrets of a migration.
  private func secretName(_ purpose: String) -> String {
    guard case .string(let name)? = metadata.members?["name"] else { return "wandb-\(purpose)" }
    return "\(name)-\(purpose)-converted"
  }

  // MARK: For the parts

  /// Whether the inputs are values of the chart, whose defaults were in effect.
  var isFromChart: Bool { !request.resolved.chartValues.isEmpty }

  mutating func insert(_ value: DocumentValue, at path: String) {
    spec.insert(value, at: path.split(separator: ".").map(String.init))
  }

  func descendant(_ path: String) -> DocumentValue? {
    spec.descendant(path.split(separator: ".").map(String.init))
  }

  mutating func markDone(_ settings: String...) { done.formUnion(settings) }
  func isDone(_ setting: String) -> Bool { done.contains(setting) }

  mutating func lose(_ field: Field<Configuration>, _ why: Message, help: Message? = nil) {
    done.insert(field.name)
    losses.add(field, why, help: help)
  }

  /// The value of a setting; nil, and reported, if it is not valid or not known here.
  mutating func take(_ setting: String) -> RawValue? {
    guard let field = FieldCatalog.field(named: setting), done.insert(setting).inserted else {
      return nil
    }
    if field.isInvalid(configuration) {
      losses.add(field, .invalidValue)
      return nil
    }
    let raw = field.read(configuration)
    if case .unknown? = raw {
      losses.add(field, storedIn: nil)
      return nil
    }
    if let raw, isTemplate(raw, setting), case .text(let text) = raw {
      losses.add(
        field, "operator v2 evaluates no templates", help: ResourceAdvice.forTemplate(text, field))
      return nil
    }
    return raw
  }

  /// Whether Helm would evaluate a value.
  func isTemplate(_ raw: RawValue, _ setting: String) -> Bool {
    guard isFromChart, case .text(let text) = raw, text.contains("{{") else { return false }
    // In a password for a URL, braces are encoded.
    let encoded = request.resolved.log.encodedTexts.last { $0.setting == setting }
    return encoded?.text.text.contains("{{") ?? true
  }

  /// The selector of a value, which goes to a Secret unless it is in one.
  mutating func selector(
    _ raw: RawValue, _ setting: String, _ key: String, in purpose: String
  ) -> DocumentValue? {
    switch raw {
    case .reference(.secret(let name, let own)):
      switch storedText(of: setting) {
      case .encoded(let decoded): return store(.string(decoded), key, in: purpose)
      case .unknown: encoded.append(setting)
      case .same: break
      }
      return .object(["name": .string(name), "key": .string(own)])
    case .reference(.configMap):
      if let field = FieldCatalog.field(named: setting) {
        losses.add(
          field, "a selector of apps.wandb.com/v2 can't name a ConfigMap",
          help: "copy the value to a Secret")
      }
      return nil
    case .text(let text), .placeholder(let text):
      return store(.string(text), key, in: purpose)
    case .tree, .unknown, .nothing: return nil
    }
  }

  /// What a Secret of the inputs has for a setting.
  private enum StoredText {
    /// The text that operator v2 needs, too.
    case same
    /// Text for a URL, which operator v2 would encode once more.
    case encoded(String)
    case unknown
  }

  private func storedText(of setting: String) -> StoredText {
    guard isFromChart, let field = FieldCatalog.field(named: setting),
      field.isURLText(in: configuration)
    else { return .same }
    let known = request.resolved.dereferenced.first?.resolved.log.encodedTexts
    // A rendering without secrets keeps the name of the Secret.
    guard request.options.secrets != .redact,
      let text = known?.last(where: { $0.setting == setting })?.text.text
    else {
      return .unknown
    }
    let decoded = PercentEncoding.decode(text)
    return decoded.map { $0 == text ? .same : .encoded($0) } ?? .same
  }

  /// Adds a value to a Secret, and returns its selector.
  mutating func store(
    _ value: DocumentValue, _ key: String, in purpose: String
  ) -> DocumentValue {
    holdsSecrets = true
    let index = contents.firstIndex { $0.purpose == purpose } ?? contents.count
    if index == contents.count { contents.append((purpose, [:])) }
    contents[index].members[key] = value
    return .object(["name": .string(secretName(purpose)), "key": .string(key)])
  }

  /// Writes a setting in the resource itself.
  mutating func writePlain(_ raw: RawValue, _ field: Field<Configuration>, at path: String) {
    switch raw {
    case .text(let text), .placeholder(let text):
      if field.isSecret { holdsSecrets = true }
      insert(field.type == .boolean ? .bool(Bool(text) ?? false) : .string(text), at: path)
    case .tree(let node): insert(DocumentValue(node), at: path)
    case .reference(let reference): losses.add(field, storedIn: reference)
    case .unknown, .nothing: break
    }
  }
}
