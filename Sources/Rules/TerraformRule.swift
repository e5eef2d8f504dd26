package import Terraform

/// A rule about a Terraform directory and the modules that it calls.
package protocol TerraformRule: DocumentedRule {
  static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings)
}
