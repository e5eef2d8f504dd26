package import Diagnostics

/// The findings about Terraform root modules and their values.
package enum TerraformProblem {
  package static let all = [
    undeclaredValue, missingValue, wrongVariableType, failedValidation, declaredTwice,
    undeclaredReference, invalidType, unknownArgument, missingArgument, wrongDefault, nullValue,
    cyclicLocals, invalidName, wrongLabels, invalidArgument, unknownFunction,
    invalidReference, exposedSecret, chosenModule, noModule, uncheckedInstallation, unknownContents,
    unreadModule,
  ]

  package static let undeclaredValue = DiagnosticID(
    "WB2101", "value-for-undeclared-variable", .warning,
    Documentation(
      summary: "A values file sets a variable that the module does not declare.",
      explanation: """
        Terraform 1.11 warns and ignores the value. A name that resembles a declared one is \
        probably a typo, and an error here; `-var` with an undeclared name is an error in \
        Terraform as well.
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
}
