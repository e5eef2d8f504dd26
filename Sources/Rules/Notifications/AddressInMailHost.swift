package import Diagnostics
package import Settings

/// The host of the mail server holds more than a host.
package enum AddressInMailHost: Rule {
  package static let id = DiagnosticID(
    "WB3074", "address-in-mail-host", .error,
    Documentation(
      summary: "The SMTP host holds a scheme, a port or a path.",
      explanation: """
        The chart writes `smtp://user:password@HOST:PORT` around the host, so a scheme, a port or \
        a path inside it makes a URL that does not parse. The port is a key of its own.
        """,
      failing: .yaml(
        "global:\n  email:\n    smtp: {host: \"smtp.example.com:587\", user: joe, password: pw}\n"),
      passing: .yaml(
        """
        global:
          email:
            smtp: {host: smtp.example.com, port: 587, user: joe, password: pw}

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let setting = resolved.configuration.email.host
    guard let host = setting.literal, let fault = HostText.fault(of: host),
      let place = resolved.origin(of: setting)
    else { return }
    report.report(
      "`\(place.spelling)` holds \(fault)", at: place, setting: "global.email.smtp.host",
      help: "write the host name alone; `port` is a key of its own")
  }
}
