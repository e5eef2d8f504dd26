package import ConfigSyntax
import Diagnostics
import Settings

/// A custom resource of apps.wandb.com/v1, which the operator merges with its own values.
package struct CustomResource: InputKind {
  package static let title = "a custom resource of apps.wandb.com/v1"
  private static let version = "apps.wandb.com/v1"

  /// A mapping with `apiVersion` and `kind`, of which only one pair is read.
  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root.entries != nil, let kind = root["kind"],
      let kindName = kind.scalar?.text
    else { return .no }
    guard let version = root["apiVersion"], let versionName = version.scalar?.text else {
      return kindName == "WeightsAndBiases"
        ? .malformed("the resource is missing `apiVersion`", kind.span) : .no
    }
    guard kindName == "WeightsAndBiases", versionName.hasPrefix("apps.wandb.com/") else {
      return .malformed(
        "`\(value: kindName)` of `\(value: versionName, at: version.span)` is not supported",
        kind.span)
    }
    guard versionName == Self.version else {
      return .malformed(
        "`apiVersion` must be `\(Self.version)`, not `\(value: versionName, at: version.span)`",
        kind.span)
    }
    return .yes(CustomResource())
  }

  package var merging: Merging { .byOperator }

  package func chartValues(in root: ConfigNode) -> ConfigNode? { root["spec"]?["values"] }

  package func chartVersion(in root: ConfigNode) -> ConfigNode? {
    root.descendant(["spec", "chart", "version"])
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let (values, rest) = root.removing(["spec", "values"])
    reader.keep(.resourceKeys(rest), root.span)
    for entry in root["spec"]?.entries ?? [] { check(entry.key, &reader) }
    guard let values else { return }
    if values.entries == nil, !values.isNull {
      reader.findings.report(.wrongType("spec.values", values, expected: "a mapping"))
    }
    HelmValuesReader.read(values, &reader)
  }

  private func check(_ key: Located, _ reader: inout SurfaceReader) {
    guard ChartKey.root.child(key.value) == nil else {
      return reader.findings.report(
        .misplacedKey(key, "spec.\(key.value)", "spec.values.\(key.value)"))
    }
    let known = KnownNames(["chart", "values"])
    ChartKeyCheck.checkName(key, "spec", among: known, &reader)
  }
}
