import ConfigSyntax
package import Diagnostics
package import Terraform

/// An unquoted number for a text input, which loses digits when Terraform converts it.
package enum ZeroLostInNumber: TerraformRule {
  package static let id = DiagnosticID(
    "WB3146", "zero-lost-in-number", .warning,
    evidence: .read(by: .terraform, source: "Terraform 1.11, conversion of numbers to text"),
    Documentation(
      summary: "A text input is set to a number, which Terraform writes differently.",
      explanation: """
        `1.10` without quotes is the number 1.1, so the module gets the text `1.1`: another \
        release, or one that does not exist. The same happens to a variable of type `string` in a \
        values file.
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
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    let reported = Set(MalformedClusterVersion.unquoted(terraform))
    for call in terraform.calls {
      for input in call.call.inputs {
        guard (call.release ?? call.likelyRelease)?.variable(input.name.value)?.type == "string",
          isWritten(input), !reported.contains(input.value.span)
        else { continue }
        report(input.name, input.value, &findings)
      }
    }
    let numbers = terraform.root.values.flatMap { $0.assignments.filter(\.value.isNumber) }
    guard !numbers.isEmpty else { return }
    let texts = Set(terraform.root.variables.filter { $0.type == .string }.map(\.name.value))
    for assignment in numbers
    where texts.contains(assignment.name.value) && !reported.contains(assignment.value.span) {
      report(assignment.name, assignment.value, &findings)
    }
  }

  /// Whether the number is written literally, not computed.
  private static func isWritten(_ input: EvaluatedArgument) -> Bool {
    guard let expression = input.expression else { return true }
    if case .number = expression.kind { return true }
    return false
  }

  private static func report(_ name: Located, _ value: HCLValue, _ findings: inout RuleFindings) {
    let span = value.span
    guard case .number(let number) = value.kind, span.range.count > number.text.utf8.count else {
      return
    }
    findings.add(
      .becomes(number, name), at: span, help: .quote, fixes: [.quoteNumber(at: span)])
  }
}

extension HCLValue {
  fileprivate var isNumber: Bool { if case .number = kind { true } else { false } }
}

extension FixIt {
  /// Puts a number in quotes, which keeps its last zero.
  static func quoteNumber(at span: SourceSpan) -> FixIt {
    FixIt(.quoteNumber, Edit.wrap(span, "\"", "\""), .unsafe)
  }
}

extension Message {
  fileprivate static func becomes(_ number: HCLNumber, _ name: Located) -> Message {
    "`\(name.value)` is a string, and this number becomes `\(value: number.text.prefix(40))`"
  }

  fileprivate static let quote: Message = "quote it"

  fileprivate static let quoteNumber: Message = "quote the number"
}
