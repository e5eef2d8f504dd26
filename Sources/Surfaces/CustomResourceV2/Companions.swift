package import ConfigSyntax
import Diagnostics

/// What a document is read together with: the Secrets among the inputs, and other layers.
package struct Companions: Sendable {
  /// The number of layers of the deployment.
  package var layers = 1
  /// The contents of each Secret, by its name.
  private var secrets: [String: [String: ConfigNode]] = [:]

  /// No Secret, and no other layer.
  package init() {}

  /// The result of looking up a key of a Secret.
  enum Lookup {
    /// The Secret is not among the inputs.
    case elsewhere
    /// The Secret is among the inputs, without this key.
    case missing
    /// The decoded text.
    case found(ConfigNode)
  }

  /// Whether a document is a Secret of Kubernetes.
  package static func isSecret(_ document: ConfigDocument) -> Bool {
    document.root?["kind"]?.scalar?.text == "Secret"
      && document.root?["apiVersion"]?.scalar?.text == "v1"
  }

  /// Adds the contents of a Secret, in which `stringData` wins over `data`.
  package mutating func add(_ secret: ConfigDocument) {
    guard Self.isSecret(secret), let root = secret.root,
      let name = root.descendant(["metadata", "name"])?.scalar?.text
    else { return }
    var contents = secrets[name] ?? [:]
    for entry in root["data"]?.entries ?? [] {
      contents[entry.key.value] = Self.decoded(entry.value)
    }
    for entry in root["stringData"]?.entries ?? [] { contents[entry.key.value] = entry.value }
    secrets[name] = contents
  }

  /// Where the values of all Secrets are, which nothing shows.
  var spans: [SourceSpan] { secrets.values.flatMap { $0.values.map(\.span) } }

  /// The keys and values of a Secret, by key.
  func contents(of secret: String) -> [(key: String, value: ConfigNode)] {
    (secrets[secret] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func value(of key: String, in secret: String) -> Lookup {
    guard let contents = secrets[secret] else { return .elsewhere }
    return contents[key].map { .found($0) } ?? .missing
  }

  /// The text of a value in `data`; unknown if it is not base64 of text.
  private static func decoded(_ node: ConfigNode) -> ConfigNode {
    guard let text = node.scalar?.text, let bytes = Base64.decode(text),
      let decoded = String(validating: bytes, as: UTF8.self)
    else { return ConfigNode(.unknown(prefix: ""), node.span, via: node.via) }
    return ConfigNode(.scalar(Scalar(decoded, .double)), node.span, via: node.via)
  }
}
