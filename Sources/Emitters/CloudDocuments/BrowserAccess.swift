import Diagnostics
import Settings

/// What a browser may do with the bucket, independent of the cloud.
///
/// GET, HEAD and PUT; every header (for Google `Content-Type`, since one list is for both
/// directions); `ETag` exposed; an hour of caching. Source: W&B documentation, "Object storage" and
/// "Bring your own bucket"; module terraform-aws-wandb, `secure_storage_connector`.
struct BrowserAccess: Sendable {
  let origins: [String]
  let maxAge: Int
  let methods = ["GET", "HEAD", "PUT"]

  /// nil, and reported, when the origins are not known.
  init?(_ context: CloudContext, _ bag: inout DiagnosticBag) {
    let cloud = context.configuration.cloud
    let extra = BrowserOrigin.items(cloud.corsOrigins.writable ?? "").filter { !$0.isEmpty }
    // `*` was set explicitly and covers the host too.
    guard extra.contains("*") else {
      guard let host = Self.host(context, &bag) else { return nil }
      self.init([host] + extra.map { BrowserOrigin(meant: $0).text }, cloud.corsMaxAge.literal)
      return
    }
    self.init(["*"], cloud.corsMaxAge.literal)
  }

  private init(_ origins: [String], _ maxAge: Int?) {
    self.origins = origins.unique()
    self.maxAge = maxAge ?? 3600
  }

  private static func host(_ context: CloudContext, _ bag: inout DiagnosticBag) -> String? {
    let host = context.configuration.host
    return host.literal.map { BrowserOrigin(meant: $0).text }
      ?? context.need(host.writable, "global.host", &bag)
  }
}
