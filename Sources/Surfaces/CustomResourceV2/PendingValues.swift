import ConfigSyntax
import Diagnostics
import Settings

/// Values that a conversion from apps.wandb.com/v1 left in annotations of a resource.
///
/// The operator moves each of them to a Secret, unless a selector is there already, and removes the
/// annotation. Source: `internal/controller/reconciler/migrate_legacy.go`, wandb/operator at 7b063065.
struct PendingValues {
  /// The annotation of a kind of service, as the operator names it.
  static func annotation(_ kind: String) -> String { "legacy.operator.wandb.com/\(kind)-pending" }

  /// The fields of each kind: the key in the annotation, which is the chart's, and the setting.
  private static let kinds: [(kind: String, fields: [(key: String, setting: String)])] = [
    (
      "mysql",
      ["host", "port", "database", "user", "password", "caCert"]
        .map { ($0, "global.mysql.\($0)") }
    ),
    (
      "redis",
      ["host", "port", "password", "caCert"].map { ($0, "global.redis.\($0)") }
        + [("tls", "global.redis.params.tls")]
    ),
    (
      "clickhouse",
      ["host", "port", "database", "user", "password", "replicated"]
        .map { ($0, "global.clickhouse.\($0)") }
    ),
    (
      "oidc",
      ["clientId", "secret", "authMethod", "issuer"].map { ($0, "global.auth.oidc.\($0)") }
    ),
  ]

  private static let path = ["metadata", "annotations"]

  /// The resource without the annotations whose values are read.
  private(set) var rest: ConfigNode
  /// Its settings, each with its value and the annotation.
  private(set) var values: [(setting: String, text: String, annotation: Entry)] = []
  /// The bucket as the chart's values have it.
  private(set) var bucket: ConfigNode?

  init(_ root: ConfigNode) {
    rest = root
    let annotations = root.descendant(Self.path)?.entries ?? []
    for (kind, fields) in Self.kinds {
      guard let entry = annotations.first(where: { $0.key.value == Self.annotation(kind) }),
        let node = Self.object(entry.value)
      else { continue }
      for (key, setting) in fields {
        guard let text = node[key]?.scalar?.text, !text.isEmpty else { continue }
        values.append((setting, text, entry))
      }
      rest = rest.removing(Self.path + [entry.key.value]).rest
    }
    guard let entry = annotations.first(where: { $0.key.value == Self.annotation("bucket") }),
      let node = Self.object(entry.value)
    else { return }
    bucket = node
    rest = rest.removing(Self.path + [entry.key.value]).rest
  }

  /// Where the annotations are, whose text contains passwords.
  static func spans(in root: ConfigNode) -> [SourceSpan] {
    let names = kinds.map { annotation($0.kind) } + [annotation("bucket")]
    return (root.descendant(path)?.entries ?? []).filter { names.contains($0.key.value) }
      .map(\.value.span)
  }

  /// The JSON object in an annotation, at the annotation's place; nil for other text.
  private static func object(_ node: ConfigNode) -> ConfigNode? {
    guard let scalar = node.scalar, scalar.style != .plain || !scalar.isNull else { return nil }
    var ignored = DiagnosticBag()
    let file = SourceFile(name: "annotation.json", text: scalar.text)
    guard let root = JSONReader.read(file, node.span.file, &ignored)?.root, root.entries != nil
    else { return nil }
    return root.moved(to: node.span, via: node.via)
  }
}
