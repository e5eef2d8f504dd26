import CloudFacts
package import Diagnostics
package import Terraform

/// A name, or a prefix of names, that the cloud or Kubernetes rejects.
package enum NameTooLong: TerraformRule {
  package static let id = DiagnosticID(
    "WB3121", "name-too-long", .error,
    evidence: .read(
      by: .clouds,
      source: "Naming rules of S3, Cloud Storage, Azure storage accounts and Kubernetes"),
    Documentation(
      summary: "A name is too long, or has characters that the cloud or Kubernetes rejects.",
      explanation: """
        The names of most resources begin with `namespace`. On Azure it is part of the storage \
        account's name, which drops its dashes and has at most 24 characters, a-z and 0-9 \
        (wandb/terraform-azurerm-wandb#34, #90); on AWS it is part of the load balancer's name, \
        which has at most 32 (wandb/terraform-aws-wandb#166). Nothing checks the other \
        names before `apply`: buckets and Kubernetes namespaces have lower-case names.
        """,
      failing: .aws("size = \"small\"", namespace: "Wandb_Production"),
      passing: .aws("size = \"small\"", namespace: "wandb-production")))

  package static let otherIDs = [cut]

  private static let cut = DiagnosticID(
    "WB3156", "truncated-name", .warning,
    evidence: .read(
      by: .terraformModules,
      source: "wandb/terraform-aws-wandb#166; wandb/terraform-azurerm-wandb#34, #90"),
    Documentation(
      summary: "The module truncates a name, so two installations may end up with the same one.",
      explanation: """
        The modules truncate `namespace` to 24 characters in the load balancer's name on AWS, and to \
        17 without dashes in the storage account's name on Azure.
        """,
      failing: .aws("size = \"small\"", namespace: "wandb-production-frankfurt"),
      passing: .aws("size = \"small\"", namespace: "wandb-production")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      for (name, grammar) in grammars(of: inputs.call.module) {
        guard let text = inputs.text(name) else { continue }
        guard let (fault, help) = grammar.fault(of: text.value) else {
          checkTruncated(name, text, inputs, &findings)
          continue
        }
        findings.add(.invalid(name, fault), at: text.span, of: name, inputs, help: help)
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

  /// The modules truncate the name to 24 characters before `-alb-k8s`, to 17 before `storage`.
  private static func checkTruncated(
    _ name: String, _ text: Located, _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    let (used, limit, holder) =
      switch inputs.call.module {
      case .aws: (text.value, 24, "the load balancer")
      case .azurerm, .azurermConnector, .azurermBucket:
        (text.value.filter { $0 != "-" }, 17, "the storage account")
      default: ("", 0, "")
      }
    guard name == "namespace" || name == "prefix", used.utf8.count > limit else { return }
    let beginning = Message.excerpt(of: Located(String(used.prefix(limit)), text.span))
    findings.add(
      .truncated(name, to: limit, in: holder), at: text.span, of: name, inputs,
      help: .shorten(beginning: beginning), code: cut)
  }
}

extension Message {
  fileprivate static func invalid(_ name: String, _ fault: Message) -> Message {
    "`\(name)` \(fault)"
  }

  fileprivate static func truncated(
    _ name: String, to limit: Int, in holder: String
  ) -> Message {
    "the name of \(holder) has room for only \(limit) characters of `\(name)`"
  }

  fileprivate static func shorten(beginning: Message) -> Message {
    "shorten it, in case the name of another installation begins with `\(beginning)` too"
  }
}
