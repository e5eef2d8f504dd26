import CloudFacts
import Diagnostics
import Documents
import Settings

/// What a browser may do with the bucket, independent of the cloud: what `BrowserNeeds` says.
struct BrowserAccess: Sendable {
  let origins: [String]
  let maxAge: Int
  let methods = BrowserNeeds.methods

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
    self.maxAge = maxAge ?? BrowserNeeds.maxAge
  }

  private static func host(_ context: CloudContext, _ bag: inout DiagnosticBag) -> String? {
    let host = context.configuration.host
    return host.literal.map { BrowserOrigin(meant: $0).text }
      ?? context.need(host.writable, "global.host", &bag)
  }
}

extension BrowserAccess {
  /// The headers that a request may send.
  func sentHeaders(_ format: CORSFormat) -> [String] {
    format.sharesHeaders ? exposedHeaders(format) : ["*"]
  }

  /// The headers that a page may read; Azure's rule allows all, as W&B's module does.
  func exposedHeaders(_ format: CORSFormat) -> [String] {
    switch format {
    case .azure, .azureCommand: ["*"]
    case _ where format.sharesHeaders: [BrowserNeeds.sentHeader, BrowserNeeds.exposedHeader]
    default: [BrowserNeeds.exposedHeader]
    }
  }

  /// The rule as JSON, with the names of a format.
  func rule(_ format: CORSFormat) -> DocumentValue {
    var members: DocumentValue.Members = [:]
    members[format.name(.origins)] = .words(origins)
    members[format.name(.methods)] = .words(methods)
    members[format.name(.headers)] = .words(sentHeaders(format))
    members[format.name(.exposed)] = .words(exposedHeaders(format))
    members[format.name(.maxAge)] = .number(maxAge)
    return .object(members)
  }
}
