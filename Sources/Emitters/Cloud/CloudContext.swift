import ConfigSyntax
import Diagnostics
import Settings

/// The part of the configuration that a cloud document needs; whatever is missing is reported.
struct CloudContext {
  let target: Target
  let resolved: ResolvedConfiguration
  /// The section of the bucket: `global.bucket`.
  let section: String
  let bucket: Bucket

  /// nil, and reported, when there is no bucket, or it belongs to another provider.
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

  /// nil, and reported, when there is no bucket, or its provider is not one of `providers`.
  init?(
    _ target: Target, _ providers: [BucketProvider], of api: String,
    _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) {
    self.init(target, resolved, &bag)
    guard let provider = bucket.provider.literal, !providers.contains(provider) else { return }
    bag.report(
      misfit(
        "\(api), but the bucket's provider is `\(provider.rawValue)`", bucket.provider,
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

  /// The name of a bucket setting without a key in the chart: `bucket.account`.
  func name(withoutKey setting: String) -> String {
    "\(section.dropFirst("global.".count)).\(setting)"
  }

  /// The queue that `bucket.queue` names.
  var queue: QueueAddress? {
    resolved.configuration.queues.bucket.writable.map { QueueAddress($0) }
  }

  /// The value; nil, and reported, when no input sets it.
  func need<Value>(_ value: Value?, _ setting: String, _ bag: inout DiagnosticBag) -> Value? {
    if value == nil { bag.report(.missing(setting, for: target, resolved)) }
    return value
  }

  /// The name of the bucket.
  func name(_ bag: inout DiagnosticBag) -> String? {
    need(bucket.name.writable, "\(section).name", &bag)
  }

  /// The namespace that the server runs in: the setting's, otherwise the custom resource's.
  var namespace: String? {
    if let given = resolved.configuration.cloud.namespace.writable { return given }
    let resource = resolved.configuration.unmodelled.operatorResource
    guard let name = resource?.descendant(["metadata", "namespace"])?.scalar?.text,
      !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte)
    else { return nil }
    return name
  }

  /// Where the namespace is set.
  var namespaceSpan: SourceSpan? {
    resolved.valueSpan(of: resolved.configuration.cloud.namespace)
      ?? resolved.configuration.unmodelled.operatorResource?
      .descendant(["metadata", "namespace"])?.span
  }

  /// Whether Kubernetes allows the byte in a name; `*` would open a role to every namespace.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// A setting that does not fit the target; `why` says what the target supports.
  func misfit<Value>(
    _ why: Message, _ setting: Setting<Value>, _ name: String
  ) -> Diagnostic {
    finding(
      RenderProblem.targetMisfit, "`\(target.name)` supports only \(why)", about: setting, name)
  }

  /// Text that the target's format can't express.
  func unwritable(_ fault: Message, _ setting: Setting<String>, _ name: String) -> Diagnostic {
    finding(
      RenderProblem.unwritable, "`\(target.name)` can't be written: \(fault)", about: setting, name)
  }

  /// A finding about a setting, located where it was set.
  func finding<Value>(
    _ id: DiagnosticID, _ message: Message, about setting: Setting<Value>, _ name: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, message, at: resolved.origin(of: setting)?.span ?? resolved.beginning)
    diagnostic.setting = name
    return diagnostic
  }

  private func misfit(_ provider: BucketProvider) -> Diagnostic? {
    // Without a provider, the chart assumes S3.
    let configured = bucket.provider.literal ?? .s3
    guard configured == provider else {
      return misfit(
        "\(provider.cloud), but the bucket's provider is `\(configured.rawValue)`", bucket.provider,
        "\(section).provider")
    }
    guard provider == .s3, bucket.isOutsideAWS else { return nil }
    return misfit(
      "\(provider.cloud), but the bucket is in an S3-compatible store", bucket.endpoint,
      name(withoutKey: "endpoint"))
  }
}

extension Setting<String> {
  /// The text to write in a document; a placeholder is written unchanged.
  var writable: String? {
    switch state {
    case .literal(let text), .placeholder(let text), .unrecognized(let text): text
    case .absent, .reference, .unknown, .invalid: nil
    }
  }
}

extension BucketProvider {
  /// The name of the provider's cloud in messages.
  fileprivate var cloud: String {
    switch self {
    case .s3: "AWS"
    case .gcs: "Google Cloud"
    case .az: "Azure"
    case .cw: "CoreWeave"
    }
  }
}
