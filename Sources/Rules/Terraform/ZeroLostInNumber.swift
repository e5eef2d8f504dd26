import ConfigSyntax
package import Diagnostics
package import Terraform

/// A bare number for an input that is text, and loses digits on the way.
package enum ZeroLostInNumber: TerraformRule {
  package static let id = DiagnosticID(
    "WB3146", "zero-lost-in-number", .warning,
    Documentation(
      summary: "An input that is text is written as a number, which Terraform prints otherwise.",
      explanation: """
        `1.10` without quotes is the number 1.1, and that is the text the module gets: another \
        release, or none. The same happens to a variable of type `string` in a values file.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source               = "wandb/wandb/helm"
          version              = "4.0.0"
          spec                 = {}
          controller_image_tag = 1.10
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source               = "wandb/wandb/helm"
          version              = "4.0.0"
          spec                 = {}
          controller_image_tag = "1.10"
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for call in terraform.calls {
      for input in call.call.inputs {
        guard (call.release ?? call.likelyRelease)?.variable(input.name.value)?.type == "string",
          isWritten(input)
        else { continue }
        tell(input.name, input.value, &report)
      }
    }
    let texts = Set(terraform.root.variables.filter { $0.type == .string }.map(\.name.value))
    for assignment in terraform.root.values.flatMap(\.assignments)
    where texts.contains(assignment.name.value) {
      tell(assignment.name, assignment.value, &report)
    }
  }

  /// Whether the number stands there as it is, and no operator made it.
  private static func isWritten(_ input: EvaluatedArgument) -> Bool {
    guard let expression = input.expression else { return true }
    if case .number = expression.kind { return true }
    return false
  }

  private static func tell(_ name: Located, _ value: HCLValue, _ report: inout RuleReport) {
    let span = value.span
    guard case .number(let number) = value.kind, span.range.count > number.text.utf8.count else {
      return
    }
    let ends = [span.sub(0..<0), span.sub(span.range.count..<span.range.count)]
    report.report(
      "`\(name.value)` is text, and this number becomes `\(number.text.prefix(40))`", at: span,
      help: "put it in quotes",
      fixes: [FixIt("put it in quotes", ends.map { .replace($0, with: "\"") }, .unsafe)])
  }
}
