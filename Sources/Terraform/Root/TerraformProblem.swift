package import Diagnostics

/// The findings about Terraform root modules and their values; each documents itself.
///
/// Those here depend on the run: values, modules and installations. Problems of declarations are in
/// `TerraformProblem+Declarations`.
package enum TerraformProblem {
  /// All of them, also those of declarations, in the order of the reference.
  package static let all = [
    undeclaredValue, rejectedValue, missingValue, wrongVariableType, failedValidation,
    declaredTwice,
    undeclaredReference, invalidType, unknownArgument, missingArgument, wrongDefault, nullValue,
    cyclicLocals, invalidName, wrongLabels, invalidArgument, unknownFunction,
    invalidReference, exposedSecret, chosenModule, noModule, uncheckedInstallation, unknownContents,
    unreadModule, copiedModule,
  ]

  package static let undeclaredValue = DiagnosticID(
    "WB2101", "value-for-undeclared-variable", .warning,
    evidence: .read(
      by: .terraform, source: "Terraform 1.11: \"Value for undeclared variable\", a warning"),
    Documentation(
      summary: "A values file sets a variable that the module does not declare.",
      explanation: """
        Terraform 1.11 warns and ignores the value. A name that resembles a declared one is \
        probably a typo. `-var` with an undeclared name is WB2131.
        """,
      failing: .terraform(
        """
        variable "size" {
          type = string
        }

        """,
        values: "size = \"small\"\nflavour = \"large\"\n"),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }

        """,
        values: "size = \"small\"\n")))

  package static let rejectedValue = DiagnosticID(
    "WB2131", "rejected-variable", .error,
    evidence: .read(
      by: .terraform,
      source: """
        Terraform 1.11: "Value for undeclared variable" for `-var`, "No value for required \
        variable"
        """),
    Documentation(
      summary: "A value is set for a variable that is not declared, and Terraform stops.",
      explanation: """
        Terraform rejects `-var` with an undeclared name. In a values file it only warns, but a \
        required variable with a similar name then has no value.
        """,
      failing: .terraform(
        """
        variable "size" {
          type = string
        }

        """,
        values: "sise = \"large\"\n"),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }

        """,
        values: "size = \"large\"\n")))

  package static let missingValue = DiagnosticID(
    "WB2102", "variable-without-value", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"No value for required variable\""),
    Documentation(
      summary: "A variable has neither a default nor a value.",
      explanation: """
        Terraform prompts for it at the terminal, and fails in CI (`-input=false`). It is \
        reported only if any values are set: in a values file, the environment or `-var`.
        """,
      failing: .terraform(
        """
        variable "size" {
          type = string
        }
        variable "namespace" {
          type = string
        }

        """,
        values: "namespace = \"wandb\"\n"),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }

        """,
        values: "size = \"small\"\n")))

  package static let wrongVariableType = DiagnosticID(
    "WB2103", "wrong-variable-type", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Invalid value for input variable\""),
    Documentation(
      summary: "The value of a variable does not fit its type.",
      explanation: """
        Terraform converts numbers and Booleans to text and back, lists to sets, and objects to \
        maps; it rejects anything else. The finding points at the piece of the value that does \
        not fit.
        """,
      failing: .terraform(
        """
        variable "cidrs" {
          type = list(string)
        }

        """,
        values: "cidrs = \"10.0.0.0/8\"\n"),
      passing: .terraform(
        """
        variable "cidrs" {
          type = list(string)
        }

        """,
        values: "cidrs = [\"10.0.0.0/8\"]\n")))

  package static let failedValidation = DiagnosticID(
    "WB2104", "failed-validation", .error,
    evidence: .read(
      by: .terraform, source: "Terraform 1.11, custom conditions: \"Invalid value for variable\""),
    Documentation(
      summary: "The value of a variable fails a `validation` of its declaration.",
      explanation: """
        The finding quotes `error_message`. Conditions that only Terraform can evaluate (`regex`, \
        files, resources) are not checked.
        """,
      failing: .terraform(
        """
        variable "size" {
          type = string
          validation {
            condition     = contains(["small", "large"], var.size)
            error_message = "The size is small or large."
          }
        }

        """,
        values: "size = \"tiny\"\n"),
      passing: .terraform(
        """
        variable "size" {
          type = string
          validation {
            condition     = contains(["small", "large"], var.size)
            error_message = "The size is small or large."
          }
        }

        """,
        values: "size = \"small\"\n")))

  package static let wrongDefault = DiagnosticID(
    "WB2110", "default-of-wrong-type", .error,
    evidence: .read(
      by: .terraform, source: "Terraform 1.11: \"Invalid default value for variable\""),
    Documentation(
      summary: "A default does not fit the type of its variable or attribute.",
      explanation: """
        Terraform rejects the declaration, whatever the value of the variable is.
        """,
      failing: .terraform(
        """
        variable "size" {
          type    = number
          default = "small"
        }

        """),
      passing: .terraform(
        """
        variable "size" {
          type    = string
          default = "small"
        }

        """)))

  package static let nullValue = DiagnosticID(
    "WB2111", "null-for-variable", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Required variable not set\""),
    Documentation(
      summary: "A variable with `nullable = false` is set to null.",
      explanation: """
        With a default, null means the default; without one, Terraform rejects null.
        """,
      failing: .terraform(
        """
        variable "size" {
          type     = string
          nullable = false
        }

        """,
        values: "size = null\n"),
      passing: .terraform(
        """
        variable "size" {
          type     = string
          nullable = false
        }

        """,
        values: "size = \"small\"\n")))

  // MARK: Modules and installations

  package static let chosenModule = DiagnosticID(
    "WB2119", "chosen-module", .note,
    evidence: .read(by: .program, source: "The inputs of the official modules at every tag"),
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
    evidence: .read(by: .program, source: "The inputs of the official modules at every tag"),
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
    evidence: .read(
      by: .program, source: "Only Terraform can evaluate data sources and resources"),
    Documentation(
      summary: "The content of an input or a section is known only to Terraform.",
      explanation: """
        Data sources, files outside of the repository, and functions that are not pure are not \
        evaluated, and one unknown key leaves the whole object unknown. Nothing in it is checked; \
        `render` and `convert` leave it out and report that, and `diff` shows it as `…`.
        """,
      failing: .terraform(
        """
        data "http" "values" {
          url = "https://config.example.com/wandb.yaml"
        }

        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = { values = yamldecode(data.http.values.response_body) }
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
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Unreadable module directory\""),
    Documentation(
      summary: "A local module is not read.",
      explanation: """
        Local modules (`./modules/wandb`) are read with the values that their calls give. One \
        whose directory is missing, or that is not read for another reason, may call a W&B module, \
        which is then neither checked nor rendered.
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

  package static let copiedModule = DiagnosticID(
    "WB2124", "copied-module", .note,
    evidence: .read(by: .program, source: "The inputs of the official modules at every tag"),
    Documentation(
      summary: "A module from elsewhere is checked as a copy of an official W&B module.",
      explanation: """
        Its address ends like that of an official module (`app.terraform.io/acme/wandb/aws`, or a \
        repository `terraform-aws-wandb`), and it has most of the inputs that the call sets. It is \
        compared with the release whose number it has. A local module is such a copy if it \
        declares the inputs of one or more releases; its own files are then not checked. Because \
        a copy may differ from the release, what would be an error in a call of the official \
        module is a warning.
        """,
      failing: .terraform(helm("app.terraform.io/acme/wandb/helm")),
      passing: .terraform(helm("wandb/wandb/helm"))))

  private static func helm(_ source: String) -> String {
    """
    module "wandb" {
      source  = "\(source)"
      version = "4.0.0"
      spec    = { values = { global = { host = "https://wandb.example.com" } } }
    }

    """
  }

  package static let uncheckedInstallation = DiagnosticID(
    "WB2123", "unchecked-installation", .note,
    evidence: .read(by: .program, source: "A limit of this program"),
    Documentation(
      summary: "The directory has more W&B Server installations than are checked.",
      explanation: """
        Each installation is a configuration that includes all inputs besides the directory, so at \
        most 50 are checked. For the others, the module calls are checked, but not their settings: \
        move them to directories of their own.
        """,
      failing: .terraform(installations(51)), passing: .terraform(installations(1))))

  private static func installations(_ count: Int) -> String {
    (1...count).map { number in
      """
      module "wandb_\(number)" {
        source  = "wandb/wandb/helm"
        version = "4.0.0"
        spec    = {}
      }

      """
    }.joined()
  }
}
