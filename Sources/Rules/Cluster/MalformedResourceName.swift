import CloudFacts
import ConfigSyntax
package import Diagnostics
package import Settings

/// A custom resource has a name or a namespace that Kubernetes rejects.
package enum MalformedResourceName: Rule {
  package static let id = DiagnosticID(
    "WB3075", "malformed-resource-name", .error,
    evidence: .read(by: .kubernetes, source: "API validation of object names (RFC 1123)"),
    Documentation(
      summary: "Kubernetes rejects this name or namespace of a resource.",
      explanation: """
        A name has up to 253 lower-case letters, digits, dashes and dots, a namespace up to 63 \
        lower-case letters, digits and dashes; both begin and end with a letter or digit (RFC \
        1123).
        """,
      failing: .yaml(resource("Wandb_prod")), passing: .yaml(resource("wandb-prod"))))

  private static func resource(_ name: String) -> String {
    """
    apiVersion: apps.wandb.com/v1
    kind: WeightsAndBiases
    metadata: {name: \(name), namespace: wandb}
    spec: {values: {global: {host: "https://wandb.example.com"}}}

    """
  }

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let resource = resolved.configuration.unmodelled.operatorResource
    guard let metadata = resource?["metadata"] else { return }
    for (key, grammar) in [("name", NameGrammar.subdomain), ("namespace", .label)] {
      guard let node = metadata[key], case .string(let text)? = node.scalar?.meaning,
        !Placeholder.matches(text), let (fault, help) = grammar.fault(of: text)
      else { continue }
      findings.add(.setting("metadata.\(key)", fault), at: node.span, via: node.via, help: help)
    }
  }
}
