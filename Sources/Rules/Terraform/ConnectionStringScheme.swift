package import Diagnostics
import Settings
package import Terraform

/// A connection string of a cloud's module has its scheme twice, or not at all.
package enum ConnectionStringScheme: TerraformRule {
  package static let id = DiagnosticID(
    "WB3110", "connection-string-scheme", .error,
    Documentation(
      summary: "The connection string gets its scheme twice, or lacks it.",
      explanation: """
        The output `database_connection_string` of module aws begins with the user; that of module \
        google begins with `mysql://`. Module kubernetes wants the scheme, once.
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
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
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
        tell(ConnectionOutput.faults(in: expression, use, modules, locals), of: setting, &report)
      }
    }
    let others =
      terraform.root.locals.map(\.expression) + terraform.root.outputs.map(\.expression)
      + terraform.root.resources.flatMap(\.arguments).compactMap(\.expression)
    for expression in others {
      tell(ConnectionOutput.faults(in: expression, .elsewhere, modules, locals), of: nil, &report)
    }
  }

  private static func tell(
    _ faults: [ConnectionOutput], of setting: String?, _ report: inout RuleReport
  ) {
    for fault in faults {
      let isDoubled = fault.fault == .doubledScheme
      let fixes = fault.edits.map {
        [FixIt(isDoubled ? "remove `mysql://`" : "put `mysql://` in front", $0)]
      }
      report.report(
        isDoubled
          ? "the connection string begins with `mysql://` twice"
          : "the connection string lacks its scheme",
        at: fault.span, setting: setting,
        help: isDoubled
          ? "the output of module \(fault.module.rawValue) has the scheme already"
          : "write `mysql://${…}`: the output of module \(fault.module.rawValue) has no scheme",
        fixes: fixes ?? [])
    }
  }
}
