package import ConfigSyntax
import Diagnostics
package import Settings
package import Terraform

/// Inputs of an official Terraform module, as a call or a values file sets them.
package struct TerraformModule: InputKind {
  package static let title = "Terraform"

  private let module: OfficialModule

  /// Inputs of `module`, which decides what they mean.
  package init(_ module: OfficialModule) { self.module = module }

  /// A call of a module installs something even if it sets none of the inputs.
  package var isCompleteWhenEmpty: Bool { true }

  /// The layers of a call whose inputs are the entries of `document`: the values that it passes on
  /// to the chart, and then its other inputs.
  package static func layers(_ module: OfficialModule, _ document: ConfigDocument) -> [Layer] {
    guard let root = document.root, let entries = root.entries,
      let index = entries.firstIndex(where: { isChart($0.key.value, of: module) })
    else { return [Layer(TerraformModule(module), document)] }
    let spec = entries[index].value
    var (layers, rest) = ([Layer](), entries)
    // Unknown values can't be checked, and a value that is not an object is reported elsewhere.
    if let values = spec["values"], values.entries != nil {
      layers.append(
        Layer(
          HelmValues(), ConfigDocument(root: HelmSetText.read(values), span: spec.span),
          version: spec.descendant(["chart", "version"])))
      rest[index] = Entry(key: rest[index].key, value: spec.removing(["values"]).rest)
    }
    if rest[index].value.entries?.isEmpty == true { rest.remove(at: index) }
    guard !rest.isEmpty else { return layers }
    let inputs = ConfigDocument(
      root: ConfigNode(.mapping(rest), root.span), span: document.span, damage: document.damage)
    return layers + [Layer(TerraformModule(module), inputs)]
  }

  private static func isChart(_ input: String, of module: OfficialModule) -> Bool {
    if case .chart? = ModuleInputTable.row(input, of: module)?.meaning { true } else { false }
  }

  /// What module helm passes on to the chart is a layer of its own.
  package var form: Deployment.Form? { module == .helm ? nil : .terraformModule }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let entries = (root.entries ?? []).filter { !$0.value.isNull }
    for entry in entries { readInput(entry, &reader) }
    HostInputs(entries, of: module)?.read(module, &reader)
  }

  private func readInput(_ entry: Entry, _ reader: inout SurfaceReader) {
    let name = entry.key.value
    guard let row = ModuleInputTable.row(name, of: module) else { return keep(entry, &reader) }
    switch row.meaning {
    case .setting(let setting): readSetting(setting, entry, row.encoding, &reader)
    case .bucketName:
      readSetting("global.bucket.name", entry, row.encoding, &reader)
      readProvider(entry, &reader)
    case .variable(let variable):
      let renamed = Entry(key: Located(variable, entry.key.span), value: entry.value.asText)
      VariableReader(entry: renamed, written: .input(name), source: .envFile).read(&reader)
    case .flag(let setting, let text):
      if case .unknown = entry.value.kind { return reader.noteUnknown(name, entry.value.span) }
      guard entry.value.scalar?.text == "true" else { return }
      write(.text(text), to: setting, of: entry, &reader)
    case .keys(let path): readKeys(below: path, entry, &reader)
    case .variables, .secretVariables: readVariables(received(entry), row.meaning, &reader)
    case .componentVariables(let component):
      ComponentVariables(component, .extraEnv, at: Location.input)
        .collect(received(entry).value, &reader) { name }
      keep(entry, &reader)
    case .chart: readChart(entry, &reader)
    case .ownOnly: keep(entry, &reader)
    // `HostInputs` reads them together.
    case .hostPart: return
    }
  }

  /// The input with its texts as the chart receives them.
  private func received(_ entry: Entry) -> Entry {
    guard module.helmTextInputs.contains(entry.key.value) else { return entry }
    return Entry(key: entry.key, value: HelmSetText.read(entry.value))
  }

  /// Keeps an input that has no setting.
  private func keep(_ entry: Entry, _ reader: inout SurfaceReader) {
    let input = Unmodelled.Input(module: module, name: entry.key.value, value: entry.value)
    reader.keep(.input(input), entry.value.span)
  }

  private func write(
    _ value: RawValue, to setting: String, of entry: Entry, _ reader: inout SurfaceReader
  ) {
    guard let id = reader.fieldID(named: setting) else { return }
    reader.set(id, to: value, reader.origin(.input(entry.key.value), entry.value))
  }

  private func readSetting(
    _ setting: String, _ entry: Entry, _ encoding: Spelling.Encoding, _ reader: inout SurfaceReader
  ) {
    guard let id = reader.fieldID(named: setting) else { return }
    let name = entry.key.value
    let value = entry.value.asText
    let origin = reader.origin(.input(name), value)
    // `host = module.wandb_infra.url` adds nothing to what the other call says.
    if case .unknown(let prefix) = value.kind {
      return reader.write(.computed(id, Unknown(prefix: prefix)), origin)
    }
    let spelling = Spelling.input(name, encoding)
    _ = FieldReader(id, as: spelling, at: origin, &reader).read(value, &reader)
  }

  /// Sets the provider of the bucket, which is in the module's own cloud.
  private func readProvider(_ entry: Entry, _ reader: inout SurfaceReader) {
    guard let text = entry.value.scalar?.text, !text.isEmpty, let provider = module.bucketProvider
    else { return }
    write(.text(provider.rawValue), to: "global.bucket.provider", of: entry, &reader)
  }

  /// An object whose members are keys of the chart; text in its place has no setting.
  private func readKeys(below path: String, _ entry: Entry, _ reader: inout SurfaceReader) {
    let name = entry.key.value
    if case .unknown = entry.value.kind { return reader.noteUnknown(name, entry.value.span) }
    guard let members = entry.value.entries else { return keep(entry, &reader) }
    for member in members where !member.value.isNull {
      let key = "\(path).\(member.key.value)"
      guard case .claim(let claim, let section) = reader.find(.helm(key)) else { continue }
      let claimed = ClaimedKey(
        claim: claim, section: section, path: key, written: .input("\(name).\(member.key.value)"))
      _ = claimed.read(Entry(key: member.key, value: member.value.asText), &reader)
    }
  }

  private func readVariables(
    _ entry: Entry, _ meaning: ModuleInputRow.Meaning, _ reader: inout SurfaceReader
  ) {
    let name = entry.key.value
    if case .unknown = entry.value.kind { return reader.noteUnknown(name, entry.value.span) }
    for variable in entry.value.entries ?? [] {
      if case .secretVariables = meaning { reader.hide(variable.value.span) }
      let text = Entry(key: variable.key, value: variable.value.asText)
      VariableReader(
        entry: text, written: .input("\(name).\(variable.key.value)"), source: .helm
      ).read(&reader)
    }
  }

  /// What is left of an object whose values are a separate layer.
  private func readChart(_ entry: Entry, _ reader: inout SurfaceReader) {
    let name = entry.key.value
    if case .unknown = entry.value.kind { return reader.noteUnknown(name, entry.value.span) }
    guard let values = entry.value["values"], case .unknown = values.kind else {
      return keep(entry, &reader)
    }
    reader.noteUnknown("\(name).values", values.span)
    let rest = entry.value.removing(["values"]).rest
    guard rest.entries?.isEmpty == false else { return }
    keep(Entry(key: entry.key, value: rest), &reader)
  }
}

/// The inputs that a module builds the host from: the subdomain followed by the domain, over http
/// if encryption is off.
private struct HostInputs {
  let domain: Entry?
  let subdomain: Entry?
  let isEncrypted: Bool

  /// nil if the call sets none of them.
  init?(_ entries: [Entry], of module: OfficialModule) {
    func input(_ part: ModuleInputRow.HostPart) -> Entry? {
      entries.first { ModuleInputTable.row($0.key.value, of: module)?.hostPart == part }
    }
    (domain, subdomain) = (input(.domain), input(.subdomain))
    isEncrypted = input(.encryption)?.value.scalar?.text != "false"
    if domain == nil, subdomain == nil { return nil }
  }

  private var scheme: String { isEncrypted ? "https://" : "http://" }

  func read(_ module: OfficialModule, _ reader: inout SurfaceReader) {
    guard let domain else { return keepSubdomain(module, &reader) }
    let open = [subdomain, domain].lazy.compactMap(\.self).first { $0.value.scalar == nil }
    guard open == nil, let name = domain.value.scalar?.text else {
      return write(.unknown(Unknown(prefix: scheme)), of: open ?? domain, &reader)
    }
    let label = subdomain?.value.scalar?.text ?? ""
    let host = scheme + (label.isEmpty ? name : label + "." + name)
    let isPlaceholder = [label, name].contains(where: Placeholder.matches)
    write(
      isPlaceholder ? .placeholder(host) : .text(host), of: domain,
      via: subdomain.map { [$0.value.span] } ?? [], &reader)
  }

  /// A subdomain of a domain that is not known.
  private func keepSubdomain(_ module: OfficialModule, _ reader: inout SurfaceReader) {
    guard let subdomain else { return }
    let input = Unmodelled.Input(
      module: module, name: subdomain.key.value, value: subdomain.value)
    reader.keep(.input(input), subdomain.value.span)
  }

  private func write(
    _ value: RawValue, of entry: Entry, via: [SourceSpan] = [], _ reader: inout SurfaceReader
  ) {
    guard let id = reader.fieldID(named: "global.host") else { return }
    reader.set(id, to: value, reader.origin(.input(entry.key.value), entry.value, via: via))
  }
}

extension WrittenName {
  /// An input of a module, or a member of one.
  fileprivate static func input(_ name: String) -> WrittenName { WrittenName(name, .input(name)) }
}

extension OfficialModule {
  /// The kind of bucket in the module's own cloud.
  fileprivate var bucketProvider: BucketProvider? {
    switch root {
    case .aws: .s3
    case .google: .gcs
    case .azurerm: .az
    default: nil
    }
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
