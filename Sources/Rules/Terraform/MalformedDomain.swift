package import Diagnostics
package import Terraform

/// A domain of the site that is not a valid DNS name.
package enum MalformedDomain: TerraformRule {
  package static let id = DiagnosticID(
    "WB3133", "malformed-domain", .error,
    evidence: .read(
      by: .clouds, source: "RFC 1035 and RFC 1123; DNS and certificate services of the clouds"),
    Documentation(
      summary: "`subdomain`, `domain_name` or another domain is not a valid DNS name.",
      explanation: """
        The module joins `subdomain` and `domain_name` with a dot, creates the record in the zone \
        and requests a certificate for that name, so neither may have a scheme, a port, a path or \
        a trailing dot.
        """,
      failing: .aws("extra_fqdn = [\"https://wandb.example.org\"]"),
      passing: .aws("extra_fqdn = [\"wandb.example.org\"]")))

  package static let otherIDs = [withoutSubdomain]

  private static let withoutSubdomain = DiagnosticID(
    "WB3155", "external-dns-without-subdomain", .warning,
    evidence: .read(
      by: .terraformModules,
      source: "Module aws: `subdomain` is needed where DNS is run elsewhere"),
    Documentation(
      summary: "`external_dns` is on, but `subdomain` is not set.",
      explanation: "With `external_dns = true`, module `aws` also expects a `subdomain`.",
      failing: .aws("external_dns = true"),
      passing: .aws("external_dns = true\n  subdomain    = \"wandb\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      for name in ["domain_name", "subdomain", "custom_domain_filter", "extra_fqdn"] {
        for text in inputs.texts(name).lazy.filter({ !isName($0.value) }).prefix(20) {
          findings.add(
            .notDNSName(name), at: text.span, of: name, inputs, help: help(text.value),
            fixes: fixes(text))
        }
      }
      guard let span = inputs.spanOfTrue("external_dns"), inputs.lacks("subdomain") else {
        continue
      }
      findings.add(
        .missingSubdomain, at: span, of: "external_dns", inputs, help: .setSubdomain,
        code: withoutSubdomain)
    }
  }

  private static func isName(_ text: String) -> Bool {
    guard text.utf8.count <= 253 else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.utf8.allSatisfy { byte in
          byte.isLetter
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "-")
        }
    }
  }

  /// The name alone, without a scheme and a dot or slash at its end.
  private static func fixes(_ text: Located) -> [FixIt] {
    var name = text.value[...]
    if let scheme = name.range(of: "://") { name = name[scheme.upperBound...] }
    while let last = name.last, last == "/" || last == "." { name = name.dropLast() }
    guard isName(String(name)) else { return [] }
    return [.write(String(name), for: text, .safe, summary: .writeName)]
  }

  private static func help(_ text: String) -> Message {
    if text.hasSuffix(".") { return .remove("trailing dot") }
    if text.contains("://") { return .remove("scheme") }
    if text.contains("/") { return .remove("path") }
    if text.contains(":") { return .remove("port") }
    return .useLabels
  }
}

extension Message {
  fileprivate static func notDNSName(_ name: String) -> Message {
    "`\(name)` is not a valid DNS name"
  }

  fileprivate static func remove(_ part: String) -> Message { "remove the \(part)" }

  fileprivate static let writeName: Message = "write only the name"

  fileprivate static let useLabels: Message =
    "use labels of letters, digits and dashes, separated by dots"

  fileprivate static let missingSubdomain: Message =
    "`external_dns` is on, but `subdomain` is not set"

  fileprivate static let setSubdomain: Message =
    "set `subdomain` to the label that precedes `domain_name`"
}
