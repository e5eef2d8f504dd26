import ConfigSyntax
package import Diagnostics
import Documents
import Settings

/// What no configuration file can set: names, other products, networks and machines.
package enum ChecklistEmitter: Emitter {
  package static let target = Target(
    name: "checklist", files: ["CHECKLIST.md"],
    summary: "What to set outside W&B: DNS, the identity provider, Slack, firewalls, machines")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let host = request.configuration.host.writable else {
      bag.report(.missing("global.host", for: target, request.resolved))
      return nil
    }
    let site = ChecklistSite(host, request)
    let blocks =
      [.heading(1, "W&B Server at \(code: site.url)")] + AddressSection.blocks(site)
      + SignInSection.blocks(site) + SlackSection.blocks(site) + NetworkSection.blocks(site)
      + StorageSection.blocks(site) + SizingSection.blocks(site) + afterwards(site)
    return [
      Artifact(
        fileName: target.files[0], text: MarkdownDocument(blocks).render(), sensitivity: .open)
    ]
  }

  private static func afterwards(_ site: ChecklistSite) -> [MarkdownDocument.Block] {
    [
      .heading(2, "After the installation"),
      .tasks([
        "Sign in from a client: \(code: "wandb login --host=\(site.url)")",
        "Check the server from there: \(code: "wandb verify")",
      ]),
    ]
  }
}

/// What the sections of a checklist have in common.
struct ChecklistSite {
  /// The public URL, without a path.
  let url: String
  /// The host in it; the whole text if that is not a URL.
  let host: String
  let configuration: Configuration
  /// Whether a chart installs the server, and not a single container.
  let usesKubernetes: Bool

  init(_ host: String, _ request: RenderRequest) {
    let address = PublicAddress(host)
    url = address?.url ?? host
    self.host = address?.host ?? host
    configuration = request.configuration
    usesKubernetes = request.resolved.deployment?.form != .container
  }

  /// The cloud that the bucket is in; nil for a store of one's own.
  var cloud: Cloud? {
    let bucket = configuration.effectiveBucket.bucket
    guard bucket.isSet else { return nil }
    return switch bucket.provider.literal {
    case .gcs: .google
    case .az: .azure
    case .s3 where !bucket.isOutsideAWS: .aws
    case .s3, .cw, nil: nil
    }
  }

  enum Cloud { case aws, google, azure }
}

/// DNS and the certificate.
///
/// Source: documentation, "Reference architecture", sections "DNS" and "SSL/TLS".
private enum AddressSection {
  static func blocks(_ site: ChecklistSite) -> [MarkdownDocument.Block] {
    let others = site.configuration.ingress.additionalHosts.literal?.elements ?? []
    let names = [site.host] + others.compactMap { $0.scalar?.text }
    var tasks = names.map { name -> MarkdownDocument.Inline in
      "Let \(code: name) resolve to the address of the load balancer (an A record)."
    }
    if site.url.hasPrefix("https://") {
      tasks.append(
        "Install a certificate of an authority that clients trust there: the server itself does not end TLS."
      )
    }
    tasks.append(
      site.usesKubernetes
        ? "Let the load balancer pass requests on to the ingress."
        : "Let a reverse proxy pass requests on to port 8080 of the container: \(code: "wandb-cfg render … --target nginx")"
    )
    return [.heading(2, "Address"), .tasks(tasks)]
  }
}

/// The Slack app.
///
/// Source: documentation, "Configure Slack alerts".
private enum SlackSection {
  static func blocks(_ site: ChecklistSite) -> [MarkdownDocument.Block] {
    guard !site.configuration.slack.clientID.isAbsent else { return [] }
    return [
      .heading(2, "Slack"),
      .tasks([
        "Create the app at https://api.slack.com/apps in the workspace that receives the alerts.",
        "Give its bot the scope \(code: "incoming_webhook").",
        "Set its redirect URL: \(code: site.url)",
        "Restrict its API tokens to the addresses of the server, if your policy requires it.",
      ]),
    ]
  }
}

/// The bucket and the database.
///
/// Source: documentation, "Reference architecture" and "Deploy W&B Platform On-premises".
private enum StorageSection {
  static func blocks(_ site: ChecklistSite) -> [MarkdownDocument.Block] {
    var tasks: [MarkdownDocument.Inline] = []
    if site.configuration.effectiveBucket.bucket.isSet {
      tasks.append(
        "Let browsers at \(code: site.url) read and write the bucket: \(code: "wandb-cfg render … --target cors")"
      )
      if site.cloud == nil {
        tasks.append("Check that the object store supports signed URLs.")
      }
    }
    if !site.configuration.mysql.host.isAbsent {
      tasks += [
        "Use MySQL 8.0.32 or newer.",
        "Create the database and set the server's options: \(code: "wandb-cfg render … --target mysql")",
      ]
    }
    if !site.configuration.redis.host.isAbsent {
      tasks.append("Give Redis at least 4 GB of memory, better 8 GB.")
    }
    guard !tasks.isEmpty else { return [] }
    return [.heading(2, "Storage"), .tasks(tasks)]
  }
}
