import ConfigSyntax
import Diagnostics
import Settings

/// The object store of a resource of apps.wandb.com/v2, whose fields depend on its provider.
extension ResourceFieldReader {
  /// An Azure account is the access key of its store, and its key the secret key.
  mutating func readStore(_ reader: inout SurfaceReader) {
    let path = ResourceTable.objectStore
    guard let store = rest.descendant(path.split(separator: ".").map(String.init)),
      let entries = store.entries, !entries.isEmpty
    else { return }
    var values: [String: Value] = [:]
    for entry in entries where Self.storeFields.contains(entry.key.value) {
      let name = entry.path(below: path)
      values[entry.key.value] = selected(
        entry.value, WrittenName(name, .resource(name)), &reader)
    }
    guard values["bucket"] != nil else { return }
    let provider = values["provider"]?.raw.text
    let isAzure = provider == "azure"
    if isAzure || provider == "s3" || provider == "gcs" || values["provider"] == nil {
      let word = isAzure ? "az" : provider ?? "s3"
      let written = values["provider"]
      set(
        "global.bucket.provider",
        Value(
          raw: .text(word), node: written?.node ?? store,
          name: written?.name ?? WrittenName(path, .resource(path)), via: written?.via ?? []),
        &reader)
    } else if let written = values["provider"] {
      if provider != nil { reader.findings.report(.unknownProvider(written)) }
      set("global.bucket.provider", written.unknownUnlessReference, &reader)
    }
    if let word = values["provider"], isAzure || provider == "gcs" {
      checkForeignStore(word, values, isAzure ? ["accessKey", "secretKey"] : [], &reader)
    }
    let names = isAzure ? Self.azureSettings : Self.settings
    for (field, setting) in names {
      guard let value = values[field] else { continue }
      set(setting, value, &reader)
    }
    readEndpoint(values["endpoint"], values["port"], &reader)
    let taken = values.keys.filter { $0 != "port" || values["endpoint"]?.raw.text != nil }
    for field in taken.sorted() { take("\(path).\(field)") }
  }

  /// Reports what the operator can't do with a store that is not S3.
  private func checkForeignStore(
    _ provider: Value, _ values: [String: Value], _ needed: [String],
    _ reader: inout SurfaceReader
  ) {
    guard companions.layers == 1 else { return }
    if let missing = needed.first(where: { values[$0] == nil }) {
      reader.findings.report(.missingAzureKey(missing, provider.node))
    }
    let instances = rest.descendant(["spec", "clickhouse", "default"])
    if instances?["externalClickhouse"]?.isNull != false {
      reader.findings.report(.clickHouseOutsideS3(provider.node))
    }
  }

  /// The host and the port, which are one setting.
  private func readEndpoint(
    _ endpoint: Value?, _ port: Value?, _ reader: inout SurfaceReader
  ) {
    guard let endpoint else { return }
    guard let host = endpoint.raw.text, let number = port?.raw.text else {
      return set("bucket.endpoint", endpoint, &reader)
    }
    var joined = Value(raw: .text("\(host):\(number)"), node: endpoint.node, name: endpoint.name)
    joined.via = endpoint.via + (port.map { [$0.node.span] } ?? [])
    set("bucket.endpoint", joined, &reader)
  }

  private static let storeFields = [
    "accessKey", "bucket", "endpoint", "forcePathStyle", "path", "port", "provider", "region",
    "secretKey", "tlsEnabled",
  ]

  private static let settings = [
    ("bucket", "global.bucket.name"), ("path", "global.bucket.path"),
    ("region", "global.bucket.region"), ("accessKey", "global.bucket.accessKey"),
    ("secretKey", "global.bucket.secretKey"), ("tlsEnabled", "bucket.tls"),
    ("forcePathStyle", "bucket.forcePathStyle"),
  ]

  private static let azureSettings = [
    ("bucket", "global.bucket.name"), ("path", "global.bucket.path"),
    ("accessKey", "bucket.account"), ("secretKey", "global.bucket.accessKey"),
  ]
}

extension ResourceFieldReader.Value {
  /// The same for a word that no reader knows, which has a finding of its own.
  fileprivate var unknownUnlessReference: Self {
    guard !raw.isReference else { return self }
    return Self(raw: .unknown(Unknown(prefix: "")), node: node, name: name, via: via)
  }
}

extension RawValue {
  /// The text, if it is known.
  var text: String? { if case .text(let text) = self { text } else { nil } }
}

extension Diagnostic {
  /// The operator compares the word with three others, and case matters.
  fileprivate static func unknownProvider(_ provider: ResourceFieldReader.Value) -> Diagnostic {
    var diagnostic = Diagnostic(
      ResourceProblem.notReconciled,
      "the provider of the object store must be `s3`, `gcs` or `azure`", at: provider.node.span)
    diagnostic.help = "a store that is compatible with S3 has provider `s3` and an `endpoint`"
    diagnostic.addUses(provider.via)
    return diagnostic
  }

  fileprivate static func missingAzureKey(_ field: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      ResourceProblem.notReconciled,
      "an object store on Azure needs `\(field)`: the account, and the key of the account",
      at: node.span)
    diagnostic.help = "name the account in `accessKey` and its key in `secretKey`"
    return diagnostic
  }

  fileprivate static func clickHouseOutsideS3(_ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      ResourceProblem.notReconciled,
      "the operator can't run ClickHouse with this object store: it stores tables only in S3",
      at: node.span)
    diagnostic.help = "set `spec.clickhouse.default.externalClickhouse`"
    return diagnostic
  }
}
