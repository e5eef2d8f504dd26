import Diagnostics
import Documents
import Settings
import Terraform

/// What a Terraform directory among the inputs has beside the call of the module.
struct GivenRoot {
  let root: RootModule

  /// The backend that was asked for, or that of the inputs: another one would lose the state.
  static func backend(
    _ options: TerraformEmitOptions, _ bag: inout DiagnosticBag
  ) -> TerraformEmitOptions.Backend? {
    guard options.backend == nil, let given = options.given?.root.settings.backend else {
      return options.backend
    }
    guard let backend = TerraformEmitOptions.Backend(rawValue: given.value) else {
      bag.report(
        Diagnostic(
          RenderProblem.notCarried,
          "backend `\(given.value)` is not written: the target has s3, gcs and azurerm",
          at: given.span))
      return nil
    }
    return backend
  }

  /// Resources and other modules, which stay in the directory they are in.
  func reportRest(besides call: HCLDocument.Name, _ target: Target, _ bag: inout DiagnosticBag) {
    let resources = root.resources.filter { $0.mode == .resource }
    let calls = root.moduleCalls.filter { $0.name.value != call.text }
    let spans = resources.map(\.span) + calls.map(\.span)
    guard let span = spans.first else { return }
    let names =
      resources.map { "\($0.type.value).\($0.name.value)" }
      + calls.map { "module.\($0.name.value)" }
    bag.reportNotCarried(names, "`\(target.name)`", at: span)
  }
}
