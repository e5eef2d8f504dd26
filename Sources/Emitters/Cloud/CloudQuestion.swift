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
    self.init(target, resolved, &bag)
    if let misfit = misfit(provider) {
      bag.report(misfit)
      return nil
    }
  }

  /// nil, and reported, when there is no bucket, or it is in a store that is none of `providers`.
  init?(
    _ target: Target, _ providers: [BucketProvider], of api: String,
    _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) {
    self.init(target, resolved, &bag)
    guard let provider = bucket.provider.literal, !providers.contains(provider) else { return }
    bag.report(
      misfit(
        "\(api), and the bucket is `\(provider.rawValue)`", bucket.provider,
        "\(section).provider"))
    return nil
  }

  private init?(
    _ target: Target, _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) {
    (self.target, self.resolved) = (target, resolved)
    (section, bucket) = resolved.configuration.effectiveBucket
    guard bucket.isSet else {
      bag.report(.missing("\(section).name", for: target, resolved))
      return nil
    }
  }

  /// The name of a setting of the bucket that the chart has no key for: `bucket.account`.
  func name(withoutKey setting: String) -> String {
    "\(section.dropFirst("global.".count)).\(setting)"
  }

  /// The queue that `bucket.queue` names.
  var queue: QueueAddress? {
    resolved.configuration.queues.bucket.writable.map { QueueAddress($0) }
  }

  /// The value, or a report that nothing gives it.
  func need<Value>(_ value: Value?, _ setting: String, _ bag: inout DiagnosticBag) -> Value? {
    if value == nil { bag.report(.missing(setting, for: target, resolved)) }
    return value
  }

  /// The name of the bucket.
  func name(_ bag: inout DiagnosticBag) -> String? {
    need(bucket.name.writable, "\(section).name", &bag)
  }

  /// The namespace that the server runs in: as given, else that of the custom resource.
  var namespace: String? {
    if let given = resolved.configuration.cloud.namespace.writable { return given }
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
    finding(RenderProblem.targetMisfit, "`\(target.name)` is for \(why)", about: setting, name)
  }

  /// Text that a form has no way to write.
  func unwritable(_ fault: String, _ setting: Setting<String>, _ name: String) -> Diagnostic {
    finding(RenderProblem.unwritable, "`\(target.name)`: \(fault)", about: setting, name)
  }

  /// A finding about a setting, where it was set.
  func finding<Value>(
    _ id: DiagnosticID, _ message: String, about setting: Setting<Value>, _ name: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, message, at: resolved.origin(of: setting)?.span ?? resolved.beginning)
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
      name(withoutKey: "endpoint"))
  }
}

extension Setting<String> {
  /// The text that a document holds: a placeholder is written as it is.
  var writable: String? {
    switch state {
    case .literal(let text), .placeholder(let text): text
    case .absent, .reference, .unknown, .invalid: nil
    }
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
