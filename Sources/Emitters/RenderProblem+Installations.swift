package import Diagnostics
package import Terraform

/// A Terraform directory with more than one installation.
extension RenderProblem {
  package static let severalInstallations = DiagnosticID(
    "WB4007", "several-installations", .error,
    Documentation(
      summary: "The Terraform directory installs the server more than once.",
      explanation: """
        `validate` checks each installation separately (at most 50), and `explain` shows each of \
        them. `render`, `convert` and `diff` work on a single installation, so put each one in its \
        own directory. Calls belong to the same installation if one reads the other's outputs; a \
        call with its own cluster belongs to the only cloud module, if there is exactly one.
        """,
      failing: .terraform(installation("one") + "\n" + installation("two"), target: "helm"),
      passing: .terraform(installation("one"), target: "helm")))

  private static func installation(_ name: String) -> String {
    """
    module "\(name)" {
      source  = "wandb/wandb/helm"
      version = "4.0.0"
      spec    = { values = { global = { host = "https://\(name).example.com" } } }
    }

    """
  }
}

extension Diagnostic {
  /// The error about several installations where one is expected; nil for fewer than two.
  package static func severalInstallations(_ names: [Located]) -> Diagnostic? {
    guard let first = names.first, let second = names.dropFirst().first else { return nil }
    var diagnostic = Diagnostic(
      RenderProblem.severalInstallations,
      "`\(second.value)` installs the server in addition to `\(first.value)`; only one is allowed",
      at: second.span)
    diagnostic.related =
      [Label("the first installation", first.span)]
      + names.dropFirst(2).prefix(20).map { Label("another installation", $0.span) }
    diagnostic.help = "put each installation in its own directory"
    return diagnostic
  }

  /// The error about a call with several instances where one installation is expected; else nil.
  package static func severalInstances(_ calls: [OfficialCall]) -> Diagnostic? {
    guard let call = calls.lazy.map(\.call).first(where: { $0.instances ?? 1 > 1 }) else {
      return nil
    }
    var diagnostic = Diagnostic(
      RenderProblem.severalInstallations,
      "`\(call.name.value)` creates \(call.instances ?? 0) instances; only one is allowed",
      at: call.name.span)
    diagnostic.help = "put each installation in its own directory"
    return diagnostic
  }
}
