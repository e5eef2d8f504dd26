package import Diagnostics
package import Terraform

/// A rule about a Terraform directory and the modules that it calls.
package protocol TerraformRule: Sendable {
  /// As for `Rule`.
  static var id: DiagnosticID { get }
  /// Adds what is wrong with the calls of official modules in the directory.
  static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings)
}
