import Diagnostics
import Documents
import Settings

/// The object store, whose provider and keys have other meanings than in the chart.
///
/// The operator's own conversion loses the provider of GCS and Azure, and takes an Azure account for
/// an address.
extension ResourceWriter {
  private static let section = "objectStore.default.externalObjectStore"

  mutating func writeStore(_ bag: inout DiagnosticBag) {
    let (used, bucket) = configuration.effectiveBucket
    let unused = configuration.unusedBucket
    loseSettings(of: unused.section, unused.why)
    guard !bucket.name.isAbsent else {
      return loseSettings(of: used, "the inputs name no bucket, so operator v2 runs its own store")
    }
    if descendant(Self.section) == nil { insert(.object([:]), at: Self.section) }
    let provider = bucket.provider.literal
    switch provider {
    case .gcs: put("provider", .text("gcs"), "\(used).provider")
    case .az: put("provider", .text("azure"), "\(used).provider")
    case .s3, .cw: put("provider", .text("s3"), "\(used).provider")
    case nil:
      if let raw = take("\(used).provider") { put("provider", raw, "\(used).provider") }
    }
    markDone("\(used).provider")
    write("\(used).name", as: "bucket")
    write("\(used).path", as: "path")
    if provider == .az {
      writeAzure(used, &bag)
    } else {
      write("\(used).accessKey", as: "accessKey")
      write("\(used).secretKey", as: "secretKey")
      write("\(used).region", as: "region")
    }
    writeEndpoint(bucket, provider, used)
  }

  /// An Azure account is the access key of the store, and its key the secret key; inputs have the key
  /// as either.
  private mutating func writeAzure(_ used: String, _ bag: inout DiagnosticBag) {
    let account = name("account", of: used)
    let owner = take(account)
    if let owner { put("accessKey", owner, account) }
    let first = take("\(used).accessKey")
    let second = take("\(used).secretKey")
    // Some write the account and its key as a pair, as for other clouds.
    let isPair = first?.plainText != nil && first?.plainText == owner?.plainText
    if let key = isPair || first == nil ? second : first {
      put("secretKey", key, "\(used).accessKey")
    } else if let origin = configuration.effectiveBucket.bucket.provider.origin {
      bag.report(.missingStorageKey(at: request.resolved[origin].span))
    }
    for other in ["region", "kmsKey"] {
      guard let field = FieldCatalog.field(named: "\(used).\(other)"),
        field.read(configuration) != nil
      else { continue }
      lose(field, "an Azure container has none")
    }
  }

  /// A store of one's own: its address, and how it is reached.
  private mutating func writeEndpoint(
    _ bucket: Bucket, _ provider: BucketProvider?, _ used: String
  ) {
    let (endpoint, tls, style) = (
      name("endpoint", of: used), name("tls", of: used), name("forcePathStyle", of: used)
    )
    guard let raw = take(endpoint) else {
      if let raw = take(tls) { put("tlsEnabled", raw, tls) }
      if let raw = take(style) { put("forcePathStyle", raw, style) }
      return
    }
    if case .text(let text) = raw, let (host, port) = Self.split(text) {
      put("endpoint", .text(host), endpoint)
      put("port", .text(port), endpoint)
    } else {
      put("endpoint", raw, endpoint)
    }
    let isCoreWeave = provider == .cw
    if let raw = take(tls) {
      put("tlsEnabled", raw, tls)
    } else if isCoreWeave {
      put("tlsEnabled", .text("true"), tls)
    }
    if let raw = take(style) {
      put("forcePathStyle", raw, style)
    } else if !isCoreWeave {
      // The server finds a bucket of its own store by the path, and the operator has no such default.
      put("forcePathStyle", .text("true"), style)
    }
  }

  /// The host and the port of an address; nil without a port.
  private static func split(_ address: String) -> (host: String, port: String)? {
    guard let colon = address.lastIndex(of: ":") else { return nil }
    let (host, port) = (address[..<colon], address[address.index(after: colon)...])
    guard !port.isEmpty, port.allSatisfy(\.isNumber), !host.hasSuffix(":") else { return nil }
    return (String(host), String(port))
  }

  private mutating func write(_ setting: String, as key: String) {
    if let raw = take(setting) { put(key, raw, setting) }
  }

  private mutating func put(_ key: String, _ raw: RawValue, _ setting: String) {
    guard let selector = selector(raw, setting, key, in: "bucket") else { return }
    insert(selector, at: "\(Self.section).\(key)")
  }

  /// The name of a setting that has no path in the chart: `bucket.endpoint`.
  private func name(_ part: String, of section: String) -> String {
    "\(section.dropFirst("global.".count)).\(part)"
  }

  private mutating func loseSettings(of section: String, _ why: Message) {
    for field in configuration.settings(ofBucket: section) { lose(field, why) }
  }
}

extension RawValue {
  /// The text, if it is a literal.
  fileprivate var plainText: String? { if case .text(let text) = self { text } else { nil } }
}

extension Diagnostic {
  fileprivate static func missingStorageKey(at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.incompleteResource,
      "operator v2 needs the key of the storage account, which no input has", at: span)
    diagnostic.setting = "global.bucket.accessKey"
    diagnostic.help = "set `global.bucket.accessKey` to the key"
    return diagnostic
  }
}
