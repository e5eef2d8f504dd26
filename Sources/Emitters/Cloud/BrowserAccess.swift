import Diagnostics
import Settings

/// What a browser may do with the bucket, in whichever cloud's words.
///
/// GET, HEAD and PUT, every header (of Google `Content-Type`, since one list is for both ways), `ETag`
/// exposed, an hour of caching: W&B documentation, "Object storage" and "Bring your own bucket"; module
/// terraform-aws-wandb, `secure_storage_connector`.
struct BrowserAccess: Sendable {
  let origins: [String]
  let maxAge: Int
  let methods = ["GET", "HEAD", "PUT"]

  /// What stands in the way is reported.
  init?(_ resolved: ResolvedConfiguration, for target: Target, _ bag: inout DiagnosticBag) {
    let cloud = resolved.configuration.cloud
    let extra = Self.list(cloud.corsOrigins)
    // Everybody is asked for by name, and then a host beside it says nothing.
    guard extra.contains("*") else {
      guard let host = Self.host(resolved, for: target, &bag) else { return nil }
      self.init([host] + extra.map { BrowserOrigin(meant: $0).text }, cloud.corsMaxAge.literal)
      return
    }
    self.init(["*"], cloud.corsMaxAge.literal)
  }

  private init(_ origins: [String], _ maxAge: Int?) {
    var seen: Set<String> = []
    self.origins = origins.filter { seen.insert($0).inserted }
    self.maxAge = maxAge ?? 3600
  }

  private static func list(_ setting: Setting<String>) -> [String] {
    let text: String? =
      switch setting.state {
      case .literal(let text), .placeholder(let text): text
      case .absent, .reference, .unknown, .invalid: nil
      }
    return BrowserOrigin.items(text ?? "").filter { !$0.isEmpty }
  }

  private static func host(
    _ resolved: ResolvedConfiguration, for target: Target, _ bag: inout DiagnosticBag
  ) -> String? {
    switch resolved.configuration.host.state {
    case .literal(let host): return BrowserOrigin(meant: host).text
    case .placeholder(let text): return text
    case .absent, .reference, .unknown, .invalid:
      bag.report(.missing("global.host", for: target, resolved))
      return nil
    }
  }
}
