import ArgumentParser
import Diagnostics
import Pipeline

/// `fix`: rewrites the named files with their safe fixes, or shows the difference.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", _superCommandName: WandbCfg.name,
    abstract: "Apply safe fixes, and leave every other byte unchanged.",
    discussion: """
      Named files are changed in place; standard input is fixed and written to standard output. \
      Exit 1 when errors remain.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Show what would change without writing it; exit 1 when errors would remain.")
  var diff = false

  @Flag(help: "Also apply fixes that need a review.")
  var unsafe = false

  func validate() throws {
    guard !input.inputs.isEmpty || input.isEmpty else {
      throw ValidationError("at least one input is required")
    }
    try input.requireAny()
  }

  func run() throws {
    let project = try input.project()
    let (inputs, named) = try input.fixable(project)
    var targets = named
    let options = try input.options(project)
    if inputs.contains(where: \.isTerraform) {
      let files = Compiler.compile(inputs, options).treeFiles
      try targets.add(files, in: try input.names(project))
    }
    var application = FixApplication(
      inputs, texts: targets.targets.map(\.bytes), indices: targets.indices, options: options,
      scope: unsafe ? .unsafe : .safe)
    let before = application.compilation
    application.run()
    let changed = targets.targets.indices.filter {
      application.texts[$0] != targets.targets[$0].bytes
    }
    let files = changed.map { (target: targets.targets[$0], bytes: application.texts[$0]) }
    if diff {
      let difference = FixDifference(before, application.compilation)
      Terminal.write(files.map { difference.text(of: $0.target.name) }.joined(), to: .output)
      try report(application, targets, changed.count)
    } else {
      try FileReplacement.write(files) { () throws(CommandFailure) in
        try echo(targets, application)
        try report(application, targets, changed.count)
      }
    }
    if application.compilation.report.hasErrors { throw ExitCode(1) }
  }

  /// Writes standard input, fixed or not, to standard output.
  private func echo(
    _ targets: FixTargets, _ application: FixApplication
  ) throws(CommandFailure) {
    for (target, text) in zip(targets.targets, application.texts) where target.path == nil {
      try Terminal.printContents(text)
    }
  }

  private func report(
    _ application: FixApplication, _ targets: FixTargets, _ files: Int
  ) throws(CommandFailure) {
    let compilation = application.compilation
    if !compilation.report.isEmpty || !output.formats.isEmpty {
      try output.print(compilation.report, to: .error)
    }
    func write(_ reason: String, about texts: Set<Int>) throws(CommandFailure) {
      for number in texts.sorted() {
        let name = SourceFile(name: targets.targets[number].name, bytes: []).name
        try Terminal.print("\(name): \(reason)\n", to: .error)
      }
    }
    try write("not changed, because it has syntax errors", about: application.unreadable)
    try write(
      "some fixes were not applied, because they would break its syntax",
      about: application.refused)
    // Text after the JSON document would make it invalid.
    guard !output.quiet, output.allowsSentences else { return }
    let problems = application.fixed.counted("problem")
    try Terminal.print(
      "\(diff ? "would fix" : "fixed") \(problems) in \(files.counted("file")), \(application.remaining) remain\n",
      to: .error)
  }
}
