package import Diagnostics
import Documents
package import Settings

/// The CORS document of S3's API: browsers load and store files in the bucket by signed URLs.
///
/// GET, HEAD and PUT, every header, `ETag` exposed, an hour of caching: W&B documentation, "Object
/// storage" and "Bring your own bucket"; module terraform-aws-wandb, `secure_storage_connector`.
package enum S3CORSXMLEmitter: Emitter {
  package static let target = Target(
    name: "s3-cors-xml", files: ["s3-cors.xml"],
    summary: "CORS document for S3 and S3-compatible stores, as XML")

  private static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard isS3(resolved, &bag), let origin = origin(resolved, &bag) else { return [] }
    let rule = XMLElement(
      "CORSRule",
      [
        XMLElement("AllowedOrigin", origin), XMLElement("AllowedMethod", "GET"),
        XMLElement("AllowedMethod", "HEAD"), XMLElement("AllowedMethod", "PUT"),
        XMLElement("AllowedHeader", "*"), XMLElement("ExposeHeader", "ETag"),
        XMLElement("MaxAgeSeconds", "3600"),
      ])
    let root = XMLElement("CORSConfiguration", attributes: [("xmlns", namespace)], [rule])
    return [
      Artifact(fileName: target.files[0], text: XMLDocument.render(root), sensitivity: .open)
    ]
  }

  private static func isS3(
    _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) -> Bool {
    let (section, bucket) = resolved.configuration.effectiveBucket
    guard bucket.isSet else {
      bag.report(.missing("\(section).name", for: target, resolved))
      return false
    }
    guard let provider = bucket.provider.literal, provider != .s3, provider != .cw else {
      return true
    }
    let place = resolved.origin(of: bucket.provider)
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit,
      "`\(target.name)` is for S3, and the bucket is `\(provider.rawValue)`",
      at: place?.span ?? resolved.beginning)
    diagnostic.setting = "\(section).provider"
    bag.report(diagnostic)
    return false
  }

  /// Scheme, name and port of the host, as a browser sends them: the usual port is left out.
  private static func origin(
    _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) -> String? {
    switch resolved.configuration.host.state {
    case .literal(let host): return Origin.normalized(host)
    case .placeholder(let text): return text
    case .absent, .reference, .unknown, .invalid:
      bag.report(.missing("global.host", for: target, resolved))
      return nil
    }
  }
}

/// The origin of RFC 6454: lower case, without the port that the scheme implies.
enum Origin {
  static func normalized(_ host: String) -> String {
    var text = host.lowercased()
    while text.hasSuffix("/") { text.removeLast() }
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")]
    where text.hasPrefix(scheme) && text.hasSuffix(port) {
      text.removeLast(port.count)
    }
    return text
  }
}

extension Diagnostic {
  /// A setting without which the target cannot be written.
  static func missing(
    _ setting: String, for target: Target, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.missingSetting, "`\(target.name)` needs `\(setting)`", at: resolved.beginning)
    diagnostic.setting = setting
    diagnostic.help = "set `\(setting)` in an input, or with --set \(setting)=VALUE"
    return diagnostic
  }
}
