import ArgumentParser
import Diagnostics
import Pipeline

struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", abstract: "Mend what has a safe fix, and leave every other byte as it is.",
    discussion: """
      Files that were named are written in place; of standard input the mended text goes to \
      standard output. Exit 1 when errors remain.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Write nothing; show what would change, and judge what would remain.")
  var diff = false

  @Flag(help: "Apply fixes too that a person should look at.")
  var unsafe = false

  func validate() throws {
    guard !input.inputs.isEmpty else { throw ValidationError("name at least one input") }
  }

  func run() throws {
    let (inputs, targets) = try input.fixable()
    var options = input.options
    options.terraform = try input.terraform()
    var application = FixApplication(
      inputs, texts: targets.targets.map(\.bytes), places: targets.places, options: options,
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
    } else {
      try FileReplacement.write(files)
      echo(targets, application)
    }
    try report(application, targets, changed.count)
    if application.compilation.bag.hasErrors { throw ExitCode(1) }
  }

  /// Standard input, mended or not, becomes standard output.
  private func echo(_ targets: FixTargets, _ application: FixApplication) {
    for (target, text) in zip(targets.targets, application.texts) where target.path == nil {
      Terminal.write(text, to: .output)
    }
  }

  private func report(
    _ application: FixApplication, _ targets: FixTargets, _ files: Int
  ) throws(CommandFailure) {
    let compilation = application.compilation
    if !compilation.bag.isEmpty || !output.formats.isEmpty {
      try output.print(
        compilation.bag, compilation.sources, masks: compilation.masks, to: .error)
    }
    for place in application.refused.sorted() {
      let name = SourceFile(name: targets.targets[place].name, bytes: []).name
      Terminal.write(
        "\(name): left as it is; with its fixes it would not parse\n", to: .error)
    }
    // Text behind JSON would break it.
    guard !output.quiet, output.formats.allSatisfy({ $0.path != nil || $0.format != .json })
    else { return }
    let problems = "\(application.fixed) problem\(application.fixed == 1 ? "" : "s")"
    let places = "\(files) file\(files == 1 ? "" : "s")"
    Terminal.write(
      "\(diff ? "would fix" : "fixed") \(problems) in \(places), \(application.remaining) remain\n",
      to: .error)
  }
}
