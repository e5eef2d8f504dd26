import ArgumentParser
import CloudDocuments
import ConfigSyntax
import Diagnostics
import Pipeline
import Project
import Settings

/// The inputs of a command, and how to read them.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, directories or - for standard input; later inputs override earlier ones.",
      valueName: "input"),
    completion: .file())
  var inputWords: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Set a setting or a chart path; @FILE and env:NAME read it from a file or a variable.",
      valueName: "path=value"))
  var assignments: [String] = []

  @Flag(name: .customLong("env"), help: "Also read the environment variables that W&B reads.")
  var addsEnvironment = false

  @Option(
    name: .customLong("input-format"),
    help: ArgumentHelp(
      "The format of all inputs: yaml, env, hcl, xml or script; by default, detected.",
      valueName: "input-format"),
    completion: .list(Input.Format.allValueStrings))
  var inputFormatWord: String?

  @Option(help: ArgumentHelp("The file name to assume for standard input.", valueName: "name"))
  var stdinFilename: String?

  @Option(
    name: .customLong("env-dialect"),
    help: ArgumentHelp(
      "The program whose rules env files follow: docker, compose, shell or systemd.",
      valueName: "env-dialect"),
    completion: .list(EnvDialect.allValueStrings))
  var envDialectWord = EnvDialect.docker.rawValue

  @Option(
    help: ArgumentHelp(
      "The version of chart operator-wandb to check against.", valueName: "version"))
  var chartVersion: String?

  // Strings in this group, because each new option type and each group costs the parser a tenth of
  // a millisecond in every run.
  @Option(
    help: ArgumentHelp(
      """
      The Terraform module to write, or to check a lone values file against: aws, google, \
      azurerm, kubernetes or helm.
      """,
      valueName: "module"))
  var module: String?

  @Option(help: ArgumentHelp("The module's version; by default, the newest.", valueName: "version"))
  var moduleVersion: String?

  @Option(
    help: ArgumentHelp(
      "Report what upgrading the modules to this release breaks.", valueName: "version"))
  var upgradeTo: String?

  @Option(
    help: ArgumentHelp(
      "A module catalogue to use instead of the built-in one.", valueName: "file"))
  var catalogue: String?

  @Option(
    help: ArgumentHelp(
      """
      The kind of the first input: s3-cors, gcs-cors, azure-cors, iam, s3-bucket-policy, kms, sqs \
      or s3-notification; by default, detected from its content.
      """,
      valueName: "kind"))
  var kind: String?

  @Option(name: .customLong("limit"), parsing: .singleValue, help: LimitOption.help)
  var limitWords: [String] = []

  @Option(help: ArgumentHelp("The same as --limit bytes=NUMBER.", valueName: "bytes"))
  var maxBytes: Int?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(
    name: .customLong("ignore"), parsing: .singleValue,
    help: ArgumentHelp(
      "Do not report these codes or names, separated by commas; may be repeated.",
      valueName: "codes"))
  var ignoredCodes: [String] = []

  @Option(
    name: .customLong("error"), parsing: .singleValue,
    help: ArgumentHelp("Report these codes as errors.", valueName: "codes"))
  var errorCodes: [String] = []

  @Option(
    name: .customLong("warn"), parsing: .singleValue,
    help: ArgumentHelp("Report these codes as warnings.", valueName: "codes"))
  var warningCodes: [String] = []

  @Option(
    help: ArgumentHelp(
      "The project file; by default, .wandb-cfg.yaml here or above, up to the repository's root.",
      valueName: "file"))
  var config: String?

  @Flag(help: "Do not look for a project file.")
  var noConfig = false

  func validate() throws {
    try Input.Format.check(inputFormatWord, of: "--input-format")
    try EnvDialect.check(envDialectWord, of: "--env-dialect")
    if let problem = limitOption.problem { throw ValidationError(problem) }
    guard inputs.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("standard input (-) can be named only once")
    }
    let isAssignment = { Self.equalsSign(in: $0) != nil }
    guard RepeatedOptions.values(of: assignments).allSatisfy(isAssignment) else {
      throw ValidationError("--set must be PATH=VALUE")
    }
    if let chartVersion, ChartVersion(chartVersion) == nil {
      throw ValidationError("--chart-version must be a version, such as \(ChartVersion.newest)")
    }
    if let kind, DocumentKind(rawValue: kind) == nil {
      throw ValidationError("--kind must be \(DocumentKind.allCases.map(\.rawValue).alternatives)")
    }
    guard kind == nil || !inputs.isEmpty else {
      throw ValidationError("--kind describes the first input, so at least one input is required")
    }
    if let problem = TerraformOptions(self).problem { throw ValidationError(problem) }
    if let problem = ProjectOptions(self).problem { throw ValidationError(problem) }
  }

  /// The inputs, as they were passed.
  var inputs: [String] { RepeatedOptions.values(of: inputWords) }

  /// The format of all inputs; nil where it is detected.
  var inputFormat: Input.Format? { inputFormatWord.flatMap(Input.Format.init) }

  /// The program whose rules env files follow.
  var envDialect: EnvDialect { EnvDialect(rawValue: envDialectWord) ?? .docker }

  /// What the run may cost.
  var limits: Limits { limitOption.limits }

  private var limitOption: LimitOption { LimitOption(limitWords, bytes: maxBytes) }

  /// Whether there is nothing to read.
  var isEmpty: Bool { inputs.isEmpty && assignments.isEmpty && !addsEnvironment }

  /// Refuses a command line without inputs, unless a project file may name some.
  func requireAny() throws {
    guard !isEmpty || ProjectOptions(self).hasFile else {
      throw ValidationError("at least one input is required")
    }
  }

  /// Reads everything and compiles it.
  func compile(
    requiring requirement: Deployment.Requirement = .ifWhole
  ) throws(CommandFailure) -> Compilation {
    try compile(try project(), requiring: requirement)
  }

  /// The same with the project file that was read.
  func compile(
    _ project: LoadedProject, requiring requirement: Deployment.Requirement = .ifWhole
  ) throws(CommandFailure) -> Compilation {
    try compile(try names(project), project, requiring: requirement)
  }

  /// Reads and compiles some of the inputs, as `diff` does.
  func compile(
    only names: [String], requiring requirement: Deployment.Requirement = .ifWhole
  ) throws(CommandFailure) -> Compilation {
    try compile(names, try project(), requiring: requirement)
  }

  private func compile(
    _ names: [String], _ project: LoadedProject, requiring requirement: Deployment.Requirement
  ) throws(CommandFailure) -> Compilation {
    var options = try options(project)
    options.requirement = requirement
    return Compiler.compile(try read(names) + overrides(), options)
  }

  /// Reads and compiles everything, with a Terraform plan that has the values of variables.
  func compile(withPlan path: String?) throws(CommandFailure) -> Compilation {
    guard let path else { return try compile() }
    let project = try project()
    let plan = try InputFiles(.hcl, standardInput: nil, limits: limits).plan(path)
    return Compiler.compile(
      try read(try names(project)) + [plan] + overrides(), try options(project))
  }

  /// Every input, and the named files among them.
  func fixable(
    _ project: LoadedProject
  ) throws(CommandFailure) -> (inputs: [Input], targets: FixTargets) {
    var files = InputFiles(self)
    var found: [Input] = []
    var targets = FixTargets()
    let names = try names(project)
    for name in names {
      let read = try files.read(name)
      try targets.add(read, for: name)
      found += read
    }
    return (found + (try files.readModule(of: names)) + (try overrides()), targets)
  }

  /// How Terraform inputs are read, as far as the command line says it.
  func terraform() throws(CommandFailure) -> Compiler.TerraformOptions {
    try TerraformOptions(self).options(limit: limits[.bytes])
  }

  /// The project file, with what the command line says about findings.
  func project() throws(CommandFailure) -> LoadedProject { try ProjectOptions(self).load() }

  /// The inputs of the command line, else those of the project file.
  func names(_ project: LoadedProject) throws(CommandFailure) -> [String] {
    guard inputs.isEmpty else { return inputs }
    let names = project.inputs
    guard !names.isEmpty || !isEmpty else {
      throw CommandFailure(
        message: "at least one input is required: \(project.path ?? "") lists no `inputs`")
    }
    return names
  }

  var options: Compiler.Options {
    get throws(CommandFailure) { try options(try project()) }
  }

  /// How the inputs are compiled; the command line precedes the project file.
  func options(_ project: LoadedProject) throws(CommandFailure) -> Compiler.Options {
    var options = Compiler.Options()
    options.chartVersion =
      chartVersion.flatMap { ChartVersion($0) } ?? project.file.chartVersion
    options.terraform = try terraform()
    options.files = DiskTree(limit: limits[.bytes])
    options.limits = limits
    options.terraform.moduleVersions = project.file.modules
    options.site = project.file.site
    options.policy = project.file.policy
    options.now = Terminal.now
    options.environment = Terminal.variable
    options.envDialect = envDialect
    options.documentKind = kind.flatMap(DocumentKind.init(rawValue:))
    return options
  }

  // MARK: Reading

  /// Named inputs come first, so that `--kind` applies to the first of them.
  private func read(_ names: [String]) throws(CommandFailure) -> [Input] {
    var files = InputFiles(self)
    var found: [Input] = []
    for name in names { found += try files.read(name) }
    return found + (try files.readModule(of: names))
  }

  /// What follows the named inputs: `--env` and `--set`.
  func overrides() throws(CommandFailure) -> [Input] {
    var result: [Input] = addsEnvironment ? [.environment(Terminal.environment)] : []
    for assignment in RepeatedOptions.values(of: assignments) {
      result.append(try Self.override(assignment, limits[.bytes]))
    }
    return result
  }

  /// Where `=` is in `PATH=VALUE`; nil without one, or without a path before it.
  private static func equalsSign(in assignment: String) -> String.Index? {
    let sign = assignment.utf8.firstIndex(of: UInt8(ascii: "="))
    return sign.flatMap { $0 > assignment.startIndex ? $0 : nil }
  }

  private static func override(_ text: String, _ limit: Int) throws(CommandFailure) -> Input {
    guard let equals = equalsSign(in: text) else {
      throw CommandFailure(message: "--set must be PATH=VALUE")
    }
    let path = String(text[..<equals])
    let value = String(text[text.utf8.index(after: equals)...])
    if value.hasPrefix("env:") {
      let name = String(value.dropFirst(4))
      guard let found = try Terminal.text(ofVariable: name) else {
        throw CommandFailure(message: "--set \(path): environment variable \(name) is not set")
      }
      return .set(path: path, value: found, shown: value, from: .elsewhere)
    }
    guard value.hasPrefix("@") else {
      return .set(path: path, value: value, shown: value, from: .commandLine)
    }
    let file = String(value.dropFirst())
    guard case .bytes(var bytes) = try FileSystem.read(file, limit: limit) else {
      throw CommandFailure(message: "--set \(path): \(file) has more than \(limit) bytes")
    }
    // Editors and `echo` end a file with a line break that does not belong to the secret.
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    guard let contents = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(message: "--set \(path): \(file) is not UTF-8")
    }
    guard !contents.isEmpty else {
      throw CommandFailure(message: "--set \(path): \(file) is empty")
    }
    return .set(path: path, value: contents, shown: value, from: .elsewhere)
  }
}

extension Input.Format: OptionWord {}
extension EnvDialect: OptionWord {}
