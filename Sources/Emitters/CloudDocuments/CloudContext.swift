import CloudFacts
import ConfigSyntax
import Diagnostics
import Settings

/// The part of the configuration that a cloud document needs; whatever is missing is reported.
struct CloudContext {
  let target: Target
  private let request: RenderRequest
  /// The section of the bucket: `global.bucket`.
  let section: String
  let bucket: Bucket

  /// nil, and reported, when there is no bucket, or it belongs to another provider.
  init?(
    _ target: Target, _ provider: BucketProvider, _ request: RenderRequest,
    _ bag: inout DiagnosticBag
  ) {
    self.init(target, request, &bag)
    if let misfit = misfit(provider) {
      bag.report(misfit)
      return nil
    }
  }

  /// nil, and reported, when there is no bucket, or its provider is not one of `providers`.
  init?(
    _ target: Target, _ providers: [BucketProvider], of api: String,
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) {
    self.init(target, request, &bag)
    guard let provider = bucket.provider.literal, !providers.contains(provider) else { return }
    bag.report(
      misfit(
        .only(api, not: provider), bucket.provider,
        "\(section).provider"))
    return nil
  }

  /// The finding about a bucket in a store that no cloud's API creates; nil for any other bucket.
  static func storeOutsideClouds(_ target: Target, _ request: RenderRequest) -> Diagnostic? {
    var bag = DiagnosticBag()
    guard let context = CloudContext(target, request, &bag) else { return nil }
    let bucket = context.bucket
    let (provider, endpoint) = ("\(context.section).provider", context.name(withoutKey: "endpoint"))
    var misfit: Diagnostic
    switch bucket.provider.literal {
    case .cw: misfit = context.misfit(.onlyClouds(not: .cw), bucket.provider, provider)
    case .s3, nil:
      guard bucket.isOutsideAWS else { return nil }
      misfit = context.misfit(.onlyClouds, bucket.endpoint, endpoint)
    case .gcs, .az: return nil
    }
    misfit.help =
      "create the bucket with the store's own tools; `--target cors` writes its CORS rules"
    return misfit
  }

  private init?(
    _ target: Target, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) {
    (self.target, self.request) = (target, request)
    (section, bucket) = request.configuration.effectiveBucket
    guard bucket.isSet else {
      bag.report(.missing("\(section).name", for: target, request.resolved))
      return nil
    }
  }

  /// The configuration to write.
  var configuration: Configuration { request.configuration }

  /// The configuration as the inputs set it, for spans and origins.
  var resolved: ResolvedConfiguration { request.resolved }

  /// The name of a bucket setting without a key in the chart: `bucket.account`.
  func name(withoutKey setting: String) -> String {
    "\(section.dropFirst("global.".count)).\(setting)"
  }

  /// The queue that `bucket.queue` names.
  var queue: QueueAddress? {
    configuration.queues.bucket.writable.map { QueueAddress($0) }
  }

  /// The value; nil, and reported, when no input sets it.
  func need<Value>(_ value: Value?, _ setting: String, _ bag: inout DiagnosticBag) -> Value? {
    if value == nil { bag.report(.missing(setting, for: target, request.resolved)) }
    return value
  }

  /// The name of the bucket.
  func name(_ bag: inout DiagnosticBag) -> String? {
    need(bucket.name.writable, "\(section).name", &bag)
  }

  /// The namespace that the server runs in: the setting's, otherwise the custom resource's.
  var namespace: String? {
    if let configured = configuration.cloud.namespace.writable { return configured }
    let resource = configuration.unmodelled.operatorResource
    guard let name = resource?.descendant(["metadata", "namespace"])?.scalar?.text,
      !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte)
    else { return nil }
    return name
  }

  /// The name of the Helm release: the setting's, otherwise the custom resource's, which the operator
  /// uses for its release.
  var release: String? {
    if let configured = configuration.cloud.release.writable { return configured }
    let resource = configuration.unmodelled.operatorResource
    guard let name = resource?.descendant(["metadata", "name"])?.scalar?.text, !name.isEmpty,
      name.utf8.count <= 53, name.utf8.allSatisfy({ Self.isNameByte($0) || $0 == 0x2E })
    else { return nil }
    return name
  }

  /// Where the namespace is set.
  var namespaceSpan: SourceSpan? {
    resolved.valueSpan(of: configuration.cloud.namespace)
      ?? configuration.unmodelled.operatorResource?
      .descendant(["metadata", "namespace"])?.span
  }

  /// Whether Kubernetes allows the byte in a name; `*` would open a role to every namespace.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLowercaseLetter || byte.isDigit || byte == UInt8(ascii: "-")
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
        .only(provider.cloud, not: configured), bucket.provider, "\(section).provider")
    }
    guard provider == .s3, bucket.isOutsideAWS else { return nil }
    return misfit(.onlyAWS, bucket.endpoint, name(withoutKey: "endpoint"))
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

extension Diagnostic {
  /// A setting without which the target cannot be written.
  static func missing(
    _ setting: String, for target: Target, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.missingSetting, "`\(target.name)` requires `\(setting)`",
      at: resolved.beginning)
    diagnostic.setting = setting
    let field = FieldCatalog.field(named: setting)
    diagnostic.help =
      field?.spellings.isEmpty ?? false
      ? "set it with --set \(setting)=VALUE; \(otherSource(setting))"
      : "set `\(spelling(of: field, setting, resolved))` in an input or with --set \(setting)=VALUE"
    return diagnostic
  }

  /// The setting as the user's inputs would spell it: a variable is a member of `global.extraEnv` in
  /// Helm values.
  private static func spelling(
    of field: Field<Configuration>?, _ setting: String, _ resolved: ResolvedConfiguration
  ) -> String {
    let spellings = field?.spellings.filter { $0.role == .canonical } ?? []
    let usesChart = resolved.assignments.contains { $0.isAtOrBelow("global") }
    if let key = spellings.first(where: { $0.location.surface == .helm }), usesChart {
      return key.location.name
    }
    guard let variable = spellings.first(where: { $0.location.surface == .environment }) else {
      return setting
    }
    return usesChart ? "global.extraEnv.\(variable.location.name)" : variable.location.name
  }

  private static func otherSource(_ setting: String) -> String {
    switch setting {
    case "kubernetes.namespace": "`metadata.namespace` of a custom resource is also read"
    case "helm.release": "`metadata.name` of a custom resource is also read"
    case "aws.principal": "the annotation `\(CloudAnnotation.role)` is also read"
    case "google.serviceAccount":
      "the annotation `\(CloudAnnotation.googleAccount)` is also read"
    default: "no input file can set it"
    }
  }
}

extension Message {
  fileprivate static func only(_ cloud: String, not provider: BucketProvider) -> Message {
    "\(cloud), but the bucket's provider is `\(provider.rawValue)`"
  }

  fileprivate static func onlyClouds(not provider: BucketProvider) -> Message {
    "AWS, Google Cloud and Azure, but the bucket's provider is `\(provider.rawValue)`"
  }

  fileprivate static var onlyClouds: Message {
    "AWS, Google Cloud and Azure, but the bucket is in an S3-compatible store"
  }

  fileprivate static var onlyAWS: Message {
    "AWS, but the bucket is in an S3-compatible store"
  }
}
