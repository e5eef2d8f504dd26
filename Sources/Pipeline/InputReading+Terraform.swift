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
        let id = sources.add(source)
        files.append(TerraformInput.File(source, id))
        if !name.hasSuffix(".json") {
          commented.append(SuppressionIndex.Source(file: id, syntax: .hcl))
        }
        if ModuleFileRole(name).isConfiguration { isDirectory = true }
      case .refused(let name, _) where input.isTerraform:
        damage.append(SourceSpan(FileID(sources.files.count), 0, 0))
        readInput(input)
        if ModuleFileRole(name).isConfiguration { isDirectory = true }
      case .environment(let variables): environment.merge(variables) { $1 }
      case .file, .refused, .set: break
      }
    }
    guard isDirectory else { return readInputs(files, damage, settings(environment)) }
    var input = TerraformInput(files: files)
    input.commandLine = files.filter { ModuleFileRole($0.source.name) == .ignored }.map {
      .file($0)
    }
    input.environment = settings(environment)
    input.damage = damage
    input.tree = self.files
    input.limits = limits
    input.catalogue = options.catalogue
    input.nextFile = sources.files.count
    let tree = input.readTree(&bag)
    for source in tree.sources {
      let id = sources.add(source)
      if !source.name.hasSuffix(".json") {
        commented.append(SuppressionIndex.Source(file: id, syntax: .hcl))
      }
    }
    let configuration = TerraformConfiguration(
      tree, options.catalogue, upgrade: options.upgrade)
    let modules = tree.modules(at: input.place)
    let releases = modules.flatMap { HelmResource.layers(of: $0.module, at: $0.place) }
    let manifests = modules.flatMap { ManifestResource.layers(of: $0.module, at: $0.place) }
    if self.files == nil, configuration.calls.isEmpty, releases.isEmpty,
      let unread = tree.root.moduleCalls.first(where: { $0.localSource != nil })
    {
      bag.report(.unread(unread))
    }
    addTerraform(configuration)
    for layer in releases + manifests { addLayer(layer) }
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

  // MARK: Values files without a root module, whose values are inputs of an official module

  /// Reads values files without a root module; `damage` are spans of files that were not read.
  private mutating func readInputs(
    _ files: [TerraformInput.File], _ damage: [SourceSpan], _ settings: [TerraformInput.Setting]
  ) {
    let values = files.map { TfvarsReader.read($0.source, $0.id, limits: limits, &bag) }
    let names = values.flatMap { $0.assignments.map(\.name) }
    documents += values.map(\.document)
    guard let module = options.module ?? module(with: names) else { return }
    let unread = damage.map { TfvarsFile(assignments: [], span: $0, damage: [$0]) }
    let call = ModuleCall(values + unread, environment: inputs(settings, of: module))
    addTerraform(
      TerraformConfiguration(
        inputs: call, of: module, at: options.version(of: module), options.catalogue,
        upgrade: options.upgrade, settings: settings))
  }

  /// The environment variables that are inputs of the module; others are ignored.
  private mutating func inputs(
    _ settings: [TerraformInput.Setting], of module: OfficialModule
  ) -> TfvarsFile? {
    guard let first = settings.first, let history = options.catalogue.module(module),
      let version = options.version(of: module) ?? history.newestStable,
      let release = history.release(at: version)
    else { return nil }
    var assignments: [TfvarsFile.Assignment] = []
    var damage: [SourceSpan] = []
    for setting in settings {
      guard let variable = release.variable(setting.name.value) else { continue }
      guard let value = setting.value(of: variable.constraint(at: setting.span), &bag) else {
        damage.append(setting.span)
        continue
      }
      assignments.append(
        TfvarsFile.Assignment(name: setting.name, span: setting.span, value: value))
    }
    return TfvarsFile(assignments: assignments, span: first.span, damage: damage)
  }

  /// The single module with most of the names, and with more than half of them; reports if there is
  /// none and returns nil.
  private mutating func module(with names: [Located]) -> OfficialModule? {
    guard let first = names.first else { return nil }
    let fitting = Self.modules(with: names, in: options.catalogue)
    guard let module = fitting.first, fitting.count == 1 else {
      bag.report(.noModule(fitting, first.span))
      return nil
    }
    bag.report(.chosenModule(module, first.span))
    return module
  }

  /// The modules with most of the names, if that is more than half of them.
  static func modules(
    with names: [Located], in catalogue: ModuleCatalogue
  ) -> [OfficialModule] {
    let counts = OfficialModule.allCases.compactMap { module -> (module: OfficialModule, Int)? in
      guard module == module.root, let history = catalogue.module(module) else { return nil }
      return (module, names.count { history.variable($0.value) != nil })
    }
    let most = counts.map(\.1).max() ?? 0
    return most * 2 > names.count ? counts.filter { $0.1 == most }.map(\.module) : []
  }

  // MARK: Layers

  /// Adds the inputs of the official modules as layers of their installations.
  mutating func addTerraform(_ configuration: TerraformConfiguration) {
    terraform = configuration
    for call in configuration.calls where call.publisher != .official { bag.report(.copied(call)) }
    installations = configuration.installations
    for (number, installation) in installations.enumerated() {
      for call in installation.calls where call.release != nil || call.version == nil {
        addCall(call, of: number)
      }
    }
  }

  private mutating func addCall(_ call: OfficialCall, of installation: Int) {
    let inputs = call.call.inputs.filter { input in
      guard let release = call.release else { return true }
      return release.variable(input.name.value).map { !$0.hasNoEffect } ?? false
    }
    let entries = inputs.map { input in
      // A value of the wrong type is reported as such, so it must not cause other findings.
      let isAdmitted = call.release?.variable(input.name.value)?.admits(input.value) ?? true
      return Entry(
        key: input.name,
        value: isAdmitted
          ? input.value.node : ConfigNode(.unknown(prefix: ""), input.value.span))
    }
    let document = ConfigDocument(
      root: ConfigNode(.mapping(entries), call.call.span), span: call.call.span,
      damage: call.call.isDamaged ? [call.call.span] : [])
    for var layer in TerraformModule.layers(call.module, document) {
      layer.installation = installation
      addLayer(layer)
    }
  }
}

extension Diagnostic {
  fileprivate static func copied(_ call: OfficialCall) -> Diagnostic {
    Diagnostic(
      TerraformProblem.copiedModule,
      "this is checked as a copy of module \(call.title)",
      at: call.call.source?.span ?? call.call.name.span)
  }

  fileprivate static func unread(_ call: ModuleCall) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unreadModule,
      "module `\(call.name.value)` is not read, and the directory calls no official W&B module",
      at: call.source?.span ?? call.name.span)
    diagnostic.help = "name the directory that calls the W&B module"
    return diagnostic
  }

  fileprivate static func noModule(
    _ fitting: [OfficialModule], _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.noModule,
      fitting.isEmpty
        ? "no official module has most of these inputs, and there is no *.tf file next to this one"
        : "the inputs fit several modules: \(fitting.map(\.rawValue).joined(separator: ", "))",
      at: span)
    diagnostic.help = "name the module with --module"
    return diagnostic
  }

  fileprivate static func chosenModule(_ module: OfficialModule, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.chosenModule, "these are read as inputs of module `\(module.address)`",
      at: span)
    diagnostic.help = "name the module with --module, or keep the file next to its *.tf files"
    return diagnostic
  }
}
