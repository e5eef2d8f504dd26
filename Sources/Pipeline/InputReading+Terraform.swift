import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// Terraform: all files of a run are one directory.
extension InputReading {
  mutating func readTerraform(_ inputs: [Input]) {
    var files: [TerraformInput.File] = []
    var environment: [String: String] = [:]
    for input in inputs {
      switch input {
      case .file(let name, let bytes, _) where input.isTerraform:
        let source = SourceFile(name: name, bytes: bytes)
        files.append(TerraformInput.File(source, sources.add(source)))
      case .environment(let variables): environment.merge(variables) { $1 }
      case .file, .tooLarge, .set: break
      }
    }
    guard files.contains(where: { ModuleFileRole($0.source.name).isConfiguration }) else {
      return readInputs(files)
    }
    var input = TerraformInput(files: files)
    input.given = files.filter { ModuleFileRole($0.source.name) == .ignored }.map { .file($0) }
    input.environment = settings(environment)
    let root = input.read(&bag)
    add(TerraformConfiguration(root, options.catalogue, upgrade: options.upgrade))
  }

  /// `TF_VAR_name` of the process.
  private mutating func settings(_ environment: [String: String]) -> [TerraformInput.Setting] {
    let found = environment.filter { $0.key.hasPrefix("TF_VAR_") }.sorted { $0.key < $1.key }
    guard !found.isEmpty else { return [] }
    let text = found.map { "\($0.key)=\($0.value)\n" }.joined()
    let id = sources.add(SourceFile(name: "<environment>", text: text))
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

  // MARK: Values alone

  /// Values without a module beside them: the inputs of one of W&B's modules.
  private mutating func readInputs(_ files: [TerraformInput.File]) {
    let values = files.map { TfvarsReader.read($0.source, $0.id, &bag) }
    let names = values.flatMap { $0.assignments.map(\.name) }
    documents += values.map(\.document)
    guard let module = options.module ?? module(with: names) else { return }
    let call = ModuleCall(values)
    add(
      TerraformConfiguration(
        inputs: call, of: module, at: options.moduleVersion, options.catalogue,
        upgrade: options.upgrade))
  }

  /// The one module that has the most of the names, and half of them at least; nil, and reported,
  /// when there is none.
  private mutating func module(with names: [Located]) -> OfficialModule? {
    guard let first = names.first else { return nil }
    let counts = OfficialModule.allCases.compactMap { module -> (module: OfficialModule, Int)? in
      guard module == module.root, let history = options.catalogue.module(module) else {
        return nil
      }
      return (module, names.count { history.variable($0.value) != nil })
    }
    let most = counts.map(\.1).max() ?? 0
    let fitting = most * 2 > names.count ? counts.filter { $0.1 == most }.map(\.module) : []
    guard let module = fitting.first, fitting.count == 1 else {
      bag.report(.noModule(fitting, first.span))
      return nil
    }
    bag.report(.chosenModule(module, first.span))
    return module
  }

  // MARK: Layers

  /// The inputs of W&B's modules as layers, each of its installation.
  private mutating func add(_ configuration: TerraformConfiguration) {
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
      // A value of another type is told as one, and nothing else of it.
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
    add(Layer(.module(call.module), document), of: installation)
  }

  /// `spec = { values = …, chart = … }` is that of a custom resource.
  private mutating func addSpec(_ spec: ConfigNode, of installation: Int) {
    // What is not known sets nothing that could be checked, and what is no object is told as such.
    guard let values = spec["values"], values.entries != nil else { return }
    let version = spec.descendant(["chart", "version"])?.scalar.flatMap { ChartVersion($0.text) }
    add(
      Layer(.helm, ConfigDocument(root: values, span: spec.span), chartVersion: version),
      of: installation)
  }

  /// The input less the values of the chart; nil when nothing is left of it.
  private static func withoutValues(_ input: Entry) -> Entry? {
    guard input.key.value == "spec", let entries = input.value.entries else { return input }
    let rest = entries.filter { $0.key.value != "values" }
    guard !rest.isEmpty else { return nil }
    return Entry(key: input.key, value: ConfigNode(.mapping(rest), input.value.span))
  }
}

extension Diagnostic {
  fileprivate static func noModule(
    _ fitting: [OfficialModule], _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.noModule,
      fitting.isEmpty
        ? "no module of W&B's has most of these inputs, and no *.tf stands beside the file"
        : "the inputs fit the modules \(fitting.map(\.rawValue).joined(separator: ", "))",
      at: span)
    diagnostic.help = "name the module with --module"
    return diagnostic
  }

  fileprivate static func chosenModule(_ module: OfficialModule, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.chosenModule, "these are read as inputs of module `\(module.address)`",
      at: span)
    diagnostic.help = "name the module with --module, or keep the file beside its *.tf"
    return diagnostic
  }
}
