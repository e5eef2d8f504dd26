package import Diagnostics

/// The findings of reading a root module of Terraform.
package enum TerraformProblem {
  package static let all = [
    undeclaredValue, missingValue, wrongVariableType, failedValidation, declaredTwice,
    undeclaredReference, invalidType, unknownArgument, missingArgument, wrongDefault, nullValue,
    cyclicLocals, unusableName, wrongLabels, unusableArgument, unknownFunction,
    invalidReference, exposedSecret, chosenModule, noModule, uncheckedInstallation, unknownContents,
    unreadModule,
  ]

  package static let undeclaredValue = DiagnosticID(
    "WB2101", "value-for-undeclared-variable", .warning,
    Documentation(
      summary: "A values file sets a variable that the module does not declare.",
      explanation: """
        Terraform 1.11 warns and goes on without the value. Where the name resembles a \
        declared one it is a mistyped name, and an error here; `-var` with such a name is an \
        error in Terraform as well.
        """,
      failing: .terraform(
        """
        variable "size" {
          type = string
        }

        """,
        values: "size = \"small\"\nsise = \"large\"\n"),
      passing: .terraform(
        """
        variable "size" {
          type = string
        }

        """,
        values: "size = \"small\"\n")))

  package static let missingValue = DiagnosticID(
    "WB2102", "variable-without-value", .error,
    Documentation(
      summary: "A variable has neither a default nor a value.",
      explanation: """
        Terraform asks for it at the terminal, and stops in CI (`-input=false`). It is \
        reported where values are given at all: a values file, the environment, `-var`.
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
    Documentation(
      summary: "The value of a variable does not have its type.",
      explanation: """
        Terraform turns numbers and Booleans into text and back, lists into sets, and objects \
        into maps; anything else it refuses. The place is the piece of the value that does not \
        fit.
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
    Documentation(
      summary: "The value of a variable fails a `validation` of its declaration.",
      explanation: """
        The text is that of `error_message`. Conditions that need what only Terraform can tell \
        (`regex`, files, resources) are not judged.
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
    Documentation(
      summary: "A default does not have the type of its variable or attribute.",
      explanation: """
        Terraform refuses the declaration, whatever value the variable is given.
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
    Documentation(
      summary: "A variable with `nullable = false` is set to null.",
      explanation: """
        With a default, null stands for the default; without one Terraform refuses it.
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
}
