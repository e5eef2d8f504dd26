import ConfigSyntax
import Diagnostics
package import Settings

/// What a document is read together with: the Secrets among the inputs, and other layers.
package struct Companions: Sendable {
  /// The number of layers of the deployment.
  package let layers: Int
  private let objects: KnownObjects
  /// The namespace of the document; nil where it is not known.
  private var namespace: String?

  /// By default, no Secret and no other layer.
  package init(_ objects: KnownObjects = KnownObjects(), layers: Int = 1) {
    (self.objects, self.layers) = (objects, layers)
  }

  /// The same for a document in `namespace`, which can't use the Secrets of another one.
  func seen(from namespace: String?) -> Companions {
    var companions = self
    companions.namespace = namespace
    return companions
  }

  /// The result of looking up a key of a Secret.
  enum Lookup {
    /// The Secret is not among the inputs.
    case elsewhere
    /// The Secret is among the inputs, without this key.
    case missing
    /// The decoded text.
    case found(ConfigNode)
  }

  /// Where the values of all Secrets are, which nothing shows.
  var spans: [SourceSpan] { objects.secrets.flatMap { $0.texts.map(\.value.span) } }

  /// The keys and values of a Secret, by key.
  func contents(of secret: String) -> [(key: String, value: ConfigNode)] {
    let texts = object(named: secret)?.texts ?? []
    return texts.map { ($0.key.value, $0.value) }.sorted { $0.0 < $1.0 }
  }

  func value(of key: String, in secret: String) -> Lookup {
    guard let object = object(named: secret) else { return .elsewhere }
    let found = object.texts.first { $0.key.value.isExactly(key) }
    return found.map { .found($0.value) } ?? .missing
  }

  /// Why Kubernetes rejects a Secret: the value of a key, or else that of another one.
  func problem(with key: String, of secret: String) -> Diagnostic? {
    object(named: secret)?.problem(with: key)
  }

  private func object(named secret: String) -> KnownObjects.Object? {
    objects.object(.secret, secret, in: namespace)
  }
}
