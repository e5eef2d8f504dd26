import ConfigSyntax
import Diagnostics
import Settings

/// What the operator refuses in a resource that the API server accepts: its webhook when the resource
/// is applied, its reconciler later.
///
/// Source: wandb/operator at 7b063065, `internal/webhook/v2` and `internal/controller`.
struct ResourceAdmission {
  let spec: ConfigNode
  let root: ConfigNode
  /// Whether what the resource lacks is missing.
  let isWhole: Bool

  func check(_ reader: inout SurfaceReader) {
    guard spec.entries != nil, !reader.layer.isDamaged else { return }
    checkServer(&reader)
    for kind in Self.datastores { checkDatastore(kind, &reader) }
    checkStore(&reader)
    checkNetworking(&reader)
    checkProxy(&reader)
    checkNotifications(&reader)
  }

  // MARK: The server

  private func checkServer(_ reader: inout SurfaceReader) {
    let server = spec["wandb"]
    if isBlank(server?["hostname"]) {
      report("`spec.wandb.hostname` is required", server?["hostname"] ?? server, &reader)
    }
    guard let version = server?["version"], !version.isNull else {
      return report("`spec.wandb.version` is required", server, &reader)
    }
    guard let text = version.stringValue else { return }
    if text.trimmed.isEmpty {
      report("`spec.wandb.version` must not be empty", version, &reader)
    } else if text.trimmed == "latest" {
      refuse("`spec.wandb.version` must not be `latest`", version, "name a release", &reader)
    } else if text != text.trimmed {
      let message: Message = "`spec.wandb.version` must not have whitespace at its ends"
      refuse(message, version, "remove the whitespace", &reader)
    }
    if let repository = server?["manifestRepository"], let text = repository.stringValue,
      text.hasPrefix("https://") || text.hasPrefix("http://")
    {
      fail(
        "`spec.wandb.manifestRepository` must begin with `oci://` or `file://`", repository,
        "the operator can't read a manifest over HTTP", &reader)
    }
  }

  private func isBlank(_ node: ConfigNode?) -> Bool {
    guard let node, !node.isNull else { return true }
    guard let text = node.stringValue else { return false }
    return text.trimmed.isEmpty
  }

  // MARK: Datastores

  /// A kind of datastore: its field, and those of its two forms.
  private struct Datastore {
    let field: String
    let managed: String
    let external: String
    /// Selectors that must have a name and a key.
    var required: [String] = []
    /// The longest name of a managed one.
    var longestName = 40
    /// Fields of the managed one that are quantities.
    var sizes = ["storageSize"]
  }

  private static let datastores = [
    Datastore(field: "mysql", managed: "managedMysql", external: "externalMysql", sizes: []),
    Datastore(
      field: "redis", managed: "managedRedis", external: "externalRedis",
      required: ["host", "port"]),
    Datastore(
      field: "objectStore", managed: "managedObjectStore", external: "externalObjectStore",
      required: ["bucket"],
      sizes: ["storageSize", "SeaweedObjectStoreSpec.filerStorageSize"]),
    Datastore(
      field: "clickhouse", managed: "managedClickhouse", external: "externalClickhouse",
      longestName: 28, sizes: ["storageSize", "keeper.storageSize"]),
  ]

  private func checkDatastore(_ kind: Datastore, _ reader: inout SurfaceReader) {
    guard let instances = spec[kind.field]?.entries, !instances.isEmpty else { return }
    if isWhole, !instances.contains(where: { $0.key.value == "default" }) {
      refuse(
        "`spec.\(kind.field)` must have an instance `default`", spec[kind.field] ?? spec,
        "put the fields below `default`", &reader)
    }
    for instance in instances {
      let path = "spec.\(kind.field).\(instance.key.value)"
      if let managed = instance.value[kind.managed], managed.entries != nil {
        if let other = instance.value[kind.external], !other.isNull {
          refuse(
            "`\(path)` must have `\(kind.managed)` or `\(kind.external)`, not both", other,
            "remove one of them", &reader)
        }
        checkManaged(managed, kind, "\(path).\(kind.managed)", &reader)
      }
      if let external = instance.value[kind.external], external.entries != nil {
        checkExternal(external, kind, "\(path).\(kind.external)", &reader)
      }
    }
  }

  private func checkExternal(
    _ node: ConfigNode, _ kind: Datastore, _ path: String, _ reader: inout SurfaceReader
  ) {
    if isWhole, !isPending(kind) {
      for field in kind.required where !isSelector(node[field]) {
        refuse(
          "`\(path).\(field)` must name a Secret and a key in it", node[field] ?? node,
          "write `\(field): {name: SECRET, key: KEY}`", &reader)
      }
    }
    guard kind.field != "clickhouse",
      let url = node.entries?.first(where: { $0.key.value == "url" })
    else { return }
    var finding = Diagnostic(
      ResourceProblem.ineffectiveField, "the operator ignores `\(path).url`", at: url.key.span)
    finding.help = "it builds the URL from the other fields; remove it"
    reader.findings.report(finding)
  }

  /// Whether a conversion has left values for the operator to move to a Secret.
  private func isPending(_ kind: Datastore) -> Bool {
    let name = kind.field == "objectStore" ? "bucket" : kind.field
    return root.descendant(["metadata", "annotations"])?[PendingValues.annotation(name)] != nil
  }

  private func checkManaged(
    _ node: ConfigNode, _ kind: Datastore, _ path: String, _ reader: inout SurfaceReader
  ) {
    for size in kind.sizes {
      guard let value = node.descendant(size.split(separator: ".").map(String.init)),
        let text = value.stringValue, !text.isEmpty
      else { continue }
      let isPositive = kind.field == "objectStore"
      if let quantity = Quantity(text), quantity.value > 0 || !isPositive { continue }
      let least = isPositive ? "a positive quantity" : "a quantity"
      refuse("`\(path).\(size)` must be \(least)", value, "write a size such as `10Gi`", &reader)
    }
    switch kind.field {
    case "mysql": checkOdd(node["replicas"], "\(path).replicas", &reader)
    case "clickhouse":
      checkOdd(node.descendant(["keeper", "replicas"]), "\(path).keeper.replicas", &reader)
    case "objectStore": checkCopies(node, path, &reader)
    default: break
    }
    checkName(node["name"], kind, "\(path).name", &reader)
  }

  private func checkOdd(_ node: ConfigNode?, _ path: String, _ reader: inout SurfaceReader) {
    guard let node, let number = node.number, number <= 0 || number.isMultiple(of: 2) else {
      return
    }
    refuse("`\(path)` must be an odd number above 0", node, "write 1, 3 or 5", &reader)
  }

  private func checkCopies(
    _ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard let copies = node["copies"], let number = copies.number else { return }
    if number < 0 {
      refuse("`\(path).copies` must not be negative", copies, "write 0 or more", &reader)
    } else if let replicas = node["replicas"]?.number, replicas > 0, number > replicas - 1 {
      refuse(
        "`\(path).copies` must be less than `replicas`", copies, "write at most \(replicas - 1)",
        &reader)
    }
  }

  private func checkName(
    _ node: ConfigNode?, _ kind: Datastore, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard let node, let name = node.stringValue, !name.isEmpty, !Placeholder.matches(name) else {
      return
    }
    let longest =
      kind.field == "clickhouse" && name.hasSuffix("-chi") ? 32 : kind.longestName
    if name.contains(".") || !ObjectName.isName(name) {
      refuse(
        "`\(path)` must consist of lower-case letters, digits and `-`", node,
        "begin and end with a letter or digit", &reader)
    } else if name.utf8.count > longest {
      refuse("`\(path)` must have at most \(longest) characters", node, "shorten it", &reader)
    }
  }

  // MARK: The object store

  private func checkStore(_ reader: inout SurfaceReader) {
    let path = ResourceTable.objectStore
    guard let store = spec.descendant(["objectStore", "default", "externalObjectStore"]) else {
      return
    }
    let (key, secret) = (isSelector(store["accessKey"]), isSelector(store["secretKey"]))
    if isWhole, key != secret, let node = store[key ? "accessKey" : "secretKey"] {
      fail(
        "`\(path)` must have both `accessKey` and `secretKey`, or neither", node,
        "add `\(key ? "secretKey" : "accessKey")`", &reader)
    }
  }

  // MARK: Networking

  private func checkNetworking(_ reader: inout SurfaceReader) {
    guard let networking = spec["networking"], networking.entries != nil else { return }
    let (gateway, ingress) = (networking["gatewayAPI"], networking["ingress"])
    switch networking["mode"]?.stringValue {
    case "ingress":
      if let gateway, !gateway.isNull {
        refuse(
          "`spec.networking.gatewayAPI` must not be set in mode `ingress`", gateway,
          "remove it, or set `mode` to `gateway`", &reader)
      }
      if isWhole, let ingress, ingress.entries != nil, isBlank(ingress["ingressClassName"]) {
        fail(
          "`spec.networking.ingress` needs `ingressClassName`, without which the operator crashes",
          ingress, "add the class, or remove `ingress`", &reader)
      }
    case "gateway":
      if let ingress, !ingress.isNull {
        refuse(
          "`spec.networking.ingress` must not be set in mode `gateway`", ingress,
          "remove it, or set `mode` to `ingress`", &reader)
      }
      guard let gateway, !gateway.isNull else {
        guard isWhole else { return }
        return refuse(
          "`spec.networking` needs `gatewayAPI` in mode `gateway`",
          networking["mode"] ?? networking,
          "add `gatewayAPI`, or set `mode` to `ingress`", &reader)
      }
      checkGateway(gateway["gateway"], &reader)
    default: return
    }
  }

  private func checkGateway(_ gateway: ConfigNode?, _ reader: inout SurfaceReader) {
    let path = "spec.networking.gatewayAPI.gateway"
    guard isWhole, let gateway, gateway.entries != nil else { return }
    guard gateway["managed"]?.scalar?.text == "true" else {
      if isBlank(gateway.descendant(["gatewayRef", "name"])) {
        refuse(
          "`\(path)` needs `gatewayRef.name`, unless the operator manages the Gateway", gateway,
          "name the Gateway, or add `managed: true` and `gatewayClassName`", &reader)
      }
      return
    }
    if isBlank(gateway["gatewayClassName"]) {
      refuse(
        "`\(path)` needs `gatewayClassName` for a managed Gateway", gateway, "add the class",
        &reader)
    }
    if let reference = gateway["gatewayRef"], !reference.isNull {
      refuse(
        "`\(path).gatewayRef` must not be set for a managed Gateway", reference, "remove it",
        &reader)
    }
  }

  // MARK: Proxy and notifications

  private func checkProxy(_ reader: inout SurfaceReader) {
    guard let proxy = spec.descendant(["global", "proxy"]) else { return }
    for name in ["httpProxy", "httpsProxy"] {
      guard let node = proxy[name], node.entries != nil else { continue }
      let path = "spec.global.proxy.\(name)"
      let (value, source) = (node["value"], node["valueFrom"])
      guard (value?.isNull == false) != (source?.isNull == false) else {
        refuse("`\(path)` must have one of `value` and `valueFrom`", node, "write one", &reader)
        continue
      }
      if let source, source["secretKeyRef"]?.isNull != false {
        refuse(
          "`\(path).valueFrom` must have `secretKeyRef`", source, "name a Secret and a key",
          &reader)
      }
      if let value, let text = value.stringValue { checkProxyURL(text, value, path, &reader) }
    }
    if case .sequence(let hosts)? = proxy["noProxy"]?.kind {
      for (number, host) in hosts.enumerated() {
        guard let text = host.stringValue, text.trimmed.isEmpty || text.contains(",") else {
          continue
        }
        refuse(
          "`spec.global.proxy.noProxy[\(number)]` must be one host", host,
          "write each host as an element of the list", &reader)
      }
    }
  }

  private func checkProxyURL(
    _ text: String, _ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard !Placeholder.isUnfilled(text) else { return }
    let scheme = text.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://")
    else {
      return refuse(
        "`\(path).value` must be a URL with `http` or `https`", node, "begin it with `http://`",
        &reader)
    }
    let authority = text.dropFirst(scheme.count + 3).prefix { !"/?#".contains($0) }
    guard authority.contains("@") else { return }
    reader.hide(node.span)
    refuse(
      "`\(path).value` must not have a user and a password", node,
      "put the URL into a Secret, and name it in `valueFrom.secretKeyRef`", &reader)
  }

  private func checkNotifications(_ reader: inout SurfaceReader) {
    guard let notifications = spec.descendant(["wandb", "notifications"]) else { return }
    if let email = notifications["email"], let entries = email.entries {
      let path = "spec.wandb.notifications.email"
      let forms = entries.filter { ["sink", "smtp"].contains($0.key.value) && !$0.value.isNull }
      if isWhole, forms.count != 1 {
        refuse("`\(path)` must have one of `sink` and `smtp`", email, "write one", &reader)
      }
      if let sink = email["sink"], sink.entries != nil {
        checkSelector(sink, "\(path).sink", &reader)
      }
      for entry in email["smtp"]?.entries ?? [] where entry.value.entries != nil {
        checkSelector(entry.value, entry.path(below: "\(path).smtp"), &reader)
      }
    }
    if isWhole, let slack = notifications["slack"], slack.entries != nil {
      for name in ["clientId", "clientSecret"] where !isSelector(slack[name]) {
        refuse(
          "`spec.wandb.notifications.slack.\(name)` must name a Secret and a key in it",
          slack[name] ?? slack, "write `\(name): {name: SECRET, key: KEY}`", &reader)
      }
    }
  }

  private func checkSelector(
    _ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard isWhole, !isSelector(node) else { return }
    refuse(
      "`\(path)` must name a Secret and a key in it", node, "write `{name: SECRET, key: KEY}`",
      &reader)
  }

  /// A value of the wrong kind has a finding of its own.
  private func isSelector(_ node: ConfigNode?) -> Bool {
    guard let node, !node.isNull else { return false }
    return node.entries == nil || !isBlank(node["name"]) && !isBlank(node["key"])
  }

  // MARK: Findings

  /// Reports what is missing at the section that lacks it.
  private func report(_ message: Message, _ node: ConfigNode?, _ reader: inout SurfaceReader) {
    if isWhole { refuse(message, node ?? spec, "add it", &reader) }
  }

  /// What the webhook refuses.
  private func refuse(
    _ message: Message, _ node: ConfigNode, _ help: Message, _ reader: inout SurfaceReader
  ) {
    add(ResourceProblem.refusedByWebhook, message, node, help, &reader)
  }

  /// What the reconciler can't do.
  private func fail(
    _ message: Message, _ node: ConfigNode, _ help: Message, _ reader: inout SurfaceReader
  ) {
    add(ResourceProblem.notReconciled, message, node, help, &reader)
  }

  private func add(
    _ id: DiagnosticID, _ message: Message, _ node: ConfigNode, _ help: Message,
    _ reader: inout SurfaceReader
  ) {
    // Of a section, the beginning is enough.
    let span = node.scalar == nil ? node.span.sub(0..<0) : node.span
    var finding = Diagnostic(id, message, at: span)
    finding.help = help
    finding.addUses(node.via)
    reader.findings.report(finding)
  }
}

extension ConfigNode {
  fileprivate var number: Int? {
    guard case .integer(let digits)? = scalar?.meaning else { return nil }
    return Int(digits)
  }
}
