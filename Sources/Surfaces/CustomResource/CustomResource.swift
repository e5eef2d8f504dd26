package import ConfigSyntax
import Diagnostics
package import Settings

/// A custom resource of apps.wandb.com/v1, which the operator merges with its own values.
package struct CustomResource: InputKind {
  package static let title = "a custom resource of apps.wandb.com/v1"
  private static let version = "apps.wandb.com/v1"
  private static let resource = "WeightsAndBiases"

  /// A mapping with `apiVersion` and `kind`, of which only one pair is read.
  ///
  /// Any other pair is an object that Kubernetes or another program reads.
  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root.entries != nil else { return .no }
    guard let kind = root["kind"], let kindName = kind.scalar?.text else {
      return ForeignDocument.detect(root)
    }
    guard let version = root["apiVersion"], let versionName = version.scalar?.text else {
      return kindName == resource
        ? .malformed(
          "the resource is missing `apiVersion`", kind.span,
          help: "add `apiVersion: \(Self.version)`") : .no
    }
    let isOurs = versionName.hasPrefix("apps.wandb.com/")
    if kindName == resource, versionName == Self.version { return .yes(CustomResource()) }
    if kindName == resource {
      return .malformed(
        """
        resources of `\(value: versionName)` are not supported, only those of `\(Self.version)` and \
        `apps.wandb.com/v2`
        """,
        version.span, help: "write `apiVersion: \(Self.version)`",
        fix: .write(Self.version, for: Located(versionName, version.span)))
    }
    if isOurs, NameSuggestion.nearest(to: kindName, among: [resource]) != nil {
      return .malformed(
        "`kind` must be `\(resource)`, not `\(value: kindName)`", kind.span,
        help: .didYouMean(resource), fix: .write(resource, for: Located(kindName, kind.span)))
    }
    return .foreign(
      "`\(value: kindName, at: kind.span)` of `\(value: versionName, at: version.span)`", kind.span)
  }

  package var isObject: Bool { true }

  package var merging: Merging { .byOperator }

  package var form: Deployment.Form? { .customResource }

  package func chartValues(in root: ConfigNode) -> ConfigNode? { root["spec"]?["values"] }

  package func chartVersion(in root: ConfigNode) -> ConfigNode? {
    root.descendant(["spec", "chart", "version"])
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let (values, rest) = root.removing(["spec", "values"])
    reader.keep(.resourceKeys(rest.withoutServerFields), root.span)
    for entry in root["spec"]?.entries ?? [] { check(entry, &reader) }
    guard let values else { return }
    if values.entries == nil, !values.isNull, !values.isOfDamagedText {
      reader.findings.report(.wrongType("spec.values", values, expected: .mapping))
    }
    HelmValuesReader.read(values, &reader)
  }

  /// The keys of `spec` that the operator reads.
  private static let keys = ["chart", "values"]

  private func check(_ entry: Entry, _ reader: inout SurfaceReader) {
    let (written, name) = (ChartEntry(entry, in: "spec", of: nil), entry.key.value)
    guard ChartKey.root.child(name) == nil else {
      return reader.findings.report(.misplacedKey(written, readAt: "spec.values.\(name)"))
    }
    guard !Self.keys.contains(name) else { return }
    ChartKeyCheck.checkName(written, among: KnownNames(Self.keys), &reader)
  }
}
