package import ConfigSyntax
package import Diagnostics

/// A Terraform directory, and the values that are set for it.
package struct TerraformInput: Sendable {
  /// A file and its number in the run, by which spans refer to it.
  package struct File: Sendable {
    /// Its name decides how Terraform reads it.
    package let source: SourceFile
    /// The file of its spans.
    package let id: FileID

    /// A file of the directory, or of `-var-file`.
    package init(_ source: SourceFile, _ id: FileID) { (self.source, self.id) = (source, id) }
  }

  /// A value from the command line; later ones win.
  package enum CommandLineValue: Sendable {
    /// `-var-file`.
    case file(File)
    /// `-var`.
    case variable(Setting)

    var setting: Setting? { if case .variable(let setting) = self { setting } else { nil } }
  }

  /// The files of the directory, in any order; those that Terraform does not read are left out.
  package var files: [File]
  /// `TF_VAR_name` of the environment, which files override.
  package var environment: [Setting] = []
  /// `-var` and `-var-file`, in their order.
  package var commandLine: [CommandLineValue] = []
  /// Files of the directory that are not read, so that nothing counts as missing in them.
  package var damage: [SourceSpan] = []
  /// Reads the files that expressions name; nil where they can't be read.
  package var tree: (any TreeFiles)?
  /// The official modules, of which local modules may be copies; nil to recognise none.
  package var catalogue: ModuleCatalogue?
  /// The number of the first file that is read from `tree`.
  package var nextFile: Int
  /// How far the readers of all files go before they give up.
  package var limits = Limits()

  /// A directory without values from outside of its files.
  package init(files: [File]) {
    self.files = files
    nextFile = (files.map { Int($0.id.index) }.max() ?? -1) + 1
  }

  /// Reads the directory as `terraform plan` does: every `*.tf`, then the environment,
  /// `terraform.tfvars`, `*.auto.tfvars` and the command line, of which the last value wins.
  package func read(_ bag: inout DiagnosticBag) -> RootModule { readTree(&bag).root }

  /// Reads the directory, and the local modules that it calls.
  package func readTree(_ bag: inout DiagnosticBag) -> ModuleTree {
    var declared = ModuleTreeReader.declare(files, damage, limits)
    let sorted = files.map { (role: ModuleFileRole($0.source.name), file: $0) }
      .sorted {
        ModuleFileRole.precedes(($0.role, $0.file.source.name), ($1.role, $1.file.source.name))
      }
    let (values, files) = values(sorted, of: declared.reader.module, &declared.reader.bag)
    declared.reader.module.values = files
    declared.reader.module.outsideSettings = environment + commandLine.compactMap(\.setting)
    var reader = ModuleTreeReader(self)
    let root = reader.evaluate(declared, values)
    var found = DiagnosticBag()
    found.report(root.findings + reader.problems)
    bag.report(found.sorted)
    return ModuleTree(root, reader.sources)
  }

  /// The root module, whose files have names with its folder.
  package var place: HCLPlace? {
    guard let tree,
      let first = files.first(where: { ModuleFileRole($0.source.name).isConfiguration })
    else { return nil }
    let path = first.source.path ?? ""
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return HCLPlace(root: folder, files: tree)
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
    for value in commandLine {
      switch value {
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
}

extension TerraformInput {
  /// One variable outside of files: `-var`, or `TF_VAR_name` of the environment.
  package struct Setting: Sendable {
    /// The variable, without `TF_VAR_`.
    package let name: Located
    /// The value as it was set, before it is read as an expression.
    package let text: String
    /// The span of the text.
    package let span: SourceSpan

    /// `span` is that of the text, where findings about the value are reported.
    package init(name: Located, text: String, span: SourceSpan) {
      (self.name, self.text, self.span) = (name, text, span)
    }

    /// The text itself for a primitive type, and its value as an expression for others; nil, and
    /// reported without quoting it, where it has none.
    package func value(of type: HCLType?, _ bag: inout DiagnosticBag) -> HCLValue? {
      guard type?.isPrimitive != true else {
        return HCLValue(.string(HCLText.normalized(text)), span)
      }
      var found = DiagnosticBag()
      let expression = HCLParser.readText(text, .code, at: span, depth: 0, &found)
      var evaluation = HCLEvaluation(.literal)
      let value = expression.flatMap { evaluation.value(of: $0) }
      bag.report((found.sorted + evaluation.bag.sorted).map(\.hidingValues))
      return value
    }
  }
}

/// What Terraform does with a file of a directory; roles are in reading order.
package enum ModuleFileRole: Int, Sendable {
  /// `*.tf`, and then `override.tf` and `*_override.tf`, JSON or not.
  case configuration, override
  /// `terraform.tfvars`, and the same in JSON.
  case values, valuesInJSON
  /// `*.auto.tfvars`, JSON or not.
  case automaticValues
  /// Values files that are read only on request, and everything else.
  case ignored

  /// The role of the file of this name or path.
  package init(_ path: String) {
    let name = path.pieces(between: "/").last.map(String.init) ?? path
    let isJSON = name.hasSuffix(".json")
    let stem = isJSON ? String(name.dropLast(5)) : name
    let isBackup = name.hasSuffix("~") || name.hasPrefix("#") && name.hasSuffix("#")
    if name.hasPrefix(".") || isBackup {
      self = .ignored
    } else if stem == "terraform.tfvars" {
      self = isJSON ? .valuesInJSON : .values
    } else if stem.hasSuffix(".auto.tfvars") {
      self = .automaticValues
    } else if stem.hasSuffix(".tf") {
      self =
        stem == "override.tf" || stem.hasSuffix("_override.tf") ? .override : .configuration
    } else {
      self = .ignored
    }
  }

  /// Whether the file declares or changes blocks.
  package var isConfiguration: Bool { self == .configuration || self == .override }

  /// Whether Terraform reads values from it without being asked to.
  var isValues: Bool {
    switch self {
    case .values, .valuesInJSON, .automaticValues: true
    case .configuration, .override, .ignored: false
    }
  }

  /// The order in which Terraform reads: by role, then by the bytes of the name.
  static func precedes(
    _ left: (role: ModuleFileRole, name: String), _ right: (role: ModuleFileRole, name: String)
  ) -> Bool {
    guard left.role == right.role else { return left.role.rawValue < right.role.rawValue }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
