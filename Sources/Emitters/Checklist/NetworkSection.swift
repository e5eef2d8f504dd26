import ConfigSyntax
import Documents
import Settings

/// Which connections firewalls have to allow.
///
/// Source: documentation, "Reference architecture", section "Networking"; "Configure SMTP".
enum NetworkSection {
  static func blocks(_ site: ChecklistSite) -> [MarkdownDocument.Block] {
    let services = services(site)
    var blocks: [MarkdownDocument.Block] = [.heading(2, "Network")]
    let clients: [MarkdownDocument.Inline] = [
      "Let browsers and machines that train reach \(code: site.url) and the object store, to which they upload files themselves."
    ]
    blocks.append(.tasks(clients + downloads(site)))
    guard !services.isEmpty else { return blocks }
    return blocks + [
      .paragraph("Let the server reach:"), .table(["Service", "Address"], services),
    ]
  }

  /// Where images, charts and releases come from.
  private static func downloads(_ site: ChecklistSite) -> [MarkdownDocument.Inline] {
    guard site.usesKubernetes else {
      return ["Let Docker pull images from \(code: "https://docker.io")."]
    }
    guard site.configuration.operatorChart.airgapped.literal != true else {
      return [
        "Copy images and charts before the installation: \(code: "wandb-cfg render … --target airgap")"
      ]
    }
    let hosts = ["deploy.wandb.ai", "charts.wandb.ai", "docker.io", "quay.io", "gcr.io"]
    return hosts.map { "Let the cluster reach \(code: "https://" + $0)." }
  }

  private static func services(_ site: ChecklistSite) -> [[MarkdownDocument.Inline]] {
    let configuration = site.configuration
    var rows: [(MarkdownDocument.Inline, String?)] = [
      ("MySQL", address(configuration.mysql.host, configuration.mysql.port, 3306)),
      ("Redis", address(configuration.redis.host, configuration.redis.port, 6379)),
      ("Object store", store(configuration.effectiveBucket.bucket)),
      ("Identity provider", configuration.oidc.issuer.writable),
      ("LDAP", configuration.ldap.address.writable),
      ("Mail server", address(configuration.email.host, configuration.email.port, nil)),
    ]
    if !configuration.slack.clientID.isAbsent {
      rows.append(("Slack", "https://slack.com, https://hooks.slack.com"))
    }
    return rows.compactMap { name, address in
      address.map { [name, "\(code: SecretText.masked($0))"] }
    }
  }

  private static func address(
    _ host: Setting<String>, _ port: Setting<Int>, _ usual: Int?
  ) -> String? {
    host.writable.flatMap { host in
      guard !host.isEmpty else { return nil }
      return (port.literal ?? usual).map { "\(host):\($0)" } ?? host
    }
  }

  private static func store(_ bucket: Bucket) -> String? {
    if let endpoint = bucket.endpoint.writable { return endpoint }
    guard let name = bucket.name.writable else { return nil }
    return switch bucket.provider.literal {
    case .gcs: "https://storage.googleapis.com"
    case .az: bucket.account.writable.map { "https://\($0).blob.core.windows.net" }
    case .s3: bucket.region.writable.map { "https://\(name).s3.\($0).amazonaws.com" }
    case .cw, nil: nil
    }
  }
}
