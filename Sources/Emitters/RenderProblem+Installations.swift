package import Diagnostics
package import Terraform

/// A directory of Terraform that is no one configuration.
extension RenderProblem {
  package static let severalInstallations = DiagnosticID(
    "WB4007", "several-installations", .error,
    Documentation(
      summary: "The Terraform directory installs the server more than once.",
      explanation: """
        `validate` checks each installation on its own (50 at most), and `explain` shows what each of \
        them says. \
        What `render` and `convert` write, and what `diff` compares, is one: give every \
        installation a directory. Calls belong together when one reads outputs of the other, and \
        one on a cluster of its own goes with the only cloud there is.
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
  /// The refusal to take several installations for one; nil for fewer than two.
  package static func severalInstallations(_ names: [Located]) -> Diagnostic? {
    guard let first = names.first, let second = names.dropFirst().first else { return nil }
    var diagnostic = Diagnostic(
      RenderProblem.severalInstallations,
      "`\(second.value)` installs the server beside `\(first.value)`, and this takes one of them",
      at: second.span)
    diagnostic.related =
      [Label("the first installation", first.span)]
      + names.dropFirst(2).prefix(20).map { Label("one more", $0.span) }
    diagnostic.help = "give every installation a directory of its own"
    return diagnostic
  }

  /// The refusal to take the instances of one call for one installation; nil where there are none.
  package static func severalInstances(_ calls: [OfficialCall]) -> Diagnostic? {
    guard let call = calls.lazy.map(\.call).first(where: { $0.instances ?? 1 > 1 }) else {
      return nil
    }
    var diagnostic = Diagnostic(
      RenderProblem.severalInstallations,
      "`\(call.name.value)` makes \(call.instances ?? 0) instances, and this takes one of them",
      at: call.name.span)
    diagnostic.help = "give every installation a directory of its own"
    return diagnostic
  }
}
