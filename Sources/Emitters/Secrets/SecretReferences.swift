import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings
import Surfaces

/// The secrets of a configuration moved to Secrets of Kubernetes, for `--secrets reference`.
struct SecretReferences {
  /// The configuration with references in place of literals.
  private(set) var configuration: Configuration
  /// The contents of each Secret, in the order of the settings.
  private(set) var contents: [(name: String, members: DocumentValue.Members)] = []
  /// The secret settings that the chart reads only as text.
  private(set) var kept: [Field<Configuration>] = []

  /// Moves every literal that the chart can also read from a Secret.
  init(_ configuration: Configuration) {
    self.configuration = configuration
    for field in FieldCatalog.fields(of: configuration) where field.isSecret { move(field) }
    for variable in configuration.unmodelled.environment { move(variable) }
  }

  private mutating func move(_ field: Field<Configuration>) {
    guard let text = field.read(configuration)?.movable,
      let last = field.history(configuration).last
    else { return }
    guard Self.hasReference(field) else { return kept.append(field) }
    let (name, key) = Self.place(of: field)
    let isURLText = field.isURLText(in: configuration)
    add(isURLText ? PercentEncoding.encode(text) : text, key, to: name)
    _ = field.write(.reference(.secret(name: name, key: key)), last, &configuration)
  }

  private mutating func move(_ variable: Unmodelled.Variable) {
    guard SecretData.holdsSecrets(DocumentValue(variable.value), .named(variable.name)),
      let text = text(of: variable), !text.isEmpty
    else { return }
    let name = Self.prefix + "env"
    add(text, variable.name, to: name)
    let span = variable.value.span
    let reference = ConfigNode(reference: name, variable.name, span)
    configuration.unmodelled.removeVariables(named: variable.name)
    configuration.unmodelled.setVariable(
      Unmodelled.Variable(name: variable.name, value: reference, source: .helm))
  }

  private func text(of variable: Unmodelled.Variable) -> String? {
    switch variable.source {
    case .envFile: variable.value.scalar?.text
    case .helm, .globalEnv: KubernetesText.plainText(variable.value)
    }
  }

  private mutating func add(_ text: String, _ key: String, to name: String) {
    let index = contents.firstIndex { $0.name == name } ?? contents.count
    if index == contents.count { contents.append((name, [:])) }
    contents[index].members[key] = .string(text)
  }

  // MARK: Names

  /// No chart creates a Secret whose name begins like this.
  private static let prefix = "wandb-cfg-"

  /// Whether the chart reads a reference somewhere; otherwise it reads only text.
  private static func hasReference(_ field: Field<Configuration>) -> Bool {
    let own = field.spellings.filter { $0.location.surface == .helm && $0.role == .canonical }
    guard !own.isEmpty else { return field.plainVariable != nil }
    return own.contains { $0.content == .reference || $0.content == .literalOrReference }
  }

  /// The Secret and the key, which is the one that the chart looks for by default.
  private static func place(of field: Field<Configuration>) -> (name: String, key: String) {
    let place = places.first { $0.setting == field.name }
    return (prefix + (place?.name ?? "env"), place?.key ?? field.plainVariable ?? "value")
  }

  private static let places: [(setting: String, name: String, key: String)] = [
    ("global.license", "license", "license"),
    ("global.bucket.accessKey", "bucket", "ACCESS_KEY"),
    ("global.bucket.secretKey", "bucket", "SECRET_KEY"),
    ("global.mysql.password", "mysql", "MYSQL_PASSWORD"),
    ("global.redis.password", "redis", "REDIS_PASSWORD"),
    ("global.auth.oidc.secret", "oidc", "OIDC_SECRET"),
    ("global.email.smtp.password", "smtp", "SMTP_PASSWORD"),
    ("global.clickhouse.password", "clickhouse", "CLICKHOUSE_PASSWORD"),
  ]

  // MARK: Writing

  /// The Secrets, in the namespace of the resource or of the setting for it.
  var documents: [DocumentValue] {
    let metadata = configuration.unmodelled.operatorResource?["metadata"]
    let namespace =
      metadata?["namespace"]?.scalar?.text ?? configuration.cloud.namespace.literal
    return contents.map { name, members in
      var metadata: DocumentValue.Members = ["name": .string(name)]
      metadata["namespace"] = namespace.map { .string($0) }
      return .object([
        "apiVersion": .string("v1"), "kind": .string("Secret"), "metadata": .object(metadata),
        "stringData": .object(members),
      ])
    }
  }

  /// The file with the Secrets; nil without any.
  var artifact: Artifact? {
    guard !contents.isEmpty else { return nil }
    return Artifact(
      fileName: KubernetesSecretsEmitter.target.files[0],
      text: YAMLDocument.render(documents),
      sensitivity: .secret)
  }

  /// Reports the secrets that stay in a rendering.
  func reportKept(_ request: RenderRequest, _ bag: inout DiagnosticBag) {
    guard !kept.isEmpty else { return }
    let origin = kept[0].history(configuration).last.map { request.resolved[$0].span }
    bag.report(.keptSecret(kept.map(\.name), at: origin ?? request.beginning))
  }
}

extension RawValue {
  /// A literal, or what stands for one that is redacted.
  fileprivate var movable: String? {
    switch self {
    case .text(let text): text
    case .placeholder(let text) where text == SecretData.word: text
    case .placeholder, .reference, .tree, .unknown, .nothing: nil
    }
  }
}

extension ConfigNode {
  /// `valueFrom` with a key of a Secret.
  fileprivate init(reference name: String, _ key: String, _ span: SourceSpan) {
    func entry(_ key: String, _ value: ConfigNode) -> Entry {
      Entry(key: Located(key, span), value: value)
    }
    func text(_ text: String) -> ConfigNode {
      ConfigNode(.scalar(Scalar(text, .double)), span)
    }
    let selector = ConfigNode(
      .mapping([entry("name", text(name)), entry("key", text(key))]), span)
    let source = ConfigNode(.mapping([entry("secretKeyRef", selector)]), span)
    self.init(.mapping([entry("valueFrom", source)]), span)
  }
}

extension Diagnostic {
  fileprivate static func keptSecret(_ names: [String], at span: SourceSpan) -> Diagnostic {
    let (verb, pronoun) = names.count == 1 ? ("stays", "it") : ("stay", "them")
    var diagnostic = Diagnostic(
      RenderProblem.keptSecret,
      "\(names.enumeration) \(verb) in the file: the chart can't read \(pronoun) from a Secret",
      at: span)
    diagnostic.setting = names.first
    diagnostic.help = "keep the file like a Secret, or set the value in another way"
    return diagnostic
  }
}
