package import ConfigSyntax
package import Diagnostics

/// A Terraform directory, and the values that are set for it.
package struct TerraformInput: Sendable {
  package struct File: Sendable {
    package let source: SourceFile
    package let id: FileID

    package init(_ source: SourceFile, _ id: FileID) { (self.source, self.id) = (source, id) }
  }

  /// A value from the command line; later ones win.
  package enum Given: Sendable {
    /// `-var-file`.
    case file(File)
    /// `-var`.
    case variable(Setting)

    var setting: Setting? { if case .variable(let setting) = self { setting } else { nil } }
  }

  /// The files of the directory, in any order; those that Terraform does not read are left out.
  package var files: [File]
  package var environment: [Setting] = []
  package var given: [Given] = []
  /// Files of the directory that are not read, so that nothing counts as missing in them.
  package var damage: [SourceSpan] = []
  package var limits = ReadLimits()

  package init(files: [File]) { self.files = files }

  /// Reads the directory as `terraform plan` does: every `*.tf`, then the environment,
  /// `terraform.tfvars`, `*.auto.tfvars` and the command line, of which the last value wins.
  package func read(_ bag: inout DiagnosticBag) -> RootModule {
    let sorted = files.map { (role: ModuleFileRole($0.source.name), file: $0) }
      .sorted {
        ModuleFileRole.precedes(($0.role, $0.file.source.name), ($1.role, $1.file.source.name))
      }
    var reader = RootReader()
    reader.module.damage = damage
    var blocks: [HCLBlock] = []
    var bodies: [HCLBody] = []
    for (role, file) in sorted where role == .configuration {
      bodies.append(body(file, &reader.bag))
      blocks += bodies.last.map { reader.blocks(of: $0) } ?? []
    }
    var changes: [[HCLBlock]] = []
    for (role, file) in sorted where role == .override {
      bodies.append(body(file, &reader.bag))
      changes += bodies.last.map { [reader.blocks(of: $0)] } ?? []
    }
    blocks = reader.override(blocks, with: changes)
    reader.declare(blocks)
    let (values, files) = values(sorted, of: reader.module, &reader.bag)
    var module = reader.finish(blocks, values)
    module.bodies = bodies
    module.values = files
    module.given = environment + given.compactMap(\.setting)
    bag.report(reader.bag.sorted)
    return module
  }

  /// In the order in which Terraform reads them.
  private func values(
    _ sorted: [(role: ModuleFileRole, file: File)], of module: RootModule,
    _ bag: inout DiagnosticBag
  ) -> (VariableValues, [TfvarsFile]) {
    var values = VariableValues(of: module.variables, damage: damage)
    var files: [TfvarsFile] = []
    for setting in environment { values.add(setting, .environment, &bag) }
    for (role, file) in sorted where role.isValues {
      files.append(self.values(of: file, &bag))
    }
    for file in files { values.add(file) }
    for given in given {
      switch given {
      case .file(let file):
        files.append(self.values(of: file, &bag))
        if let last = files.last { values.add(last) }
      case .variable(let setting): values.add(setting, .commandLine, &bag)
      }
    }
    return (values, files)
  }

  private func values(of file: File, _ bag: inout DiagnosticBag) -> TfvarsFile {
    TfvarsReader.read(file.source, file.id, limits: limits, &bag)
  }

  private func body(_ file: File, _ bag: inout DiagnosticBag) -> HCLBody {
    guard file.source.name.hasSuffix(".json") else {
      return HCLParser.read(file.source, file.id, limits: limits, &bag)
    }
    return HCLJSONBodyReader.read(
      file.source, file.id, schema: ConfigurationSchema.root, limits: limits, &bag)
  }
}
