import CloudFacts
import Probing
import Settings

extension ProbePlan {
  /// The bucket for the files of runs.
  static func bucket(
    _ resolved: ResolvedConfiguration, _ override: ServiceEndpoint?
  ) -> ProbePlan? {
    let (section, bucket) = resolved.configuration.effectiveBucket
    guard bucket.isSet else { return nil }
    switch bucket.provider.literal {
    case .s3, .cw, nil: return s3(resolved, section, bucket, override)
    case .gcs: return googleStorage(resolved, section, bucket, override)
    case .az: return azureStorage(resolved, section, bucket, override)
    }
  }

  private static func s3(
    _ resolved: ResolvedConfiguration, _ section: String, _ bucket: Bucket,
    _ override: ServiceEndpoint?
  ) -> ProbePlan {
    var plan = ProbePlan(.bucket, .s3, needing: .bucket, resolved)
    plan.addBucket(section, bucket, resolved)
    plan.add(.region, "\(section).region", bucket.region)
    plan.add(.encryptionKey, "\(section).kmsKey", bucket.kmsKey)
    plan.add(.accessKey, "\(section).accessKey", bucket.accessKey)
    plan.add(.secretKey, "\(section).secretKey", bucket.secretKey)
    if case .sqs(let name)? = resolved.configuration.queues.bucket.literal.map(QueueAddress.init) {
      plan.add(.queue, "bucket.queue", resolved.configuration.queues.bucket) { _ in name }
    }
    plan.locate(section, bucket)
    plan.redirect(to: override)
    return plan
  }

  private static func googleStorage(
    _ resolved: ResolvedConfiguration, _ section: String, _ bucket: Bucket,
    _ override: ServiceEndpoint?
  ) -> ProbePlan {
    var plan = ProbePlan(.bucket, .gcs, needing: .bucket, resolved)
    plan.addBucket(section, bucket, resolved)
    plan.add(.accessKey, "\(section).accessKey", bucket.accessKey)
    plan.add(.secretKey, "\(section).secretKey", bucket.secretKey)
    plan.request[.host] = "storage.googleapis.com"
    plan.request[.tls] = "true"
    plan.redirect(to: override)
    return plan
  }

  private static func azureStorage(
    _ resolved: ResolvedConfiguration, _ section: String, _ bucket: Bucket,
    _ override: ServiceEndpoint?
  ) -> ProbePlan {
    var plan = ProbePlan(.bucket, .azure, needing: .bucket, resolved)
    plan.addBucket(section, bucket, resolved)
    plan.add(.account, "\(ownName(section)).account", bucket.account)
    // The key of the account is what signs.
    plan.add(.secretKey, "\(section).accessKey", bucket.accessKey)
    if let account = plan.request[.account] {
      plan.imply(.host, "\(account).blob.core.windows.net", by: .account)
    } else if let reason = plan.request.lacking[.account] {
      plan.request.lack(.host, because: reason)
    }
    plan.request[.tls] = "true"
    plan.redirect(to: override)
    // Emulators have the account in the path, since an address has no subdomains.
    plan.request[.pathStyle] = override?.isLocal == true ? "true" : "false"
    return plan
  }

  /// The names of settings without a Helm path do not have `global`.
  private static func ownName(_ section: String) -> String {
    section.hasPrefix("global.") ? String(section.dropFirst("global.".count)) : section
  }

  /// What buckets of every cloud have.
  private mutating func addBucket(
    _ section: String, _ bucket: Bucket, _ resolved: ResolvedConfiguration
  ) {
    add(.bucket, "\(section).name", bucket.name)
    add(.prefix, "\(section).path", bucket.prefix)
    add(.origin, "global.host", resolved.configuration.host)
  }

  /// The host of an S3 bucket, with or without the bucket's name in it.
  ///
  /// Source: wandb/operator `docs/infra-connection-settings.md`, `s3`: without an endpoint the
  /// bucket is on AWS, and virtual-hosted; otherwise it is in the path unless `forcePathStyle` is
  /// false.
  private mutating func locate(_ section: String, _ bucket: Bucket) {
    let own = Self.ownName(section)
    let name = request[.bucket] ?? ""
    add(.endpoint, "\(own).endpoint", bucket.endpoint)
    add(.tls, "\(own).tls", bucket.tls)
    add(.pathStyle, "\(own).forcePathStyle", bucket.forcePathStyle)
    guard !bucket.endpoint.isAbsent else { return locateOnAmazon(name) }
    guard let text = request[.endpoint] else {
      return request.lack(.host, because: request.lacking[.endpoint] ?? "the endpoint is not known")
    }
    guard let address = HostPort(text) else {
      return request.lack(.host, because: "`\(own).endpoint` is not a host with a port")
    }
    let isAmazon = AmazonEndpoint.contains(text)
    let isVirtual = isAmazon || address.host.hasSuffix("cwobject.com")
    if request[.pathStyle] == nil { request[.pathStyle] = isVirtual ? "false" : "true" }
    if request[.tls] == nil { imply(.tls, isVirtual ? "true" : "false", by: .endpoint) }
    // An unknown authority is a problem of the endpoint, because a bucket has no setting for one.
    imply(.authority, "", by: .endpoint)
    request[.scheme] = isAmazon ? "aws" : "compatible"
    if isAmazon, request[.region] == nil { request[.region] = AmazonEndpoint.region(of: text) }
    let host =
      request[.pathStyle] == "true" || address.host.hasPrefix("\(name).")
      ? address.host : "\(name).\(address.host)"
    imply(.host, host, by: .endpoint)
    if let port = address.port { imply(.port, String(port), by: .endpoint) }
  }

  private mutating func locateOnAmazon(_ name: String) {
    request[.scheme] = "aws"
    request[.tls] = "true"
    // A certificate of AWS covers one label before its domain.
    if request[.pathStyle] == nil { request[.pathStyle] = name.contains(".") ? "true" : "false" }
    let region = request[.region]
    let partition = region.map { AmazonPartition(region: $0) } ?? .standard
    guard let domain = partition.domain else {
      return request.lack(.host, because: "the endpoints of this region are not known")
    }
    let service = ["s3", region, domain].compactMap { $0 }.joined(separator: ".")
    let host = request[.pathStyle] == "true" ? service : "\(name).\(service)"
    imply(.host, host, by: .region)
  }

  /// Sends all requests to another address.
  mutating func redirect(to override: ServiceEndpoint?) {
    if let override {
      request[.host] = override.host
      request[.port] = override.port.map { String($0) }
      request[.tls] = override.isEncrypted ? "true" : "false"
      request[.pathStyle] = "true"
    }
    let port = request[.port].map { ":\($0)" } ?? ""
    target = request[.host].map { $0 + port } ?? request[.bucket] ?? ""
  }
}
