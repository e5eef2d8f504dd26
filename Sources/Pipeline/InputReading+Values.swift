import ConfigSyntax
import Diagnostics
import Terraform

/// Values files without a root module: their values are inputs of an official module.
extension InputReading {
  /// Reads values files without a root module; `damage` are spans of files that were not read.
  mutating func readInputs(
    _ files: [TerraformInput.File], _ damage: [SourceSpan], _ settings: [TerraformInput.Setting]
  ) {
    let values = files.map { TfvarsReader.read($0.source, $0.id, &bag) }
    let names = values.flatMap { $0.assignments.map(\.name) }
    documents += values.map(\.document)
    guard let module = options.module ?? module(with: names) else { return }
    let unread = damage.map { TfvarsFile(assignments: [], span: $0, damage: [$0]) }
    let call = ModuleCall(values + unread, environment: inputs(settings, of: module))
    add(
      TerraformConfiguration(
        inputs: call, of: module, at: options.moduleVersion, options.catalogue,
        upgrade: options.upgrade, given: settings))
  }

  /// The environment variables that are inputs of the module; others are ignored.
  private mutating func inputs(
    _ settings: [TerraformInput.Setting], of module: OfficialModule
  ) -> TfvarsFile? {
    guard let first = settings.first, let history = options.catalogue.module(module),
      let version = options.moduleVersion ?? history.newestStable,
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
}

extension Diagnostic {
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
