package import Diagnostics
package import Terraform

/// An expression reads an output of a repeated module without selecting an instance.
package enum ModuleOutputWithoutIndex: TerraformRule {
  package static let id = DiagnosticID(
    "WB3143", "module-output-without-index", .error,
    evidence: .read(
      by: .terraform,
      source: "Terraform 1.11: \"Unsupported attribute\" for a module with `count` or `for_each`"),
    Documentation(
      summary: "An output of a module with `count` or `for_each` is read without an index.",
      explanation: """
        Such a module is a list or a map of instances, which has no outputs itself. Select an \
        instance (`module.wandb[0].url`, `module.wandb["eu"].url`), or all of them with \
        `module.wandb[*].url` or `for`. With `for_each`, a name may also be the key of an \
        instance, so only outputs of the W&B modules are reported there.
        """,
      failing: .terraform(
        """
        module "bucket" {
          source            = "wandb/wandb/aws//modules/secure_storage_connector"
          version           = "8.0.0"
          count             = 1
          namespace         = "wandb"
          aws_principal_arn = "arn:aws:iam::123456789012:role/wandb"
        }

        output "bucket" {
          value = module.bucket.bucket
        }

        """),
      passing: .terraform(
        """
        module "bucket" {
          source            = "wandb/wandb/aws//modules/secure_storage_connector"
          version           = "8.0.0"
          count             = 1
          namespace         = "wandb"
          aws_principal_arn = "arn:aws:iam::123456789012:role/wandb"
        }

        output "bucket" {
          value = module.bucket[0].bucket
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    guard !terraform.root.moduleReferences.isEmpty else { return }
    let index = RootIndex(terraform.root)
    let named = terraform.calls.map { ($0.call.name.value, $0.history) }
    let histories = Dictionary(named, uniquingKeysWith: { first, _ in first })
    for call in terraform.root.moduleCalls where call.repetition != .none {
      for reference in index.references(to: call) where reference.access == .direct {
        guard let output = reference.output,
          !reference.calls.contains(where: { $0 == "try" || $0 == "can" }),
          call.repetition == .count || histories[call.name.value]?.output(output.value) != nil
        else { continue }
        findings.add(
          .needsIndex(output, of: call), at: output.span, help: .writeIndex(output, of: call),
          related: [Diagnostic.Label(.calledHere, call.name.span)],
          fixes: fixes(output, of: call))
      }
    }
  }

  /// With `count`, the first index; with `for_each`, any key may be meant.
  private static func fixes(_ output: Located, of call: ModuleCall) -> [FixIt] {
    guard call.repetition == .count, output.span.lower > 0 else { return [] }
    let dot = SourceSpan(output.span.file, Int(output.span.lower) - 1, Int(output.span.lower) - 1)
    return [FixIt(.addIndex, [.replace(dot, with: "[0]")], .unsafe)]
  }
}

extension Message {
  fileprivate static let addIndex: Message = "add `[0]`"

  fileprivate static func needsIndex(_ output: Located, of call: ModuleCall) -> Message {
    let argument = call.repetition == .count ? "count" : "for_each"
    return """
      `module.\(call.name.value.prefix(60))` has `\(argument)`, so `\(output.value.prefix(60))` \
      needs an index
      """
  }

  fileprivate static func writeIndex(_ output: Located, of call: ModuleCall) -> Message {
    let index = call.repetition == .count ? "0" : "\"key\""
    return "write `module.\(call.name.value.prefix(60))[\(index)].\(output.value.prefix(60))`"
  }

  fileprivate static let calledHere: Message = "the module is called here"
}
