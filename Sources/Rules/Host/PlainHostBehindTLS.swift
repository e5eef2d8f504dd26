import ConfigSyntax
package import Diagnostics
package import Settings

/// The host is an http URL, and the Ingress in front of it serves https.
package enum PlainHostBehindTLS: Rule {
  package static let id = DiagnosticID(
    "WB3028", "plain-host-behind-tls", .warning,
    Documentation(
      summary: "The host is `http://`, and its Ingress has certificates.",
      explanation: """
        People reach the instance over https, and the server compares `http://…` with the browser's \
        origin ("request origin not allowed", wandb/server#46) and puts it into links. Certificates \
        are those of `ingress.tls`, and annotations of GKE, AWS, Azure and cert-manager.
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

  private static let annotations = [
    "ingress.gcp.kubernetes.io/pre-shared-cert", "networking.gke.io/managed-certificates",
    "alb.ingress.kubernetes.io/certificate-arn", "cert-manager.io/cluster-issuer",
    "cert-manager.io/issuer", "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
  ]

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let (setting, ingress) = (resolved.configuration.host, resolved.configuration.ingress)
    guard ingress.install.literal != false, ingress.create.literal != false,
      let host = setting.literal, host.hasPrefix("http://"), HostIsNoOrigin.fault(of: host) == nil,
      let place = resolved.origin(of: setting), let certificate = certificate(ingress, resolved)
    else { return }
    report.report(
      "`\(place.spelling)` is `http://` behind an Ingress with TLS", at: place.span, via: place.via,
      setting: "global.host", help: "write https://, and the port that people use",
      related: [.init("this is its certificate", certificate)])
  }

  /// Where a certificate of the Ingress is set.
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
}
