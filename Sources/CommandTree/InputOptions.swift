import ArgumentParser
import CloudDocuments
import Pipeline
import Settings

/// Where a command's configuration comes from.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, directories, or - for standard input; later ones override earlier ones.",
      valueName: "input"))
  var inputs: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Set a setting or a path of the chart; @FILE and env:NAME read the value.",
      valueName: "path=value"))
  var assignments: [String] = []

  @Flag(name: .customLong("env"), help: "Add the variables of the process that W&B reads.")
  var addsEnvironment = false

  @Option(help: "The format of every input: yaml, env, hcl or xml; else by name, then by content.")
  var inputFormat: Input.Format?

  @Option(help: ArgumentHelp("The name that stands for standard input.", valueName: "name"))
  var stdinFilename: String?

  @Option(help: "How env files are read; `docker` is the one dialect so far.")
  var envDialect: EnvDialect = .docker

  @Option(
    help: ArgumentHelp("The release of chart operator-wandb to check for.", valueName: "version"))
  var chartVersion: String?

  // Text, and no group of their own: each new type of option, and each group, costs the parser a
  // tenth of a millisecond, in every run.
  @Option(
    help: ArgumentHelp(
      """
      The module that a values file alone is for, and that is written: aws, google, azurerm, \
      kubernetes or helm.
      """,
      valueName: "module"))
  var module: String?

  @Option(help: ArgumentHelp("Its release; the newest otherwise.", valueName: "version"))
  var moduleVersion: String?

  @Option(
    help: ArgumentHelp("Tell what a move of the modules to a release breaks.", valueName: "version")
  )
  var upgradeTo: String?

  @Option(
    help: ArgumentHelp(
      "A catalogue of the modules in place of the built-in one.", valueName: "file"))
  var catalogue: String?

  @Option(
    help: ArgumentHelp(
      """
      What the first input is: s3-cors, gcs-cors, azure-cors, iam, s3-bucket-policy, kms or sqs; \
      otherwise by its content.
      """,
      valueName: "kind"))
  var kind: String?

  @Option(help: ArgumentHelp("The largest input that is read.", valueName: "bytes"))
  var maxBytes = 64 * 1024 * 1024

  @Flag(help: "Warnings are errors.")
  var strict = false

  enum EnvDialect: String, ExpressibleByArgument, CaseIterable { case docker }

  func validate() throws {
    // Offsets are 32 bits wide.
    guard (0...Int(Int32.max) - 1).contains(maxBytes) else {
      throw ValidationError("--max-bytes is 0 to \(Int32.max - 1)")
    }
    guard !inputs.isEmpty || !assignments.isEmpty || addsEnvironment else {
      throw ValidationError("name at least one input")
    }
    guard inputs.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("standard input can be read once")
    }
    if let chartVersion, ChartVersion(chartVersion) == nil {
      throw ValidationError("--chart-version is a release, as 0.43.8")
    }
    if let kind, DocumentKind(rawValue: kind) == nil {
      let names = DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--kind is one of \(names)")
    }
    guard kind == nil || !inputs.isEmpty else {
      throw ValidationError("--kind says what the first input is; name one")
    }
    if let problem = TerraformOptions(self).problem { throw ValidationError(problem) }
  }

  /// Reads everything and compiles it.
  func compile() throws(CommandFailure) -> Compilation {
    try compile(only: inputs)
  }

  /// Compiles some of the inputs, as `diff` does.
  func compile(only names: [String]) throws(CommandFailure) -> Compilation {
    var options = options
    options.terraform = try terraform()
    return Compiler.compile(try read(names) + overrides(), options)
  }

  /// Every input, and the files among them that were named.
  func fixable() throws(CommandFailure) -> (inputs: [Input], targets: FixTargets) {
    var files = InputFiles(self)
    var found: [Input] = []
    var targets = FixTargets()
    for name in inputs {
      let read = try files.read(name)
      try targets.add(read, for: name)
      found += read
    }
    return (found + (try files.readBeside(inputs)) + (try overrides()), targets)
  }

  /// How inputs of Terraform are read.
  func terraform() throws(CommandFailure) -> Compiler.TerraformOptions {
    try TerraformOptions(self).options(limit: maxBytes)
  }

  var options: Compiler.Options {
    var options = Compiler.Options()
    options.chartVersion = chartVersion.flatMap { ChartVersion($0) }
    options.now = Terminal.now
    options.environment = Terminal.variable
    options.documentKind = kind.flatMap(DocumentKind.init(rawValue:))
    options.strictness = strict ? .strict : .lenient
    return options
  }

  // MARK: Reading

  /// Those that were named come first, so that `--kind` is of the first of them.
  private func read(_ names: [String]) throws(CommandFailure) -> [Input] {
    var files = InputFiles(self)
    var found: [Input] = []
    for name in names { found += try files.read(name) }
    return found + (try files.readBeside(names))
  }

  private func overrides() throws(CommandFailure) -> [Input] {
    var result: [Input] = addsEnvironment ? [.environment(Terminal.environment)] : []
    for assignment in assignments { result.append(try Self.override(assignment, maxBytes)) }
    return result
  }

  private static func override(_ text: String, _ limit: Int) throws(CommandFailure) -> Input {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw CommandFailure(message: "--set takes PATH=VALUE")
    }
    let path = String(text[..<equals])
    let value = String(text[text.index(after: equals)...])
    if value.hasPrefix("env:") {
      let name = String(value.dropFirst(4))
      guard let found = Terminal.variable(name) else {
        throw CommandFailure(message: "--set \(path): the variable \(name) is not set")
      }
      return .set(path: path, value: found, shown: value, isOnCommandLine: false)
    }
    guard value.hasPrefix("@") else {
      return .set(path: path, value: value, shown: value, isOnCommandLine: true)
    }
    let file = String(value.dropFirst())
    guard case .bytes(var bytes) = try FileSystem.read(file, limit: limit) else {
      throw CommandFailure(message: "--set \(path): \(file) is larger than --max-bytes")
    }
    // Editors and `echo` end a file with a line break that is not the secret's.
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    guard let contents = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(message: "--set \(path): \(file) is not UTF-8")
    }
    guard !contents.isEmpty else {
      throw CommandFailure(message: "--set \(path): \(file) is empty")
    }
    return .set(path: path, value: contents, shown: value, isOnCommandLine: false)
  }
}

extension Input.Format: ExpressibleByArgument {}
