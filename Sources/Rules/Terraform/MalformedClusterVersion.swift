import ConfigSyntax
package import Diagnostics
package import Terraform

/// A Kubernetes version that EKS does not recognize.
package enum MalformedClusterVersion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3137", "malformed-cluster-version", .error,
    Documentation(
      summary: "`eks_cluster_version` is not a quoted minor version of Kubernetes.",
      explanation: """
        EKS expects a version such as `1.33`, without `v` or a patch number. A number loses its \
        trailing zeros: without quotes, `1.30` is `1.3`. `eks_addons_preroll_version` may not be \
        older than the cluster.
        """,
      failing: .aws(flag + "eks_addons_preroll_version = \"v1.34\"", version: "8.0.0"),
      passing: .aws(flag + "eks_addons_preroll_version = \"1.34\"", version: "8.0.0")))

  private static let flag = "kubernetes_legacy_cluster_creator_admin = false\n"

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    let (cluster, addons) = ("eks_cluster_version", "eks_addons_preroll_version")
    for inputs in terraform.inputs where inputs.call.module == .aws {
      for name in [cluster, addons] {
        guard let value = inputs.value(name), let text = inputs.text(name) else { continue }
        guard minor(of: text.value) == nil else { continue }
        var isNumber = false
        if case .number = value.kind { isNumber = true }
        findings.add(
          "`\(name)` must be a minor version of Kubernetes", at: text.span, of: name, inputs,
          help: isNumber ? "quote it, as in \"1.30\"" : "write it as in \"1.33\"")
      }
      guard let old = inputs.text(cluster), let new = inputs.text(addons),
        let oldest = minor(of: old.value), let newest = minor(of: new.value), newest < oldest
      else { continue }
      findings.add(
        "`\(addons)` is older than the cluster", at: new.span, of: addons, inputs,
        help: "use the cluster's version or a newer one, or remove it",
        related: [Diagnostic.Label("the version of the cluster", old.span)])
    }
  }

  /// The number after `1.`; the first version of EKS was 1.10.
  private static func minor(of text: String) -> Int? {
    guard text.hasPrefix("1."), text.utf8.count == 4,
      text.utf8.dropFirst(2).allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return nil }
    return Int(text.dropFirst(2)).flatMap { $0 >= 10 ? $0 : nil }
  }
}
