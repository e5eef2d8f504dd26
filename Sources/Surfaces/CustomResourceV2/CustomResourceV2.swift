package import ConfigSyntax
import Diagnostics
import Settings

/// A custom resource of apps.wandb.com/v2: fields instead of chart values, and selectors of Secrets
/// instead of passwords.
///
/// Secrets among the inputs are read where a selector names them. Source: wandb/operator at 7b063065.
package struct CustomResourceV2: InputKind {
  package static let title = "a custom resource of apps.wandb.com/v2"

  private let companions: Companions

  package init(with companions: Companions = Companions()) { self.companions = companions }

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root["kind"]?.scalar?.text == "WeightsAndBiases",
      root["apiVersion"]?.scalar?.text == "apps.wandb.com/v2"
    else { return .no }
    return .yes(CustomResourceV2())
  }

  package func reading(with companions: Companions) -> any InputKind {
    CustomResourceV2(with: companions)
  }

  package var isObject: Bool { true }

  /// A resource without settings has them from the operator's defaults.
  package var isCompleteWhenEmpty: Bool { true }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    for entry in root.entries ?? [] where !Self.keys.contains(entry.key.value) {
      reader.findings.report(.unknownResourceField(entry, "", Self.keys))
    }
    for span in companions.spans + PendingValues.spans(in: root) { reader.hide(span) }
    guard let spec = root["spec"], !spec.isOfDamagedText else { return }
    if let field = ResourceField.spec {
      ResourceSchemaCheck(isWhole: isWhole).check(spec, field, "spec", &reader)
    }
    ResourceAdmission(spec: spec, root: root, isWhole: isWhole).check(&reader)
    var fields = ResourceFieldReader(root, companions)
    fields.read(&reader)
    if case .mapping = spec.kind {
      let rest = fields.rest["spec"] ?? spec
      reader.keep(.fieldsV2(rest), spec.span)
      keepSecrets(of: rest, &reader)
    }
    if let metadata = fields.rest.entries?.first(where: { $0.key.value == "metadata" }) {
      let object = ConfigNode(.mapping([metadata]), root.span)
      reader.keep(.resourceKeys(object.withoutServerFields), root.span)
    }
  }

  /// Keeps what the remaining selectors name, so that a rendering has it too.
  private func keepSecrets(of node: ConfigNode, _ reader: inout SurfaceReader) {
    if let secret = node["name"]?.scalar?.text, let key = node["key"]?.scalar?.text,
      case .found = companions.value(of: key, in: secret)
    {
      if let problem = companions.problem(with: key, of: secret) { reader.findings.report(problem) }
      // A Secret without some of its keys would take them from whoever else reads it.
      for (key, value) in companions.contents(of: secret) {
        reader.keep(.stored(.init(secret: secret, key: key, value: value)), value.span)
      }
    }
    for entry in node.entries ?? [] { keepSecrets(of: entry.value, &reader) }
  }

  /// Whether no other layer adds to the resource, so that what it lacks is missing.
  private var isWhole: Bool { companions.layers == 1 }

  private static let keys = ["apiVersion", "kind", "metadata", "spec", "status"]
}
