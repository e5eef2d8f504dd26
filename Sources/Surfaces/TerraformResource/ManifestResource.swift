package import ConfigSyntax
import Diagnostics
import Settings
package import Terraform

/// A resource of Terraform that applies an object of Kubernetes: the custom resource, a workload or a
/// wrapper of the chart.
///
/// `kubernetes_manifest` has the object itself, `kubectl_manifest` its YAML. Source: providers
/// hashicorp/kubernetes 2.36 and gavinbunney/kubectl 1.19.
package struct ManifestResource: InputKind {
  package static let title = "a manifest in a Terraform resource"

  private let expression: HCLExpression
  private let scope: ResourceScope

  /// The layers of a module, one for each such resource.
  package static func layers(of module: RootModule, at place: HCLPlace?) -> [Layer] {
    let found = module.resources.filter { $0.mode == .resource }.compactMap { resource in
      arguments[resource.type.value].flatMap { resource.body[$0] }.map { (resource, $0.expression) }
    }
    guard !found.isEmpty else { return [] }
    let scope = ResourceScope(module, at: place)
    return found.map { resource, expression in
      let kind = ManifestResource(expression: expression, scope: scope)
      return Layer(kind, ConfigDocument(root: nil, span: resource.span))
    }
  }

  /// The argument with the object, by the type of the resource.
  private static let arguments = [
    "kubectl_manifest": "yaml_body", "kubernetes_manifest": "manifest",
  ]

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {}

  /// The object, if it is one of W&B.
  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] {
    guard let document = document(&surroundings) else { return [] }
    switch InputKinds.detect(document) {
    case .yes(let kind) where kind.isObject:
      return kind.expanded(Layer(kind, document), &surroundings)
    case .refused(let finding): surroundings.findings.report(finding)
    case .malformed(let message, let span, let help, _) where document.root?["kind"] != nil:
      var finding = Diagnostic(InputKindProblem.unsupportedKind, message, at: span)
      finding.help = help
      surroundings.findings.report(finding)
    case .yes, .no, .malformed, .foreign: break
    }
    return []
  }

  private func document(_ surroundings: inout Surroundings) -> ConfigDocument? {
    if case .call(let call) = expression.kind, call.name.value == "yamldecode",
      let text = call.arguments.first
    {
      guard case .document(let found) = scope.document(of: text, &surroundings) else { return nil }
      return found
    }
    let value = scope.value(of: expression)
    guard value.text == nil, !value.isUnknown else {
      guard case .document(let found) = scope.document(of: expression, &surroundings) else {
        return nil
      }
      return found
    }
    return ConfigDocument(root: value.node, span: expression.span)
  }
}
