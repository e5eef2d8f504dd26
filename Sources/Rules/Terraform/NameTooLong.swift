package import Diagnostics
package import Terraform

/// A name, or the prefix of names, that the cloud or Kubernetes does not take.
package enum NameTooLong: TerraformRule {
  package static let id = DiagnosticID(
    "WB3121", "name-too-long", .error,
    Documentation(
      summary: "A name is too long, or holds what the cloud or Kubernetes refuses.",
      explanation: """
        `namespace` begins the names of most resources. On Azure the storage account is named after \
        it, without dashes and in 24 characters, a-z and 0-9 (wandb/terraform-azurerm-wandb#34, \
        #90); on AWS the load balancer's name has 32 (wandb/terraform-aws-wandb#166). The modules \
        cut longer names, so that two installations may get the same one: a warning. Nothing \
        checks the rest before `apply`: buckets and namespaces of Kubernetes have lower-case names.
        """,
      failing: .aws("size = \"small\"", namespace: "Wandb_Production"),
      passing: .aws("size = \"small\"", namespace: "wandb-production")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs {
      for (name, grammar) in grammars(of: inputs.call.module) {
        guard let text = inputs.text(name) else { continue }
        guard let (fault, help) = grammar.fault(of: text.value) else {
          checkCut(name, text, inputs, terraform, &report)
          continue
        }
        report.report("`\(name)` \(fault)", at: text.span, of: name, inputs, help: help)
      }
    }
  }

  private static func grammars(of module: OfficialModule) -> [(String, NameGrammar)] {
    switch module {
    case .aws:
      [
        ("namespace", .prefixAWS), ("k8s_namespace", .label), ("bucket_name", .bucketS3),
        ("yace_sa_name", .subdomain),
      ]
    case .google:
      [
        ("namespace", .prefixGoogle), ("wandb_namespace", .label), ("bucket_name", .bucketGoogle),
        ("stackdriver_sa_name", .subdomain),
      ]
    case .azurerm: [("namespace", .prefixAzure), ("blob_container", .container)]
    case .kubernetes: [("service_account_name", .subdomain)]
    case .helm: [("wandb_namespace", .label), ("operator_chart_namespace", .label)]
    case .awsConnector: [("namespace", .prefixAWS)]
    case .googleConnector: [("namespace", .prefixGoogle)]
    case .azurermConnector: [("namespace", .prefixAzure)]
    case .azurermBucket: [("prefix", .prefixAzure)]
    }
  }

  /// What the modules cut: `-alb-k8s` stands behind 24 characters, `storage` behind 17.
  private static func checkCut(
    _ name: String, _ text: Located, _ inputs: ModuleInputs,
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    let (used, limit, holder) =
      switch inputs.call.module {
      case .aws: (text.value, 24, "the load balancer")
      case .azurerm, .azurermConnector, .azurermBucket:
        (text.value.filter { $0 != "-" }, 17, "the storage account")
      default: ("", 0, "")
      }
    guard name == "namespace" || name == "prefix", used.utf8.count > limit else { return }
    let cut = terraform.shown(Located(String(used.prefix(limit)), text.span))
    report.report(
      "the name of \(holder) holds only \(limit) characters of `\(name)`", at: text.span, of: name,
      inputs,
      help: "it would begin with `\(cut)`: shorten it, lest another installation has the same name",
      severity: .warning)
  }
}
