import ConfigSyntax
import Diagnostics
import Documents
import Settings
import Terraform

/// Settings that are inputs.
extension ModuleInputs {
  /// Inputs with the same text as the setting.
  mutating func addFields() {
    for section in FieldCatalog.sections(of: rest) where !section.isMadeByModules {
      for field in section.fields { addField(field) }
    }
  }

  private mutating func addField(_ field: Field<Configuration>) {
    for row in ModuleInputTable.rows(sameTextAs: field.name) where choice.uses(row) {
      let name = row.name
      guard let text = text(of: field), accepts(text, name) else { return }
      set(name, .text(text), summary: field.summary, field.isSecret ? .secret : .open)
      clear(field)
    }
  }

  /// Text, or a placeholder, which is passed on unchanged.
  func text(of field: Field<Configuration>) -> String? {
    switch field.read(rest) {
    case .text(let text), .placeholder(let text): text
    case .reference, .tree, .unknown, .nothing, nil: nil
    }
  }

  private func accepts(_ text: String, _ input: String) -> Bool {
    let allowed = allowedValues(of: input)
    return allowed.isEmpty || allowed.contains(text)
  }

  /// The words that an input may have; empty where it may have any.
  private func allowedValues(of input: String) -> [String] {
    choice.release.variable(input)?.allowedValues ?? []
  }

  // MARK: Host

  /// `subdomain` and `domain_name`, split as in the inputs or otherwise at the first dot.
  mutating func addHost() {
    guard choice.uses("domain_name") else { return }
    let written: String
    switch rest.host.state {
    case .literal(let text), .placeholder(let text), .unrecognized(let text): written = text
    case .absent, .reference, .unknown, .invalid: return
    }
    guard let parts = HostParts(written), parts.isEncrypted || choice.uses("ssl") else { return }
    let cut = existingHost(parts.name) ?? parts.cut
    set("domain_name", .text(cut.domain), summary: "Domain of the instance.")
    if let subdomain = cut.subdomain {
      set("subdomain", .text(subdomain), summary: "Subdomain of the instance.")
    }
    if !parts.isEncrypted { set("ssl", false, summary: "Whether the instance uses TLS.") }
    rest.host = Setting()
  }

  private func existingHost(_ name: String) -> (subdomain: String?, domain: String)? {
    guard let call = choice.existing?.call,
      let domain = call.input(named: "domain_name")?.value.text
    else { return nil }
    let label = call.input(named: "subdomain")?.value.text ?? ""
    let joined = label.isEmpty ? domain : "\(label).\(domain)"
    return joined == name ? (label.isEmpty ? nil : label, domain) : nil
  }

  // MARK: Bucket

  /// An existing bucket in the module's own cloud, which the module accesses without keys.
  mutating func addBucket() {
    if !rest.bucket.isSet, rest.defaultBucket.isSet {
      rest.bucket = rest.defaultBucket
      rest.defaultBucket = Bucket()
    }
    let bucket = rest.bucket
    addPathAlone()
    let hasKeys = choice.module != .azurerm && !bucket.accessKey.isAbsent
    guard !isExternal(bucket), bucket.endpoint.isAbsent, !hasKeys, bucket.name.literal != nil,
      bucket.provider.literal == choice.module.cloudBucket
    else { return }
    keepSlashes()
    for name in Self.bucketFields {
      guard let field = FieldCatalog.field(named: name) else { continue }
      addField(field)
    }
    let name = choice.module == .azurerm ? "blob_container" : "bucket_name"
    if isSet(name) { rest.bucket.provider = Setting() }
  }

  /// The module passes the path on to the chart, with the slashes that the grammar ignores.
  private mutating func keepSlashes() {
    guard let origin = rest.bucket.prefix.origin, rest.bucket.prefix.literal != nil,
      let address = resolved.connection(.bucket).last?.url.address, !address.contains("%")
    else { return }
    var path = address[...]
    for name in [rest.bucket.account.literal, rest.bucket.name.literal].compactMap({ $0 }) {
      path = path.drop { $0 == "/" }
      guard path.hasPrefix(name) else { return }
      path = path.dropFirst(name.count)
    }
    guard path.hasPrefix("/") else { return }
    rest.bucket.prefix.assign(.literal(String(path.dropFirst())), by: origin)
  }

  /// Whether the inputs describe the bucket by its keys, or only those can express it.
  private func isExternal(_ bucket: Bucket) -> Bool {
    guard let input = choice.bucketInput else { return false }
    let isFromInput = resolved.origin(of: bucket.name)?.isMember(ofInput: input) == true
    if case .reference = bucket.accessKey.state { return true }
    return isFromInput
  }

  /// The path inside the bucket that the module creates.
  private mutating func addPathAlone() {
    guard !rest.bucket.isSet, let path = FieldCatalog.field(named: "global.bucket.path") else {
      return
    }
    addField(path)
  }

  private static let bucketFields = [
    "bucket.account", "global.bucket.name", "global.bucket.path", "global.bucket.kmsKey",
    "global.bucket.accessKey",
  ]

  /// A bucket in another store, or with keys in a Secret, for a release that passes it on to the
  /// chart.
  mutating func addExternalBucket() {
    guard let input = choice.bucketInput, rest.bucket.isSet else { return }
    var own = Configuration()
    own.bucket = rest.bucket
    own.unmodelled.parameters = rest.unmodelled.parameters.filter { $0.kind == .bucket }
    let projection = Projection.project(own, on: .helm, request.options)
    var keys = DocumentValue.object([:])
    for (location, value) in projection.values where location.path.starts(with: Self.bucketPath) {
      keys.insert(value, at: Array(location.path.dropFirst(Self.bucketPath.count)))
    }
    guard keys.members?["name"] != nil, let value = HCLDocument.Expression(keys) else { return }
    set(
      input, value, summary: "The bucket, as `global.bucket` in the chart's values.",
      holdsBucketKeys || projection.holdsSecrets ? .secret : .open)
    losses.add(settingsOf: projection.losses)
    rest.bucket = Bucket()
    rest.unmodelled.parameters.removeAll { $0.kind == .bucket }
  }

  /// Whether the bucket has a key as text, or a value that depends on a sensitive variable.
  private var holdsBucketKeys: Bool {
    [rest.bucket.accessKey, rest.bucket.secretKey].contains { key in
      switch key.state {
      case .literal, .placeholder, .unrecognized: true
      case .absent, .reference, .unknown, .invalid: false
      }
    }
      || FieldCatalog.fields(of: rest).contains {
        $0.name.hasPrefix("global.bucket.") && resolved.isSensitive($0)
      }
  }

  private static let bucketPath = ["global", "bucket"]

  // MARK: Redis

  /// An external Redis server, without user and password: the module has no inputs for them.
  mutating func addRedis() {
    guard choice.uses("external_redis_host"), let host = rest.redis.host.literal,
      rest.redis.password.isAbsent
    else { return }
    set("use_external_redis", true, summary: "Whether to use an external Redis server.")
    set(
      "external_redis_host", .text(host), summary: "The host name or address of the Redis server.")
    if let port = rest.redis.port.literal {
      set("external_redis_port", .text(String(port)), summary: "The TCP port of the Redis server.")
      rest.redis.port = Setting()
    }
    rest.redis.host = Setting()
    if rest.redis.scheme.literal == .redis { rest.redis.scheme = Setting() }
  }

  // MARK: The rest

  /// Resources of the module itself can't be replaced by variables: `MYSQL` in the server's list of
  /// variables would reach only some of the programs.
  mutating func refuseWhatTheModuleMakes() {
    for section in FieldCatalog.sections(of: rest) {
      for field in section.fields where section.isMadeByModules || Self.own.contains(field.name) {
        refuseAndClear(field)
      }
    }
    for parameter in rest.unmodelled.parameters { losses.add(parameter, parameterReason) }
    rest.unmodelled.parameters = []
  }

  private mutating func refuseAndClear(_ field: Field<Configuration>) {
    guard let raw = field.read(rest), !field.isRegion(choice.module) else { return }
    switch raw {
    case .unknown: losses.add(field, .unknownValue)
    case .reference: losses.add(field, .noModuleReferences)
    case .text(let text) where field.implied[.helm] == text: break
    case .text, .placeholder, .tree:
      losses.add(field, reason(for: field))
    case .nothing: break
    }
    clear(field)
  }

  private func reason(for field: Field<Configuration>) -> Message {
    if field.isRedisParameter { return parameterReason }
    let row = ModuleInputTable.rows(sameTextAs: field.name).first { choice.uses($0) }
    if let words = row.map({ allowedValues(of: $0.name) }), !words.isEmpty {
      return .otherWord(than: words, choice.title)
    }
    let isServer = ["global.redis.host", "global.redis.port"].contains(field.name)
    return isServer && choice.uses("external_redis_host")
      ? .noRedisPassword(of: choice.title) : .noInput(of: choice.title)
  }

  /// Why Redis parameters are not written to `external_redis_params`: every release that has the
  /// input declares it as `object({})`, and Terraform drops all attributes when converting to that
  /// type.
  private var parameterReason: Message {
    choice.uses("external_redis_params")
      ? .droppedRedisParameter(choice.title) : .noInput(of: choice.title)
  }

  private static let own: Set<String> = ["global.host", "global.license", "global.size"]
}

/// The queue for the bucket's events.
extension ModuleInputs {
  /// How the server finds out about new files.
  enum Queue {
    case `internal`
    /// From the queue that the cloud's module creates.
    case made
    case named(String)
  }

  mutating func addQueue() {
    guard choice.uses("use_internal_queue") else { return }
    let existing = choice.existing?.call.input(named: "use_internal_queue")
    let asked = choice.existingApplication?.call.input(named: "bucket_queue")
    let span = resolved.origin(of: rest.queues.bucket)?.span
    let isAsked = span.map { asked?.span.contains($0) == true } ?? false
    if existing?.value.bool == false, isAsked || rest.queues.bucket.isAbsent {
      keepOwnQueue(asked)
    } else if rest.queues.bucket.literal == "internal://" {
      rest.queues.bucket = Setting()
      // If module kubernetes sets it itself, the cloud's module keeps its queue.
      guard choice.application == nil || existing != nil || !isAsked else { return }
      set("use_internal_queue", true, summary: Self.queueSummary)
    }
    addApplicationQueue(isAsked ? asked : nil)
  }

  /// The inputs request a queue with `use_internal_queue = false`.
  private mutating func keepOwnQueue(_ asked: EvaluatedArgument?) {
    set("use_internal_queue", false, summary: Self.queueSummary)
    guard rest.queues.bucket.literal == "internal://" else {
      if rest.queues.bucket.isAbsent { applicationQueue = .made }
      return
    }
    rest.queues.bucket = Setting()
    if let asked, choice.application == nil {
      report(.inputNotCarried(asked, .ownQueueIsKept))
    }
  }

  /// A queue of the cloud's module needs no setting; any other is an input of module kubernetes.
  private mutating func addApplicationQueue(_ asked: EvaluatedArgument?) {
    if let asked, asked.isMade(by: choice.existing?.call) {
      applicationQueue = .made
      rest.queues.bucket = Setting()
    } else if choice.application != nil, let name = rest.queues.bucket.literal {
      applicationQueue = .named(name)
      rest.queues.bucket = Setting()
    }
  }

  private static let queueSummary = "Whether the server tracks new files itself."
}

extension EvaluatedArgument {
  /// Whether it consists of outputs of the call.
  func isMade(by call: ModuleCall?) -> Bool {
    guard let call, let expression else { return false }
    return HCLReferences(of: expression).references.contains {
      $0.root.value == "module" && $0.names.first?.value == call.name.value
    }
  }
}

extension Field<Configuration> {
  /// Whether the field is the S3 region, which has its own variable.
  fileprivate func isRegion(_ module: OfficialModule) -> Bool {
    module == .aws && name == "global.bucket.region"
  }

  fileprivate var isRedisParameter: Bool { name.hasPrefix("global.redis.params.") }
}

extension SectionIndex {
  /// Whether the section covers resources of the modules: database, Redis and bucket.
  fileprivate var isMadeByModules: Bool {
    composites.contains { [.mysql, .redis, .bucket].contains($0.kind) }
  }
}

extension Message {
  static var noModuleReferences: Message { "the module can't refer to a Secret" }

  static func noInput(of release: String) -> Message { "\(release) has no such input" }

  fileprivate static func otherWord(than words: [String], _ release: String) -> Message {
    "\(release) accepts only \(words.enumeration)"
  }

  fileprivate static func noRedisPassword(of release: String) -> Message {
    "\(release) has no input for the server's password, without which the address is of no use"
  }

  fileprivate static func droppedRedisParameter(_ release: String) -> Message {
    "`external_redis_params` of \(release) is an `object({})`, which drops it"
  }

  fileprivate static var ownQueueIsKept: Message { "`use_internal_queue = false` is kept" }
}
