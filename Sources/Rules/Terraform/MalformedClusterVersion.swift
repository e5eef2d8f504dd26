import ConfigSyntax
package import Diagnostics
package import Terraform

/// A Kubernetes version that EKS does not recognize.
package enum MalformedClusterVersion: TerraformRule {
  package static let id = DiagnosticID(
    "WB3137", "malformed-cluster-version", .error,
    evidence: .read(by: .aws, source: "Amazon EKS API, `version` of a cluster"),
    Documentation(
      summary: "`eks_cluster_version` is not a quoted minor version of Kubernetes.",
      explanation: """
        EKS expects a version such as `1.33`, without `v` or a patch number. A number loses its \
        trailing zeros: without quotes, `1.30` is `1.3`. `eks_addons_preroll_version` may not be \
        older than the cluster.
        """,
      failing: .aws(flag + "eks_addons_preroll_version = \"v1.34\"", version: "8.0.0"),
      passing: .aws(flag + "eks_addons_preroll_version = \"1.34\"", version: "8.0.0")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      for name in [cluster, addons] { checkVersion(name, inputs, &findings) }
      guard let old = inputs.text(cluster), let new = inputs.text(addons),
        let oldest = minor(of: old.value), let newest = minor(of: new.value), newest < oldest
      else { continue }
      findings.add(
        .olderThanCluster(addons), at: new.span, of: addons, inputs, help: .useNewer,
        related: [Diagnostic.Label(.clusterVersion, old.span)])
    }
  }

  private static let flag = "kubernetes_legacy_cluster_creator_admin = false\n"
  private static let (cluster, addons) = ("eks_cluster_version", "eks_addons_preroll_version")

  private static func checkVersion(
    _ name: String, _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    guard let value = inputs.value(name), let text = inputs.text(name),
      minor(of: text.value) == nil
    else { return }
    guard case .number = value.kind else {
      return findings.add(
        .notMinorVersion(name), at: text.span, of: name, inputs, help: .writeMinor)
    }
    findings.add(
      .notMinorVersion(name), at: text.span, of: name, inputs, help: .quote,
      fixes: [.quoteNumber(at: value.span)])
  }

  /// Where this rule reports numbers without quotes, which no other rule has to repeat.
  static func unquoted(_ terraform: TerraformConfiguration) -> [SourceSpan] {
    terraform.inputs.filter { $0.call.module == .aws }.flatMap { inputs in
      [cluster, addons].compactMap { name in
        guard let value = inputs.value(name), case .number = value.kind,
          let text = inputs.text(name), minor(of: text.value) == nil
        else { return nil }
        return value.span
      }
    }
  }

  /// The number after `1.`; the first version of EKS was 1.10.
  private static func minor(of text: String) -> Int? {
    guard text.hasPrefix("1."), text.utf8.count == 4,
      text.utf8.dropFirst(2).allSatisfy(\.isDigit)
    else { return nil }
    return Int(text.dropFirst(2)).flatMap { $0 >= 10 ? $0 : nil }
  }
}

extension Message {
  fileprivate static func notMinorVersion(_ name: String) -> Message {
    "`\(name)` must be a minor version of Kubernetes"
  }

  fileprivate static let quote: Message = "quote it, as in \"1.30\""

  fileprivate static let writeMinor: Message = "write it as in \"1.33\""

  fileprivate static func olderThanCluster(_ name: String) -> Message {
    "`\(name)` is older than the cluster"
  }

  fileprivate static let useNewer: Message =
    "use the cluster's version or a newer one, or remove it"

  fileprivate static let clusterVersion: Message = "the version of the cluster"
}
