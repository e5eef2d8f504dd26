package import ConfigSyntax
package import Diagnostics

/// A directory of Terraform, and the values that are given to it.
package struct TerraformInput: Sendable {
  package struct File: Sendable {
    package let source: SourceFile
    package let id: FileID

    package init(_ source: SourceFile, _ id: FileID) { (self.source, self.id) = (source, id) }
  }

  /// One variable outside of files: `-var`, or `TF_VAR_name` of the environment.
  package struct Setting: Sendable {
    package let name: Located
    package let text: String
    /// That of the text.
    package let span: SourceSpan

    package init(name: Located, text: String, span: SourceSpan) {
      (self.name, self.text, self.span) = (name, text, span)
    }
  }

  /// What the command line gives; later ones win.
  package enum Given: Sendable {
    /// `-var-file`.
    case file(File)
    /// `-var`.
    case variable(Setting)
  }

  /// The files of the directory, in any order; those that Terraform does not read are left out.
  package var files: [File]
  package var environment: [Setting] = []
  package var given: [Given] = []
  package var limits = ReadLimits()

  package init(files: [File]) { self.files = files }

  /// Reads the directory as `terraform plan` does: every `*.tf`, then the environment,
  /// `terraform.tfvars`, `*.auto.tfvars` and what is given, of which the last value wins.
  package func read(_ bag: inout DiagnosticBag) -> RootModule {
    let sorted = files.map { (role: ModuleFileRole($0.source.name), file: $0) }
      .sorted {
        ModuleFileRole.precedes(($0.role, $0.file.source.name), ($1.role, $1.file.source.name))
      }
    var reader = RootReader()
    var values = VariableValues()
    var blocks: [HCLBlock] = []
    for (role, file) in sorted where role == .configuration {
      blocks += reader.blocks(of: body(file, &reader.bag))
    }
    for (role, file) in sorted where role == .override {
      reader.override(&blocks, with: reader.blocks(of: body(file, &reader.bag)))
    }
    reader.declare(blocks)
    for setting in environment { values.add(setting, .environment, in: reader.module, &reader.bag) }
    for (role, file) in sorted where role.isValues {
      values.add(TfvarsReader.read(file.source, file.id, limits: limits, &reader.bag))
    }
    for given in given {
      switch given {
      case .file(let file):
        values.add(TfvarsReader.read(file.source, file.id, limits: limits, &reader.bag))
      case .variable(let setting):
        values.add(setting, .commandLine, in: reader.module, &reader.bag)
      }
    }
    let module = reader.finish(blocks, values)
    bag.report(reader.bag.sorted)
    return module
  }

  private func body(_ file: File, _ bag: inout DiagnosticBag) -> HCLBody {
    guard file.source.name.hasSuffix(".json") else {
      return HCLParser.read(file.source, file.id, limits: limits, &bag)
    }
    return HCLJSONBodyReader.read(
      file.source, file.id, schema: ConfigurationSchema.root, limits: limits, &bag)
  }
}
