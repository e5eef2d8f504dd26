import ConfigSyntax
import Settings

/// `{valueFrom: {secretKeyRef: {name, key}}}` and its ConfigMap alias.
enum ValueFrom {
  /// The value; nil, and reported, when the mapping is not such a reference.
  static func read(
    _ node: ConfigNode, _ written: String, _ reader: inout SurfaceReader
  ) -> RawValue? {
    if let raw = value(node) { return raw }
    reader.reportWrongType(
      written, node,
      expected: .single("a value, or `valueFrom` with the name and key of a Secret"))
    return nil
  }

  /// nil when the mapping is neither; any other source in `valueFrom` is unknown.
  static func value(_ node: ConfigNode) -> RawValue? {
    guard let from = node["valueFrom"], from.entries != nil else { return nil }
    if let secret = from["secretKeyRef"] {
      return nameAndKey(secret).map { .reference(.secret(name: $0.0, key: $0.1)) }
    }
    if let map = from["configMapKeyRef"] {
      return nameAndKey(map).map { .reference(.configMap(name: $0.0, key: $0.1)) }
    }
    return .unknown(Unknown(prefix: ""))
  }

  private static func nameAndKey(_ node: ConfigNode) -> (String, String)? {
    guard let name = node["name"]?.scalar?.text, let key = node["key"]?.scalar?.text else {
      return nil
    }
    return (name, key)
  }
}
