import ConfigSyntax
package import Diagnostics
package import Terraform

/// A version of Kubernetes that EKS has no name for.
package enum MalformedClusterVersion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3137", "malformed-cluster-version", .error,
    Documentation(
      summary: "`eks_cluster_version` is not a minor release of Kubernetes in quotes.",
      explanation: """
        EKS knows `1.33`, without `v` and without a patch. A number loses zeros at its end: `1.30` \
        without quotes is `1.3`. `eks_addons_preroll_version` may not be older than the cluster.
        """,
      failing: .aws(flag + "eks_addons_preroll_version = \"v1.34\"", version: "8.0.0"),
      passing: .aws(flag + "eks_addons_preroll_version = \"1.34\"", version: "8.0.0")))

  private static let flag = "kubernetes_legacy_cluster_creator_admin = false\n"

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    let (cluster, addons) = ("eks_cluster_version", "eks_addons_preroll_version")
    for inputs in terraform.inputs where inputs.call.module == .aws {
      for name in [cluster, addons] {
        guard let value = inputs.value(name), let text = inputs.text(name) else { continue }
        guard minor(of: text.value) == nil else { continue }
        var isNumber = false
        if case .number = value.kind { isNumber = true }
        report.report(
          "`\(name)` is no minor release of Kubernetes", at: text.span, of: name, inputs,
          help: isNumber ? "write it in quotes: \"1.30\"" : "write it like \"1.33\"")
      }
      guard let old = inputs.text(cluster), let new = inputs.text(addons),
        let oldest = minor(of: old.value), let newest = minor(of: new.value), newest < oldest
      else { continue }
      report.report(
        "`\(addons)` is older than the cluster", at: new.span, of: addons, inputs,
        help: "give the cluster's release or a newer one, or leave it out",
        related: [Diagnostic.Label("the cluster", old.span)])
    }
  }

  /// EKS began with 1.10.
  private static func minor(of text: String) -> Int? {
    guard text.hasPrefix("1."), text.utf8.count == 4,
      text.utf8.dropFirst(2).allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return nil }
    return Int(text.dropFirst(2)).flatMap { $0 >= 10 ? $0 : nil }
  }
}
