package import Diagnostics
package import Terraform

/// A domain of the site that is no name of DNS.
package enum MisshapenDomain: TerraformRule {
  package static let id = DiagnosticID(
    "WB3133", "misshapen-domain", .error,
    Documentation(
      summary: "`subdomain`, `domain_name` or another domain is no name of DNS.",
      explanation: """
        The module joins `subdomain` and `domain_name` with a dot, writes the record in the zone \
        and asks for a certificate of that name: no scheme, no port, no path, no dot at the end. \
        With `external_dns = true` it expects a `subdomain` as well.
        """,
      failing: .aws("extra_fqdn = [\"https://wandb.example.org\"]"),
      passing: .aws("extra_fqdn = [\"wandb.example.org\"]")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs {
      for name in ["domain_name", "subdomain", "custom_domain_filter", "extra_fqdn"] {
        for text in inputs.texts(name).lazy.filter({ !isName($0.value) }).prefix(20) {
          report.report(
            "`\(name)` is no name of DNS", at: text.span, of: name, inputs,
            help: help(text.value))
        }
      }
      guard let span = inputs.placeOn("external_dns"), inputs.lacks("subdomain") else {
        continue
      }
      report.report(
        "`external_dns` is on without `subdomain`", at: span, of: "external_dns", inputs,
        help: "set `subdomain` to the label in front of `domain_name`", severity: .warning)
    }
  }

  private static func isName(_ text: String) -> Bool {
    guard text.utf8.count <= 253 else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.utf8.allSatisfy { byte in
          UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "-")
        }
    }
  }

  private static func help(_ text: String) -> String {
    if text.hasSuffix(".") { return "take the dot at the end away" }
    if text.contains("://") { return "take the scheme away" }
    if text.contains("/") { return "take the path away" }
    if text.contains(":") { return "take the port away" }
    return "a name has labels of letters, digits and dashes, with dots between them"
  }
}
