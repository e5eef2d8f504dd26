import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// Reports inputs of official module calls that only Terraform uses, for a target other than
/// Terraform.
enum ExistingCalls {
  static func report(
    _ resolved: ResolvedConfiguration, _ given: TerraformConfiguration?, _ target: String,
    _ bag: inout DiagnosticBag
  ) {
    let calls = given?.calls ?? []
    for call in calls.map(\.call) {
      for loop in call.loopNames {
        bag.reportNotCarried(["module.\(call.name.value).\(loop)"], target, at: call.name.span)
      }
    }
    // The chart in `spec` is already known by its version.
    for input in resolved.configuration.unmodelled.inputs where input.name != "spec" {
      let call = calls.first { $0.module == input.module }?.call
      bag.reportNotCarried(
        [input.setting], target, at: call?.input(named: input.name)?.span ?? input.value.span)
    }
  }
}
