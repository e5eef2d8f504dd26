import ConfigSyntax
import Diagnostics
import Terraform

/// Inputs of the official Terraform modules.
extension Resolver {
  mutating func applyInputs(_ entries: [Entry], of module: OfficialModule) {
    // What the module passes on to the chart is a separate layer.
    guard module != .helm else {
      for entry in entries where !entry.value.isNull { keepHelm(entry) }
      return
    }
    for entry in entries where !entry.value.isNull {
      let name = entry.key.value
      if case .unknown = entry.value.kind, Self.sections.contains(name) {
        noteUnknown(name, entry.value.span)
        continue
      }
      switch name {
      case "other_wandb_env", "other_wandb_secrets": setVariables(entry)
      case "app_wandb_env", "parquet_wandb_env", "weave_wandb_env":
        let component = String(name.prefix { $0 != "_" })
        collect(entry.value, component, .extraEnv, name)
        keep(entry, of: module)
      case "external_redis_params": setRedisParameters(entry)
      case "use_internal_queue": setInternalQueue(entry)
      case "domain_name", "subdomain", "ssl": continue
      default: applyInput(entry, of: module)
      }
    }
    applyHost(entries, of: module)
  }

  /// Inputs that contain settings but are not settings themselves.
  private static let sections: Set = [
    "other_wandb_env", "other_wandb_secrets", "external_redis_params", "use_internal_queue",
  ]

  /// Keeps the inputs of module helm other than the chart's values.
  private mutating func keepHelm(_ entry: Entry) {
    guard entry.key.value == "spec" else { return keep(entry, of: .helm) }
    if case .unknown = entry.value.kind { return noteUnknown("spec", entry.value.span) }
    guard let values = entry.value["values"], case .unknown = values.kind else {
      return keep(entry, of: .helm)
    }
    noteUnknown("spec.values", values.span)
    let rest = entry.value.removing(["values"]).rest
    guard rest.entries?.isEmpty == false else { return }
    keep(Entry(key: entry.key, value: rest), of: .helm)
  }

  /// Keeps an input that has no setting.
  private mutating func keep(_ entry: Entry, of module: OfficialModule) {
    result.configuration.unmodelled.setInput(
      Unmodelled.Input(module: module, name: entry.key.value, value: entry.value))
  }

  private mutating func applyInput(_ entry: Entry, of module: OfficialModule) {
    let name = entry.key.value
    let node = entry.value.asText
    if module == .kubernetes, let variable = Self.variable(of: name) {
      let renamed = Entry(key: Located(variable, entry.key.span), value: node)
      return setVariable(renamed, spelling: name, source: .envFile)
    }
    guard case .claim(.field(let number, let spelling), let section) = index.find(.input(name))
    else { return keep(entry, of: module) }
    let field = FieldID(section: section, index: number)
    // `host = module.wandb_infra.url` adds nothing to what the other call says.
    if case .unknown = node.kind, index.field(field).read(result.configuration) != nil { return }
    _ = assign(field, spelling, node, name)
    if name == "bucket_name" || name == "blob_container" { setProvider(entry, of: module.root) }
  }

  /// The variable that module kubernetes turns an input into (wandb/kubernetes 1.14.1).
  static func variable(of input: String) -> String? {
    switch input {
    case "bucket": "BUCKET"
    case "database_connection_string": "MYSQL"
    case "redis_connection_string": "REDIS"
    case "auth0_client_id": "AUTH0_CLIENT_ID"
    case "auth0_domain": "AUTH0_DOMAIN"
    case "local_restore": "LOCAL_RESTORE"
    case "cloud_monitoring_connection_string": "GORILLA_CUSTOM_METRICS_PROVIDER"
    default: nil
    }
  }

  // MARK: Inputs with a special form

  private mutating func setVariables(_ entry: Entry) {
    for variable in entry.value.entries ?? [] {
      if entry.key.value == "other_wandb_secrets" {
        result.secretSpans.append(variable.value.span)
      }
      let node = Entry(key: variable.key, value: variable.value.asText)
      setVariable(node, spelling: "\(entry.key.value).\(variable.key.value)", source: .helm)
    }
  }

  private mutating func setRedisParameters(_ entry: Entry) {
    for parameter in entry.value.entries ?? [] {
      let path = "global.redis.params.\(parameter.key.value)"
      guard case .claim(let claim, let section) = index.find(.helm(path)) else { continue }
      let text = Entry(key: parameter.key, value: parameter.value.asText)
      _ = apply(
        claim, section, text, path: path,
        spelling: "\(entry.key.value).\(parameter.key.value)")
    }
  }

  private mutating func setInternalQueue(_ entry: Entry) {
    guard entry.value.scalar?.text == "true" else { return }
    write("bucket.queue", .text("internal://"), entry)
  }

  /// Sets the provider of the bucket, which is in the module's own cloud.
  private mutating func setProvider(_ entry: Entry, of module: OfficialModule) {
    guard let text = entry.value.scalar?.text, !text.isEmpty else { return }
    switch module {
    case .aws: write("global.bucket.provider", .text("s3"), entry)
    case .google: write("global.bucket.provider", .text("gcs"), entry)
    case .azurerm: write("global.bucket.provider", .text("az"), entry)
    default: break
    }
  }

  /// `subdomain` followed by `domain_name`, over http if `ssl` is off.
  private mutating func applyHost(_ entries: [Entry], of module: OfficialModule) {
    func input(_ name: String) -> Entry? {
      entries.first { $0.key.value == name && !$0.value.isNull }
    }
    let subdomain = input("subdomain")
    guard let domain = input("domain_name") else {
      if let subdomain { keep(subdomain, of: module) }
      return
    }
    let scheme = input("ssl")?.value.scalar?.text == "false" ? "http://" : "https://"
    let open = [subdomain, domain].lazy.compactMap(\.self).first { $0.value.scalar == nil }
    guard open == nil, let name = domain.value.scalar?.text else {
      return write("global.host", .unknown(Unknown(prefix: scheme)), open ?? domain)
    }
    let label = subdomain?.value.scalar?.text ?? ""
    let host = label.isEmpty ? name : label + "." + name
    let isPlaceholder = [label, name].contains(where: Placeholder.matches)
    write(
      "global.host", isPlaceholder ? .placeholder(scheme + host) : .text(scheme + host), domain,
      via: subdomain.map { [$0.value.span] } ?? [])
  }

  private mutating func write(
    _ setting: String, _ raw: RawValue, _ entry: Entry, via: [SourceSpan] = []
  ) {
    guard let field = index.field(named: setting) else { return }
    write(field, raw, entry.key.value, entry.value.span, entry.value.via + via)
  }
}

extension ConfigNode {
  /// The node with a number as the text that Terraform prints for it, which differs from Helm's.
  fileprivate var asText: ConfigNode {
    guard let scalar, scalar.style == .plain, !scalar.isNull,
      scalar.text != "true", scalar.text != "false"
    else { return self }
    return ConfigNode(.scalar(Scalar(scalar.text, .double)), span, via: via)
  }
}
