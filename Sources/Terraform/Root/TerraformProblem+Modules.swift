package import Diagnostics

/// Values files without a module.
extension TerraformProblem {
  package static let chosenModule = DiagnosticID(
    "WB2119", "chosen-module", .note,
    Documentation(
      summary: "A values file without a module is read as the inputs of an official W&B module.",
      explanation: """
        The directory has no `*.tf` files, and one module declares more of the file's names than \
        any other module; names that it does not declare are reported. \
        `--module` and `--module-version` select the module and the release.
        """,
      failing: .tfvars("eks_cluster_version = \"1.33\"\nsubdomain = \"wandb\"\n"),
      passing: .terraform("variable \"subdomain\" {}\n", values: "subdomain = \"wandb\"\n")))

  package static let noModule = DiagnosticID(
    "WB2120", "no-module", .error,
    Documentation(
      summary: "The module that a values file is for cannot be determined.",
      explanation: """
        The directory has no `*.tf` files, and the names in the file fit several official W&B \
        modules equally well, or most of them fit none. \
        Name the module with `--module`, or validate the directory.
        """,
      failing: .tfvars("license = \"a\"\nnamespace = \"wandb\"\n"),
      passing: .terraform("variable \"subdomain\" {}\n", values: "subdomain = \"wandb\"\n")))

  package static let unknownContents = DiagnosticID(
    "WB2121", "unknown-contents", .note,
    Documentation(
      summary: "The content of an input or a section is known only to Terraform.",
      explanation: """
        Files read by `file` or `templatefile`, data sources, and functions that are not pure are \
        not evaluated, and one unknown key leaves the whole object unknown. Nothing in it is \
        checked; `render` and `convert` leave it out and report that, and `diff` shows it as `…`.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = { values = yamldecode(file("values.yaml")) }
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = { values = { global = { host = "https://wandb.example.com" } } }
        }

        """)))

  package static let unreadModule = DiagnosticID(
    "WB2122", "unread-module", .warning,
    Documentation(
      summary: "The directory calls a local module, but no official W&B module.",
      explanation: """
        Only the named directory is read. The local module may call a W&B module, but that call \
        is neither checked nor rendered: name that directory, and add a values file for its \
        variables.
        """,
      failing: .terraform("module \"site\" { source = \"./modules/wandb\" }\n"),
      passing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = { values = { global = { host = "https://wandb.example.com" } } }
        }

        """)))
}
