import ConfigSyntax
package import Diagnostics
package import Settings

/// The host is an http URL, but its Ingress serves https.
package enum PlainHostBehindTLS: Rule {
  package static let id = DiagnosticID(
    "WB3028", "plain-host-behind-tls", .warning,
    evidence: .read(by: .browsers, source: "wandb/server#46: \"request origin not allowed\""),
    Documentation(
      summary: "The host is `http://`, but its Ingress has certificates.",
      explanation: """
        People open the instance over https, but the server compares `http://…` with the browser's \
        origin ("request origin not allowed", wandb/server#46) and puts it in links. Certificates \
        are set in `ingress.tls` or in annotations of GKE, AWS, Azure and cert-manager.
        """,
      failing: .yaml(
        """
        global:
          host: http://wandb.example.com
        ingress:
          annotations:
            ingress.gcp.kubernetes.io/pre-shared-cert: wandb-cert

        """),
      passing: .yaml(
        """
        global:
          host: https://wandb.example.com
        ingress:
          annotations:
            ingress.gcp.kubernetes.io/pre-shared-cert: wandb-cert

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let (setting, ingress) = (resolved.configuration.host, resolved.configuration.ingress)
    guard ingress.install.literal != false, ingress.create.literal != false,
      let host = setting.literal, host.hasPrefix("http://"), MalformedHost.fault(of: host) == nil,
      let origin = resolved.origin(of: setting), let certificate = certificate(ingress, resolved)
    else { return }
    findings.add(
      .plainHost(origin.spelling), at: origin, setting: "global.host", help: .writeHTTPS,
      related: [.init(.certificate, certificate)],
      fixes: [
        .write(
          "https://" + host.dropFirst(7), for: Located(host, origin.span), summary: .useHTTPS)
      ])
  }

  /// The location where a certificate of the Ingress is set.
  private static func certificate(
    _ ingress: Ingress, _ resolved: ResolvedConfiguration
  ) -> SourceSpan? {
    if ingress.issuerCreate.literal == true {
      return resolved.origin(of: ingress.issuerCreate)?.span
    }
    if ingress.tls.literal?.elements.isEmpty == false {
      return resolved.origin(of: ingress.tls)?.span
    }
    return ingress.annotations.literal?.entries.first { entry in
      let value = entry.value.scalar?.text ?? ""
      return annotations.contains(entry.key.value) && !value.isEmpty && !Placeholder.matches(value)
    }?.key.span
  }

  private static let annotations = [
    "ingress.gcp.kubernetes.io/pre-shared-cert", "networking.gke.io/managed-certificates",
    "alb.ingress.kubernetes.io/certificate-arn", "cert-manager.io/cluster-issuer",
    "cert-manager.io/issuer", "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
  ]
}

extension Message {
  fileprivate static func plainHost(_ spelling: String) -> Message {
    "`\(spelling)` is `http://`, but its Ingress uses TLS"
  }

  fileprivate static let writeHTTPS: Message = "write https://, and the port that people use"

  fileprivate static let useHTTPS: Message = "write https://"

  fileprivate static let certificate: Message = "this is its certificate"
}
