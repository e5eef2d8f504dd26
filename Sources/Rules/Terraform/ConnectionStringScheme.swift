package import Diagnostics
import Settings
package import Terraform

/// A connection string from a cloud module has its scheme twice, or not at all.
package enum ConnectionStringScheme: TerraformRule {
  package static let id = DiagnosticID(
    "WB3110", "connection-string-scheme", .error,
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
    let named = terraform.calls.map { ($0.call.name.value, $0.module) }
    let modules = Dictionary(named, uniquingKeysWith: { first, _ in first })
    guard modules.values.contains(where: { $0 == .aws || $0 == .google }) else { return }
    let locals = Dictionary(
      terraform.root.locals.map { ($0.name.value, $0.expression) }, uniquingKeysWith: { $1 })
    for call in terraform.root.moduleCalls {
      let isApplication = modules[call.name.value] == .kubernetes
      for input in call.inputs {
        let isDatabase = isApplication && input.name.value == "database_connection_string"
        guard let expression = input.expression else { continue }
        let use = isDatabase ? ConnectionOutput.Use.database : .elsewhere
        let setting = modules[call.name.value].map {
          FieldCatalog.name(ofInput: input.name.value, of: $0)
        }
        report(
          ConnectionOutput.faults(in: expression, use, modules, locals), of: setting, &findings)
      }
    }
    let others =
      terraform.root.locals.map(\.expression) + terraform.root.outputs.map(\.expression)
      + terraform.root.resources.flatMap(\.arguments).compactMap(\.expression)
    for expression in others {
      report(
        ConnectionOutput.faults(in: expression, .elsewhere, modules, locals), of: nil, &findings)
    }
  }

  private static func report(
    _ faults: [ConnectionOutput], of setting: String?, _ findings: inout RuleFindings
  ) {
    for fault in faults {
      let isDoubled = fault.fault == .doubledScheme
      let fixes = fault.edits.map {
        [FixIt(isDoubled ? "remove `mysql://`" : "prepend `mysql://`", $0)]
      }
      findings.add(
        isDoubled
          ? "the connection string begins with `mysql://` twice"
          : "the connection string has no scheme",
        at: fault.span, setting: setting,
        help: isDoubled
          ? "the output of module `\(fault.module.rawValue)` already has the scheme"
          : "write `mysql://${…}`: the output of module `\(fault.module.rawValue)` has no scheme",
        fixes: fixes ?? [])
    }
  }
}
