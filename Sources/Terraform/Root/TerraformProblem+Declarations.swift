package import Diagnostics

/// Problems with what the files declare, whatever values are set.
extension TerraformProblem {
  // MARK: Blocks

  package static let declaredTwice = DiagnosticID(
    "WB2105", "declared-twice", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Duplicate … declaration\""),
    Documentation(
      summary: "Two blocks of a module declare the same thing.",
      explanation: """
        Each variable, output, local, module, resource and provider alias is declared once in all \
        files of the directory; only `*_override.tf` files may repeat a declaration.
        """,
      failing: .terraform(
        """
        variable "size" {
          type = string
        }
        variable "size" {
          type = string
        }

        """),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }

        """)))

  package static let invalidType = DiagnosticID(
    "WB2107", "invalid-type-constraint", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Invalid type specification\""),
    Documentation(
      summary: "The `type` of a variable is not a Terraform type.",
      explanation: """
        Types are `string`, `number`, `bool`, `any`, `list(T)`, `set(T)`, `map(T)`, \
        `tuple([T])` and `object({name = T})`, in which `optional(T, default)` marks an \
        optional attribute. Since Terraform 0.12, they are written without quotes.
        """,
      failing: .terraform(
        """
        variable "size" {
          type = "string"
        }

        """),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }

        """)))

  package static let unknownArgument = DiagnosticID(
    "WB2108", "unknown-argument", .error,
    evidence: .read(
      by: .terraform,
      source: "Terraform 1.11: \"Unsupported argument\", \"Unsupported block type\""),
    Documentation(
      summary: "A block contains an argument or a block that Terraform does not expect there.",
      explanation: """
        The check knows the arguments and blocks of Terraform 1.11. The arguments of resources and \
        providers are not checked.
        """,
      failing: .terraform(
        """
        variable "size" {
          type   = string
          defult = "small"
        }

        """),
      passing: .terraform(
        """
        variable "size" {
          type    = string
          default = "small"
        }

        """)))

  package static let missingArgument = DiagnosticID(
    "WB2109", "missing-argument", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Missing required argument\""),
    Documentation(
      summary: "A block is missing an argument that Terraform requires.",
      explanation: """
        A `module` block needs a `source`, an `output` needs a `value`, and a `validation` needs a \
        `condition` and an `error_message`.
        """,
      failing: .terraform(
        """
        output "size" {
          description = "The size."
        }

        """),
      passing: .terraform(
        """
        output "size" {
          value = "small"
        }

        """)))

  package static let invalidName = DiagnosticID(
    "WB2113", "invalid-name", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Invalid variable name\""),
    Documentation(
      summary: "The name of a declaration is not valid, or is reserved.",
      explanation: """
        Names consist of letters, digits, `_` and `-`, and begin with a letter or `_`. Variables \
        cannot have the names that every `module` block reserves (`source`, `version`, \
        `providers`, `count`, `for_each`, `lifecycle`, `depends_on`, `locals`).
        """,
      failing: .terraform(
        """
        variable "version" {
          type = string
        }

        """),
      passing: .terraform(
        """
        variable "chart_version" {
          type = string
        }

        """)))

  package static let wrongLabels = DiagnosticID(
    "WB2114", "wrong-labels", .error,
    evidence: .read(
      by: .terraform, source: "HCL: \"Missing name for …\", \"Extraneous label for …\""),
    Documentation(
      summary: "A block has too many labels, or too few.",
      explanation: """
        Variables, outputs, modules and providers have one label, resources and data sources have \
        two, `locals` and `terraform` have none.
        """,
      failing: .terraform(
        """
        variable "size" "small" {
          type = string
        }

        """),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }

        """)))

  package static let invalidArgument = DiagnosticID(
    "WB2115", "invalid-argument", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11, decoding of blocks"),
    Documentation(
      summary: "An argument of a block has a value that Terraform cannot use there.",
      explanation: """
        `sensitive` and `nullable` are Booleans, `source` and `version` are plain text, \
        `for_each` must be a map or a set of strings, and cannot be combined with `count`.
        """,
      failing: .terraform(
        """
        variable "size" {
          type      = string
          sensitive = "yes"
        }

        """),
      passing: .terraform(
        """
        variable "size" {
          type      = string
          sensitive = true
        }

        """)))

  // MARK: Expressions

  package static let undeclaredReference = DiagnosticID(
    "WB2106", "undeclared-reference", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Reference to undeclared …\""),
    Documentation(
      summary: "An expression refers to something that the module does not declare.",
      explanation: """
        Terraform rejects `var.x`, `local.x`, `module.x` and resources without their blocks, and \
        `aws.us` in `providers` or `provider` without a `provider "aws"` block of that alias.
        """,
      failing: .terraform(
        """
        output "size" {
          value = var.size
        }

        """),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }
        output "size" {
          value = var.size
        }

        """)))

  package static let cyclicLocals = DiagnosticID(
    "WB2112", "cyclic-locals", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Cycle\""),
    Documentation(
      summary: "Locals refer to each other in a cycle.",
      explanation: """
        Terraform cannot determine which one to evaluate first, and stops.
        """,
      failing: .terraform(
        """
        locals {
          a = local.b
          b = local.a
        }

        """),
      passing: .terraform(
        """
        locals {
          a = local.b
          b = "small"
        }

        """)))

  package static let unknownFunction = DiagnosticID(
    "WB2116", "unknown-function", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Call to unknown function\""),
    Documentation(
      summary: "A call names an unknown function, or has too many or too few arguments.",
      explanation: """
        The check knows the functions of Terraform 1.11; modules cannot define functions, but \
        providers can (`provider::name::function`).
        """,
      failing: .terraform(
        """
        locals {
          size = uper("small")
        }

        """),
      passing: .terraform(
        """
        locals {
          size = upper("small")
        }

        """)))

  package static let invalidReference = DiagnosticID(
    "WB2117", "invalid-reference", .error,
    evidence: .read(by: .terraform, source: "Terraform 1.11: \"Invalid reference\""),
    Documentation(
      summary: "A name in an expression cannot be a reference.",
      explanation: """
        Text without quotes looks like a resource. `each` needs a `for_each`, and `count` needs a \
        `count`, in the same block; `path` has `module`, `root` and `cwd`; the condition of a \
        `validation` must refer to its own variable.
        """,
      failing: .terraform(
        """
        locals {
          size = small
        }

        """),
      passing: .terraform(
        """
        locals {
          size = "small"
        }

        """)))

  package static let exposedSecret = DiagnosticID(
    "WB2118", "output-of-secret", .error,
    evidence: .read(
      by: .terraform, source: "Terraform 1.11: \"Output refers to sensitive values\""),
    Documentation(
      summary: "An output exposes a sensitive variable without being sensitive itself.",
      explanation: """
        Terraform rejects such an output in a root module. `sensitive = true` hides the output at \
        the terminal; `nonsensitive(…)` declares that the value is not a secret.
        """,
      failing: .terraform(
        """
        variable "license" {
          type      = string
          sensitive = true
        }
        output "license" {
          value = var.license
        }

        """),
      passing: .terraform(
        """
        variable "license" {
          type      = string
          sensitive = true
        }
        output "license" {
          value     = var.license
          sensitive = true
        }

        """)))
}
