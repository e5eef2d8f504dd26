import ConfigSyntax
package import Diagnostics
package import Settings

/// The certificates of the Ingress are for hosts other than the instance's.
package enum IngressTLSWithoutHost: Rule {
  package static let id = DiagnosticID(
    "WB3027", "ingress-host-missing-in-tls", .warning,
    evidence: .read(
      by: .ingressController,
      source: "Kubernetes documentation, \"Ingress\", TLS; RFC 6125, section 6.4.3"),
    Documentation(
      summary: "No entry of `ingress.tls` covers the host of the instance.",
      explanation: """
        The chart creates an Ingress for the name in `global.host`. The controller selects the \
        certificate by the hosts in `tls`; for a name that no entry lists and no single-label \
        wildcard covers, it serves its own certificate, which browsers reject.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
        ingress:
          tls:
            - secretName: wandb-tls
              hosts: [wandb.example.org]

        """),
      passing: .yaml(
        """
        global:
          host: https://wandb.example.com
        ingress:
          tls:
            - secretName: wandb-tls
              hosts: ["*.example.com"]

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let (setting, ingress) = (resolved.configuration.host, resolved.configuration.ingress)
    guard let tls = ingress.tls.literal, let host = setting.literal,
      let origin = resolved.origin(of: setting), !resolved.isDamaged,
      ingress.install.literal != false, ingress.create.literal != false,
      ingress.issuerCreate.literal != true,
      MalformedHost.fault(of: host) == nil, !host.contains("["),
      let listed = hosts(in: tls), let first = listed.first
    else { return }
    let name = (host.split(separator: "/").last ?? "").prefix { $0 != ":" }.lowercased()
    guard !listed.contains(where: { covers($0.scalar?.text ?? "", name) }) else { return }
    findings.add(
      .uncoveredHost(in: origin.spelling), at: first.span, via: first.via, setting: "ingress.tls",
      help: .addHost(name, at: origin.span), related: [.init(.host, origin.span)])
  }

  /// The hosts of every entry; nil if an entry may be for any host, or for an unknown one.
  private static func hosts(in tls: ListValue) -> [ConfigNode]? {
    var found: [ConfigNode] = []
    for entry in tls.elements {
      guard case .sequence(let hosts)? = entry["hosts"]?.kind, !hosts.isEmpty,
        hosts.allSatisfy({ $0.scalar.map { isName($0.text) } ?? false })
      else { return nil }
      found += hosts
    }
    return found
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && !text.holds("{{") && !Placeholder.matches(text)
  }

  /// Whether a certificate for `host`, which may begin with `*.`, covers `name`.
  private static func covers(_ host: String, _ name: String) -> Bool {
    let host = host.lowercased()
    return host == name || host.hasPrefix("*.") && name.drop { $0 != "." } == host.dropFirst()
  }
}

extension Message {
  fileprivate static func uncoveredHost(in spelling: String) -> Message {
    "no entry of `ingress.tls` covers the host in `\(spelling)`"
  }

  fileprivate static func addHost(_ name: String, at span: SourceSpan) -> Message {
    "add `\(value: name, at: span)` to the hosts of its certificate"
  }

  fileprivate static let host: Message = "the host is set here"
}
