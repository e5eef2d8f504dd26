package import Terraform

/// A rule about a Terraform directory and the modules that it calls.
package protocol TerraformRule: DocumentedRule {
  /// Adds what is wrong with the calls of official modules in the directory.
  static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings)
}
