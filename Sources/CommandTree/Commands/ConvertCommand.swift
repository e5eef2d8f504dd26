import ArgumentParser
import Diagnostics
import Emitters
import Pipeline
import Terraform

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write the same configuration on another surface, whatever is wrong with it.",
    discussion: "Only text that does not parse stops it; what has no equivalent is listed.")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var emit: EmitFlags

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      "The surface: helm, operator, docker-env, tfvars, terraform or terraform-helm.",
      valueName: "kind"))
  var kind: Kind

  /// The targets that hold a whole configuration.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case helm, `operator`, tfvars, terraform
    case dockerEnv = "docker-env"
    case terraformHelm = "terraform-helm"
  }

  func validate() throws {
    guard let emitter else { throw ValidationError("no target `\(kind.rawValue)`") }
    guard emit.directory != nil || emitter.target.files.count == 1 else {
      throw ValidationError("several files need -o DIR")
    }
  }

  private var emitter: (any Emitter.Type)? { EmitterCatalog.emitter(named: kind.rawValue) }

  func run() throws {
    let compilation = try moving.compile()
    var bag = compilation.bag
    var found = DiagnosticBag()
    var artifacts: [Artifact] = []
    let isReadable = !bag.filter { $0.id.code.hasPrefix("WB1") }.hasErrors
    if isReadable, let emitter {
      artifacts = Compiler.render(compilation, emitter, try emit.options(input), &found)
    }
    bag.report(found.sorted)
    let masks = bag.isEmpty ? [] : compilation.masks
    if !bag.isEmpty || !output.formats.isEmpty {
      try output.print(bag, compilation.sources, masks: masks, to: .error)
    }
    guard isReadable, !found.hasErrors else { throw ExitCode(1) }
    try report(compilation, artifacts)
    guard let directory = emit.directory else {
      return Terminal.write(artifacts.map(\.text).joined(), to: .output)
    }
    try emit.write(artifacts, into: directory, output)
  }

  /// The inputs with what a move to the release that is written does to them.
  private var moving: InputOptions {
    var input = input
    if kind == .terraform, input.module == nil, input.upgradeTo == nil {
      input.upgradeTo = input.moduleVersion
    }
    return input
  }

  /// What changes for a Terraform directory, and why.
  private func report(
    _ compilation: Compilation, _ artifacts: [Artifact]
  ) throws(CommandFailure) {
    guard kind == .terraform, let before = compilation.given, !output.quiet else { return }
    let after = Migration.read(artifacts, try input.terraform().catalogue)
    let migration = Migration(from: before, to: after)
    guard let name = after.calls.first?.name, !migration.changes.isEmpty else { return }
    Terminal.write("changes for \(name):\n" + migration.text, to: .error)
  }
}
