package import Diagnostics
package import Settings

/// The host of the mail server contains more than a host.
package enum AddressInMailHost: Rule {
  package static let id = DiagnosticID(
    "WB3074", "address-in-mail-host", .error,
    evidence: .read(by: .goURLParser, source: "Template of the mail sink, rendered; Go `net/url`"),
    Documentation(
      summary: "The SMTP host contains a scheme, a port or a path.",
      explanation: """
        The chart builds `smtp://user:password@HOST:PORT` around the host, so a scheme, a port or \
        a path inside it results in a URL that does not parse. The port has a key of its own.
        """,
      failing: .yaml(
        "global:\n  email:\n    smtp: {host: \"smtp.example.com:587\", user: joe, password: pw}\n"),
      passing: .yaml(
        """
        global:
          email:
            smtp: {host: smtp.example.com, port: 587, user: joe, password: pw}

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.email.host
    guard let host = setting.literal, let fault = HostText.fault(of: host),
      let origin = resolved.origin(of: setting)
    else { return }
    findings.add(
      .mustNotContain(fault.noun, in: origin.spelling), at: origin,
      setting: "global.email.smtp.host", help: fault.help ?? .writeOnlyHost)
  }
}

extension Message {
  fileprivate static let writeOnlyHost: Message = "write only the host name; set the port in `port`"
}
