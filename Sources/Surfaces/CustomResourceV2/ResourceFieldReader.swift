import ConfigSyntax
import Diagnostics
import Settings

/// Reads the fields of a resource of apps.wandb.com/v2 that are settings; `rest` is what remains.
struct ResourceFieldReader {
  /// The resource without what a setting claims.
  private(set) var rest: ConfigNode
  let companions: Companions

  init(_ root: ConfigNode, _ companions: Companions) {
    (rest, self.companions) = (root, companions)
  }

  mutating func read(_ reader: inout SurfaceReader) {
    readPending(&reader)
    readStore(&reader)
    let slack = rest.descendant(["spec", "wandb", "notifications", "slack"])
    let isSlackWhole = slack?["clientId"] != nil && slack?["clientSecret"] != nil
    for row in ResourceTable.rows {
      // The operator's webhook refuses half of it.
      if !isSlackWhole, row.path.holds(".slack.") { continue }
      guard let node = rest.descendant(row.keys), let value = value(node, row, &reader) else {
        continue
      }
      take(row.path)
      set(row.setting, value, &reader)
    }
    readNetworking(&reader)
    readOverrides(&reader)
  }

  /// Reads what the operator still has to move to Secrets; a selector that is there already wins.
  private mutating func readPending(_ reader: inout SurfaceReader) {
    let pending = PendingValues(rest)
    for (setting, text, annotation) in pending.values {
      let rows = ResourceTable.rows.filter { $0.setting == setting }
      guard rows.allSatisfy({ rest.descendant($0.keys)?["name"] == nil }) else { continue }
      let name = WrittenName(
        "metadata.annotations.\(annotation.key.value)", .resource(rows.first?.path ?? ""))
      set(
        setting, Value(raw: RawValue(text: text), node: annotation.value, name: name), &reader)
    }
    let store = ResourceTable.objectStore.split(separator: ".").map(String.init) + ["bucket"]
    if let bucket = pending.bucket, rest.descendant(store) == nil {
      HelmValuesReader.read(bucket.below(["global", "bucket"]), &reader)
    }
    rest = pending.rest
  }

  /// A value with the place at which it is written.
  struct Value {
    let raw: RawValue
    let node: ConfigNode
    let name: WrittenName
    var via: [SourceSpan] = []
  }

  mutating func take(_ path: String) {
    rest = rest.removing(path.split(separator: ".").map(String.init)).rest
  }

  func set(_ setting: String, _ value: Value, _ reader: inout SurfaceReader) {
    guard let id = reader.fieldID(named: setting) else { return }
    reader.set(id, to: value.raw, reader.origin(value.name, value.node, via: value.via))
  }

  // MARK: Values

  /// The value of a row; nil if it stays in the resource.
  private func value(
    _ node: ConfigNode, _ row: ResourceRow, _ reader: inout SurfaceReader
  ) -> Value? {
    let name = WrittenName(row.path, .resource(row.path))
    guard !node.isNull else { return nil }
    switch row.form {
    case .plain: return Value(raw: Self.text(node), node: node, name: name)
    case .tree:
      // What the API server refuses stays where it is.
      let isTree = node.scalar == nil && !node.isOfDamagedText
      let isOfText = node.entries?.allSatisfy { $0.value.stringValue != nil } ?? true
      return isTree && isOfText ? Value(raw: .tree(node), node: node, name: name) : nil
    case .selector: return selected(node, name, &reader)
    case .valueOrSource:
      if let secret = node.descendant(["valueFrom", "secretKeyRef"]) {
        return selected(secret, name, &reader)
      }
      return node["value"].map { Value(raw: Self.text($0), node: $0, name: name) }
    case .words:
      guard case .sequence(let elements) = node.kind else { return nil }
      let words = elements.compactMap { $0.scalar?.text }
      return Value(raw: RawValue(text: words.joined(separator: ",")), node: node, name: name)
    }
  }

  /// Text or a Boolean; the API server refuses anything else.
  private static func text(_ node: ConfigNode) -> RawValue {
    switch node.scalar?.meaning {
    case .string(let text) where text.trimmed.isEmpty: .nothing
    case .string(let text): RawValue(text: text)
    case .boolean(let flag): .text(flag ? "true" : "false")
    case .null: .nothing
    case .integer, .float, .refused, nil: .unknown(Unknown(prefix: ""))
    }
  }

  /// What a selector names: the text in a Secret among the inputs, or a reference.
  func selected(
    _ node: ConfigNode, _ name: WrittenName, _ reader: inout SurfaceReader
  ) -> Value? {
    guard let secret = node["name"]?.stringValue, !secret.isEmpty,
      let key = node["key"]?.stringValue, !key.isEmpty
    else { return nil }
    if let problem = companions.problem(with: key, of: secret) { reader.findings.report(problem) }
    switch companions.value(of: key, in: secret) {
    case .found(let found):
      let text = found.scalar?.text
      if let text, text.hasSuffix("\n"), !text.dropLast().contains("\n") {
        reader.findings.report(.lineBreakInSecret(name.spelling, key, secret, found.span))
      }
      let raw = text.map { RawValue(text: $0) } ?? .unknown(Unknown(prefix: ""))
      return Value(raw: raw, node: found, name: name, via: [node.span])
    case .missing:
      if node["optional"]?.scalar?.text != "true" {
        reader.findings.report(.missingKey(name.spelling, key, secret, node))
      }
      fallthrough
    case .elsewhere:
      return Value(raw: .reference(.secret(name: secret, key: key)), node: node, name: name)
    }
  }

  // MARK: Networking

  /// The certificate, the name of the Ingress, and whether there is one.
  private mutating func readNetworking(_ reader: inout SurfaceReader) {
    guard let networking = rest.descendant(["spec", "networking"]) else { return }
    if let secret = networking.descendant(["tls"])?.entries?.first(where: { $0.isSecretName }) {
      let element = ConfigNode(.mapping([secret]), secret.value.span)
      let path = "spec.networking.tls.secretName"
      take(path)
      let tree = ConfigNode(.sequence([element]), secret.value.span)
      set(
        "ingress.tls",
        Value(raw: .tree(tree), node: secret.value, name: WrittenName(path, .resource(path))),
        &reader)
    }
    if let name = networking.descendant(["ingress", "name"]), name.scalar != nil {
      take("spec.networking.ingress.name")
      reader.keep(.chartKeys(name.below(["ingress", "nameOverride"])), name.span)
    }
    // The chart creates an Ingress by default.
    guard let mode = networking["mode"], mode.stringValue == "" || mode.stringValue == "gateway"
    else { return }
    if mode.stringValue == "" { take("spec.networking.mode") }
    let name = WrittenName("spec.networking.mode", .resource("spec.networking.mode"))
    set("ingress.create", Value(raw: .text("false"), node: mode, name: name), &reader)
  }

  // MARK: Overrides

  /// Variables and resources that a former deployment had.
  private mutating func readOverrides(_ reader: inout SurfaceReader) {
    let path = "spec.wandb.legacyOverrides"
    for entry in rest.descendant(path.split(separator: ".").map(String.init))?.entries ?? [] {
      let application = entry.key.value
      if application == "global" {
        for variable in entry.value["env"]?.elements ?? [] {
          readVariable(variable, "\(path).global.env", &reader)
        }
        take("\(path).global.env")
        continue
      }
      let component =
        ResourceTable.renamedApplications.first { $0.application == application }?.component
        ?? application
      guard ComponentName.isComponent(component) else { continue }
      if let variables = entry.value["env"] {
        let entries = (variables.elements ?? []).compactMap(Self.chartVariable)
        let node = ConfigNode(.mapping(entries), variables.span)
        reader.keep(.chartKeys(node.below([component, "extraEnv"])), node.span)
        take("\(path).\(application).env")
      }
      if let resources = entry.value["resources"] {
        reader.keep(.chartKeys(resources.below([component, "resources"])), resources.span)
        take("\(path).\(application).resources")
      }
    }
    if let sink = rest.descendant(Self.sink), sink.entries != nil { readSink(sink, &reader) }
  }

  private static let sink = ["spec", "wandb", "notifications", "email", "sink"]

  /// A whole URL for mail, which a Secret among the inputs has.
  private mutating func readSink(_ node: ConfigNode, _ reader: inout SurfaceReader) {
    let path = Self.sink.joined(separator: ".")
    let name = WrittenName(path, .resource(path))
    guard let value = selected(node, name, &reader), let text = value.raw.text else { return }
    let scalar = ConfigNode(.scalar(Scalar(text, .environment)), value.node.span)
    let key = Located("GORILLA_EMAIL_SINK", node.span)
    VariableReader(entry: Entry(key: key, value: scalar), written: name, source: .envFile)
      .read(&reader)
    take(path)
  }

  /// One variable of every container, in which Kubernetes has expanded `$(NAME)`.
  private func readVariable(
    _ node: ConfigNode, _ section: String, _ reader: inout SurfaceReader
  ) {
    guard let name = node["name"], let text = name.stringValue, !text.isEmpty else { return }
    let path = "\(section).\(text)"
    let value =
      node["value"]?.expanded ?? stored(node, path, &reader)
      ?? node["valueFrom"].map { $0.below(["valueFrom"]) }
    let entry = Entry(
      key: Located(text, name.span),
      value: value ?? ConfigNode(.scalar(Scalar("", .environment)), node.span))
    VariableReader(
      entry: entry, written: WrittenName(path, .resource(path)),
      source: value?.scalar == nil ? .helm : .envFile
    ).read(&reader)
  }

  /// The text of a variable in a Secret among the inputs.
  private func stored(
    _ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader
  ) -> ConfigNode? {
    guard let selector = node.descendant(["valueFrom", "secretKeyRef"]),
      let value = selected(selector, WrittenName(path, .resource(path)), &reader),
      !value.raw.isReference, let text = value.node.scalar?.text
    else { return nil }
    return ConfigNode(.scalar(Scalar(text, .environment)), value.node.span, via: value.via)
  }

  /// One variable of an application, in the form of the chart's values.
  private static func chartVariable(_ node: ConfigNode) -> Entry? {
    guard let name = node["name"], let text = name.stringValue else { return nil }
    let value = node["value"] ?? node["valueFrom"].map { $0.below(["valueFrom"]) }
    return Entry(
      key: Located(text, name.span),
      value: value ?? ConfigNode(.scalar(Scalar("", .double)), node.span))
  }
}

extension Entry {
  fileprivate var isSecretName: Bool { key.value == "secretName" && value.scalar != nil }
}

extension ConfigNode {
  /// The elements of a list; nil for other nodes.
  fileprivate var elements: [ConfigNode]? {
    if case .sequence(let elements) = kind { elements } else { nil }
  }

  /// The node below keys that no input contains.
  func below(_ keys: [String]) -> ConfigNode {
    keys.reversed().reduce(self) { node, key in
      ConfigNode(.mapping([Entry(key: Located(key, span), value: node)]), span)
    }
  }

  /// The text of a container's variable after Kubernetes has expanded it.
  fileprivate var expanded: ConfigNode {
    guard let text = scalar?.text else { return self }
    return switch KubernetesText.unescape(text) {
    case .text(let plain): ConfigNode(.scalar(Scalar(plain, .environment)), span, via: via)
    case .unknown(let prefix): ConfigNode(.unknown(prefix: prefix), span, via: via)
    }
  }
}

extension Diagnostic {
  /// The operator waits for a key that the Secret does not have.
  fileprivate static func missingKey(
    _ path: String, _ key: String, _ secret: String, _ node: ConfigNode
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ResourceProblem.notReconciled,
      "`\(path)` names key `\(value: key)`, which Secret `\(value: secret)` does not have",
      at: node.span)
    diagnostic.help = "add the key to the Secret, or name one that it has"
    diagnostic.addUses(node.via)
    return diagnostic
  }

  fileprivate static func lineBreakInSecret(
    _ path: String, _ key: String, _ secret: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.blankEnd,
      "key `\(key)` of Secret `\(secret)` ends with a line break, which becomes part of `\(path)`",
      at: span)
    diagnostic.help = "remove it; the operator copies the text as it is into connection URLs"
    return diagnostic
  }
}
