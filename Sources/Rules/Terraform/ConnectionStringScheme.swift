package import Diagnostics
import Settings
package import Terraform

/// A connection string from a cloud module has its scheme twice, or not at all.
package enum ConnectionStringScheme: TerraformRule {
  package static let id = DiagnosticID(
    "WB3110", "connection-string-scheme", .error,
    evidence: .read(
      by: .terraformModules,
      source: "Outputs and connection strings in the modules' files at every tag"),
    Documentation(
      summary: "The connection string has its scheme twice, or not at all.",
      explanation: """
        The output `database_connection_string` of module `aws` begins with the user, that of \
        module `google` with `mysql://`. Module `kubernetes` requires the scheme, exactly once.
        """,
      failing: .terraform(
        """
        module "infra" {
          source      = "wandb/wandb/google"
          version     = "1.24.2"
          namespace   = "wandb"
          license     = var.license
          domain_name = "example.com"
          subdomain   = "wandb"
        }

        module "app" {
          source                     = "wandb/wandb/kubernetes"
          version                    = "1.14.1"
          license                    = var.license
          host                       = module.infra.url
          bucket                     = "gs://${module.infra.bucket_name}"
          bucket_queue               = "internal://"
          database_connection_string = "mysql://${module.infra.database_connection_string}"
        }

        variable "license" {}

        """),
      passing: .terraform(
        """
        module "infra" {
          source      = "wandb/wandb/google"
          version     = "1.24.2"
          namespace   = "wandb"
          license     = var.license
          domain_name = "example.com"
          subdomain   = "wandb"
        }

        module "app" {
          source                     = "wandb/wandb/kubernetes"
          version                    = "1.14.1"
          license                    = var.license
          host                       = module.infra.url
          bucket                     = "gs://${module.infra.bucket_name}"
          bucket_queue               = "internal://"
          database_connection_string = module.infra.database_connection_string
        }

        variable "license" {}

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    let outputs = ConnectionOutputs(terraform)
    guard !outputs.isEmpty else { return }
    for call in terraform.root.moduleCalls {
      let module = outputs.module(of: call)
      for input in call.inputs {
        guard let expression = input.expression else { continue }
        let name = input.name.value
        let isDatabase = module == .kubernetes && name == "database_connection_string"
        report(
          outputs.faults(in: expression, isDatabase ? .database : .elsewhere),
          of: module.map { FieldCatalog.name(ofInput: name, of: $0) }, &findings)
      }
    }
    let others =
      terraform.root.locals.map(\.expression) + terraform.root.outputs.map(\.expression)
      + terraform.root.resources.flatMap(\.arguments).compactMap(\.expression)
    for expression in others {
      report(outputs.faults(in: expression, .elsewhere), of: nil, &findings)
    }
  }

  private static func report(
    _ faults: [ConnectionOutputs.Fault], of setting: String?, _ findings: inout RuleFindings
  ) {
    for fault in faults {
      switch fault.kind {
      case .doubledScheme:
        findings.add(
          .schemeTwice, at: fault.span, setting: setting, help: .outputHasScheme(fault.module),
          fixes: fault.edits.map { [FixIt(.removeScheme, $0)] } ?? [])
      case .missingScheme:
        findings.add(
          .noScheme, at: fault.span, setting: setting, help: .writeScheme(before: fault.module),
          fixes: fault.edits.map { [FixIt(.prependScheme, $0)] } ?? [])
      }
    }
  }
}

extension Message {
  fileprivate static let schemeTwice: Message =
    "the connection string begins with `mysql://` twice"

  fileprivate static func outputHasScheme(_ module: OfficialModule) -> Message {
    "remove `mysql://`; the output of module `\(module.rawValue)` already begins with it"
  }

  fileprivate static let removeScheme: Message = "remove `mysql://`"

  fileprivate static let noScheme: Message = "the connection string has no scheme"

  fileprivate static func writeScheme(before module: OfficialModule) -> Message {
    "write `mysql://${…}`: the output of module `\(module.rawValue)` has no scheme"
  }

  fileprivate static let prependScheme: Message = "prepend `mysql://`"
}
