package import Diagnostics

/// Values files without a module beside them.
extension TerraformProblem {
  package static let chosenModule = DiagnosticID(
    "WB2119", "chosen-module", .note,
    Documentation(
      summary: "A values file alone is read as the inputs of a module of W&B's.",
      explanation: """
        No `*.tf` stands beside the file, and one module has inputs of more of its names than any \
        other one; the other names are told. \
        `--module` and `--module-version` say which module and release are meant.
        """,
      failing: .tfvars("eks_cluster_version = \"1.33\"\nsubdomain = \"wandb\"\n"),
      passing: .terraform("variable \"subdomain\" {}\n", values: "subdomain = \"wandb\"\n")))

  package static let noModule = DiagnosticID(
    "WB2120", "no-module", .error,
    Documentation(
      summary: "Nothing says which module a values file is for.",
      explanation: """
        No `*.tf` stands beside the file, and its names fit several modules of W&B's alike, or \
        most of them fit none. \
        Name the module with `--module`, or validate the directory.
        """,
      failing: .tfvars("license = \"a\"\nnamespace = \"wandb\"\n"),
      passing: .terraform("variable \"subdomain\" {}\n", values: "subdomain = \"wandb\"\n")))

  package static let unknownContents = DiagnosticID(
    "WB2121", "unknown-contents", .note,
    Documentation(
      summary: "What an input or a section holds is known to Terraform alone.",
      explanation: """
        Files that `file` or `templatefile` reads, data sources, and functions that are not pure are \
        not evaluated, and one key that is not known leaves the whole object open. Nothing in it is \
        checked; `render` and `convert` leave it out and say so, and `diff` shows it as `…`.
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
      summary: "The directory calls no module of W&B's itself, but one of a local directory.",
      explanation: """
        Only the directory that is named is read. A module below it may call W&B's, and nothing of \
        that call is checked or written: name that directory, with a values file for its variables.
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
