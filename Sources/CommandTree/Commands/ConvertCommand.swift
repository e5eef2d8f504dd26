import ArgumentParser
import Diagnostics
import Emitters
import Pipeline
import Project
import Terraform

/// `convert`: renders one whole configuration for another tool, and reports what it can't express.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", _superCommandName: WandbCfg.name,
    abstract: "Convert a configuration to another format, even if it has problems.",
    discussion: """
      Fails only if an input does not parse or is not read at all; lists everything that has no equivalent in the \
      target format, which makes the exit status 1 under --strict.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var emit: EmitFlags

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      """
      The format to write: helm, operator, operator-v2, docker-env, compose, tfvars, terraform or \
      terraform-helm.
      """,
      valueName: "kind"))
  var kind: Kind

  /// The targets that hold a whole configuration.
  enum Kind: String, OptionWord {
    case helm, `operator`, compose, tfvars, terraform
    case operatorV2 = "operator-v2"
    case dockerEnv = "docker-env"
    case terraformHelm = "terraform-helm"
  }

  func validate() throws {
    try input.requireAny()
    guard let emitter else { throw ValidationError("unknown target `\(kind.rawValue)`") }
    try emit.requireReferences(emitter)
    let files = emitter.files(for: RenderRequest(emit.optionsWithoutTerraform))
    guard emit.directory != nil || files.count == 1 else {
      throw ValidationError("this target writes several files: add -o DIR")
    }
  }

  private var emitter: (any Emitter.Type)? { EmitterCatalog.emitter(named: kind.rawValue) }

  func run() throws {
    let compilation = try moving.compile()
    var report = compilation.report
    var found = Report(sources: compilation.sources)
    var artifacts: [Artifact] = []
    let isReadable = compilation.isReadable
    if isReadable, let emitter {
      let options = try emit.narrow(emit.options(input), to: emitter.target)
      artifacts = Compiler.render(compilation, emitter, options, &found)
    }
    report.add(found)
    if !report.isEmpty || !output.formats.isEmpty { try output.print(report, to: .error) }
    guard isReadable, !artifacts.isEmpty else { throw ExitCode(1) }
    try reportChanges(compilation, artifacts)
    if let directory = emit.directory {
      try emit.write(
        artifacts, into: directory, from: compilation.sources.files.map(\.name), output)
    } else {
      Terminal.writeContents(artifacts.map(\.text).joined())
    }
    let isLossy = found.findings.contains { RenderProblem.losses.contains($0.id) }
    let isStrict = compilation.policy.strictness == .strict
    if found.hasErrors || isLossy && isStrict { throw ExitCode(1) }
  }

  /// The inputs, checked against an upgrade to the module release that is written.
  private var moving: InputOptions {
    var input = input
    if kind == .terraform, input.module == nil, input.upgradeTo == nil {
      input.upgradeTo = input.moduleVersion
    }
    return input
  }

  /// Reports what changes in a Terraform directory, and why.
  private func reportChanges(
    _ compilation: Compilation, _ artifacts: [Artifact]
  ) throws(CommandFailure) {
    guard kind == .terraform, let before = compilation.soleTerraform, !output.quiet else { return }
    let after = Migration.read(artifacts, try input.terraform().catalogue)
    let migration = Migration(from: before, to: after)
    guard let name = after.calls.first?.name, !migration.changes.isEmpty else { return }
    Terminal.write(("changes for \(name.printable):\n" + migration.text).printableLines, to: .error)
  }
}
