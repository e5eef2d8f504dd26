package import Terraform

/// A fact that a Terraform directory and the modules it calls must agree with.
package protocol TerraformRule: DocumentedRule {
  static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport)
}
