package import Diagnostics

/// Problems with the blocks themselves.
extension TerraformProblem {
  package static let declaredTwice = DiagnosticID(
    "WB2105", "declared-twice", .error,
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
    Documentation(
      summary: "An argument of a block has a value that Terraform cannot use there.",
      explanation: """
        `sensitive` and `nullable` are Booleans, `source` and `version` are plain text, \
        `for_each` must be a map or a set of text, and cannot be combined with `count`.
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
}
