package import Diagnostics

/// What is wrong with the blocks themselves.
extension TerraformProblem {
  package static let declaredTwice = DiagnosticID(
    "WB2105", "declared-twice", .error,
    Documentation(
      summary: "Two blocks of a module declare the same thing.",
      explanation: """
        Variables, outputs, locals, modules, resources and aliases of providers have one \
        declaration each in all files of the directory together; only `*_override.tf` may \
        repeat them.
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
      summary: "The `type` of a variable is no type of Terraform.",
      explanation: """
        Types are `string`, `number`, `bool`, `any`, `list(T)`, `set(T)`, `map(T)`, \
        `tuple([T])` and `object({name = T})`, in which `optional(T, default)` marks what may \
        be missing. They stand without quotes since Terraform 0.12.
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
      summary: "A block holds an argument or a block that Terraform does not know there.",
      explanation: """
        Known are those of Terraform 1.11. The arguments of resources and providers are not \
        checked.
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
      summary: "A block lacks an argument that Terraform requires.",
      explanation: """
        A `module` block needs a `source`, an `output` a `value`, a `validation` a `condition` \
        and an `error_message`.
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

  package static let unusableName = DiagnosticID(
    "WB2113", "unusable-name", .error,
    Documentation(
      summary: "The name of a declaration is no name, or is reserved.",
      explanation: """
        Names are letters, digits, `_` and `-`, and begin with a letter or `_`. The arguments \
        of every `module` block (`source`, `version`, `providers`, `count`, `for_each`, \
        `lifecycle`, `depends_on`, `locals`) are no names of variables.
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
        A variable, an output, a module and a provider have one label, a resource and a data \
        source two, `locals` and `terraform` none.
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

  package static let unusableArgument = DiagnosticID(
    "WB2115", "unusable-argument", .error,
    Documentation(
      summary: "An argument of a block has a value that Terraform cannot use there.",
      explanation: """
        `sensitive` and `nullable` are Booleans, `source` and `version` are plain text, \
        `for_each` takes a map or a set of text, and excludes `count`.
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
