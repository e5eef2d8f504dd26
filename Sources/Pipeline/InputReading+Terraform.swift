import ConfigSyntax
import Diagnostics
import Settings
import Surfaces
import Terraform

/// Terraform files: all those of a run form one directory.
extension InputReading {
  mutating func readTerraform(_ inputs: [Input]) {
    var files: [TerraformInput.File] = []
    var damage: [SourceSpan] = []
    var isDirectory = false
    var environment: [String: String] = [:]
    for input in inputs {
      switch input {
      case .file(let name, let bytes, _) where input.isTerraform:
        let source = SourceFile(name: name, bytes: bytes)
        files.append(TerraformInput.File(source, sources.add(source)))
        if ModuleFileRole(name).isConfiguration { isDirectory = true }
      case .tooLarge(let name, _, _) where input.isTerraform:
        damage.append(SourceSpan(FileID(sources.files.count), 0, 0))
        read(input)
        if ModuleFileRole(name).isConfiguration { isDirectory = true }
      case .environment(let variables): environment.merge(variables) { $1 }
      case .file, .tooLarge, .set: break
      }
    }
    guard isDirectory else { return readInputs(files, damage, settings(environment)) }
    var input = TerraformInput(files: files)
    input.given = files.filter { ModuleFileRole($0.source.name) == .ignored }.map { .file($0) }
    input.environment = settings(environment)
    input.damage = damage
    let root = input.read(&bag)
    let configuration = TerraformConfiguration(
      root, options.catalogue, upgrade: options.upgrade)
    if configuration.calls.isEmpty, let unread = root.moduleCalls.first(where: \.isLocal) {
      bag.report(.unread(unread))
    }
    add(configuration)
  }

  /// The `TF_VAR_name` variables of the process.
  private mutating func settings(_ environment: [String: String]) -> [TerraformInput.Setting] {
    let found = environment.filter { $0.key.hasPrefix("TF_VAR_") }.sorted { $0.key < $1.key }
    guard !found.isEmpty else { return [] }
    let text = found.map { "\($0.key)=\($0.value)\n" }.joined()
    let id = sources.addText(text, name: "<environment>")
    var start = 0
    return found.map { name, value in
      let nameEnd = start + name.utf8.count
      let valueEnd = nameEnd + 1 + value.utf8.count
      defer { start = valueEnd + 1 }
      return TerraformInput.Setting(
        name: Located(String(name.dropFirst(7)), SourceSpan(id, start, nameEnd)), text: value,
        span: SourceSpan(id, nameEnd + 1, valueEnd))
    }
  }

  // MARK: Layers

  /// Adds the inputs of the official modules as layers of their installations.
  mutating func add(_ configuration: TerraformConfiguration) {
    terraform = configuration
    installations = configuration.installations
    for (place, installation) in installations.enumerated() {
      for call in installation.calls where call.release != nil || call.version == nil {
        add(call, of: place)
      }
    }
  }

  private mutating func add(_ call: OfficialCall, of installation: Int) {
    let inputs = call.call.inputs.filter { input in
      guard let release = call.release else { return true }
      return release.variable(input.name.value).map { !$0.hasNoEffect } ?? false
    }
    var entries = inputs.map { input in
      // A value of the wrong type is reported as such, so it must not cause other findings.
      let isAdmitted = call.release?.variable(input.name.value)?.admits(input.value) ?? true
      return Entry(
        key: input.name,
        value: isAdmitted
          ? input.value.node : ConfigNode(.unknown(prefix: ""), input.value.span))
    }
    if call.module == .helm {
      for entry in entries where entry.key.value == "spec" {
        addSpec(entry.value, of: installation)
      }
      entries = entries.compactMap(Self.withoutValues)
      guard !entries.isEmpty else { return }
    }
    let document = ConfigDocument(
      root: ConfigNode(.mapping(entries), call.call.span), span: call.call.span,
      damage: call.call.isDamaged ? [call.call.span] : [])
    add(Layer(TerraformModule(call.module), document), of: installation)
  }

  /// Adds `spec = { values = …, chart = … }`, which has the form of a custom resource's.
  private mutating func addSpec(_ spec: ConfigNode, of installation: Int) {
    // Unknown values can't be checked, and a value that is not an object is reported elsewhere.
    guard let values = spec["values"], values.entries != nil else { return }
    add(
      Layer(
        HelmValues(), ConfigDocument(root: values, span: spec.span),
        version: spec.descendant(["chart", "version"])),
      of: installation)
  }

  /// The input without the chart's values; nil if nothing else is left.
  private static func withoutValues(_ input: Entry) -> Entry? {
    guard input.key.value == "spec", let entries = input.value.entries else { return input }
    // Unknown values do not become a layer, so they stay in the input.
    let rest = entries.filter { $0.key.value != "values" || $0.value.entries == nil }
    guard !rest.isEmpty else { return nil }
    return Entry(key: input.key, value: ConfigNode(.mapping(rest), input.value.span))
  }
}

extension ModuleCall {
  /// Whether the module is a local directory.
  fileprivate var isLocal: Bool {
    guard let source = source?.value else { return false }
    return source.hasPrefix("./") || source.hasPrefix("../")
  }
}

extension Diagnostic {
  fileprivate static func unread(_ call: ModuleCall) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unreadModule,
      "module `\(call.name.value)` is not read, and the directory calls no official W&B module",
      at: call.source?.span ?? call.name.span)
    diagnostic.help = "name the directory that calls the W&B module"
    return diagnostic
  }
}
