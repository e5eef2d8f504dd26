package import Diagnostics

/// Problems with the references of expressions.
extension TerraformProblem {
  package static let undeclaredReference = DiagnosticID(
    "WB2106", "undeclared-reference", .error,
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
