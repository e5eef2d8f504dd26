import ConfigSyntax
import Diagnostics
import Settings

/// What a document for a cloud asks of the configuration; what has no answer is reported.
struct CloudQuestion {
  let target: Target
  let resolved: ResolvedConfiguration
  /// The bucket, and the section that spells it.
  let section: String
  let bucket: Bucket

  /// nil, and reported, when there is no bucket, or it is none of `provider`.
  init?(
    _ target: Target, _ provider: BucketProvider, _ resolved: ResolvedConfiguration,
    _ bag: inout DiagnosticBag
  ) {
    (self.target, self.resolved) = (target, resolved)
    (section, bucket) = resolved.configuration.effectiveBucket
    guard bucket.isSet else {
      bag.report(.missing("\(section).name", for: target, resolved))
      return nil
    }
    if let misfit = misfit(provider) {
      bag.report(misfit)
      return nil
    }
  }

  /// The text of a setting; a placeholder is written as it is.
  func text(_ setting: Setting<String>) -> String? {
    switch setting.state {
    case .literal(let text), .placeholder(let text): text
    case .absent, .reference, .unknown, .invalid: nil
    }
  }

  /// The value, or a report that nothing gives it.
  func need<Value>(_ value: Value?, _ setting: String, _ bag: inout DiagnosticBag) -> Value? {
    if value == nil { bag.report(.missing(setting, for: target, resolved)) }
    return value
  }

  /// The name of the bucket.
  func name(_ bag: inout DiagnosticBag) -> String? {
    need(text(bucket.name), "\(section).name", &bag)
  }

  /// The namespace that the server runs in: as given, else that of the custom resource.
  var namespace: String? {
    if let given = text(resolved.configuration.cloud.namespace) { return given }
    let resource = resolved.configuration.unmodelled.operatorResource
    guard let name = resource?.descendant(["metadata", "namespace"])?.scalar?.text,
      !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte)
    else { return nil }
    return name
  }

  /// Whether a name of Kubernetes may hold it; `*` would open a role to every namespace.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// A setting that says something that the target is not for.
  func misfit<Value>(
    _ why: String, _ setting: Setting<Value>, _ name: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit, "`\(target.name)` is for \(why)",
      at: resolved.origin(of: setting)?.span ?? resolved.beginning)
    diagnostic.setting = name
    return diagnostic
  }

  private func misfit(_ provider: BucketProvider) -> Diagnostic? {
    // Without a provider the chart takes a bucket for one of S3.
    let configured = bucket.provider.literal ?? .s3
    guard configured == provider else {
      return misfit(
        "\(provider.cloud), and the bucket is `\(configured.rawValue)`", bucket.provider,
        "\(section).provider")
    }
    guard provider == .s3, bucket.isOutsideAWS else { return nil }
    return misfit(
      "\(provider.cloud), and the bucket is in a store of its own", bucket.endpoint,
      "\(section.dropFirst("global.".count)).endpoint")
  }
}

extension BucketProvider {
  /// What messages call the cloud that keeps such buckets.
  fileprivate var cloud: String {
    switch self {
    case .s3: "AWS"
    case .gcs: "Google Cloud"
    case .az: "Azure"
    case .cw: "CoreWeave"
    }
  }
}
