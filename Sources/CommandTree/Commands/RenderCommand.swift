import ArgumentParser
import Diagnostics
import Emitters
import Pipeline
import Settings

/// `render`: writes artifacts if the configuration has no errors, or checks those on disk.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", _superCommandName: WandbCfg.name,
    abstract: "Check a configuration, then write files for other tools.",
    usage: "\(WandbCfg.name) render [<options>] --target <target> ... [<input> ...]")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var emit: EmitFlags

  @Option(
    name: .customLong("target"), parsing: .singleValue,
    help: ArgumentHelp(
      "The target to write; may be repeated. `wandb-cfg targets` lists all.", valueName: "target"),
    completion: .custom { _, _, _ in EmitterCatalog.all.map { $0.target.name } })
  var targetWords: [String] = []

  @Flag(
    help: "Write nothing; exit 1 and show the differences when a file in DIR is out of date."
  )
  var check = false

  private var targets: [String] { RepeatedOptions.values(of: targetWords) }

  func validate() throws {
    try input.requireAny()
    guard !targets.isEmpty else { throw ValidationError("at least one --target is required") }
    for target in targets where EmitterCatalog.emitter(named: target) == nil {
      let names = EmitterCatalog.all.map { $0.target.name }
      let nearest = NameSuggestion.nearest(to: target, among: names)
      throw ValidationError(
        "unknown target `\(target)`; "
          + (nearest.map { "did you mean `\($0)`?" } ?? "`wandb-cfg targets` lists them"))
    }
    guard emit.directory != nil || !check else {
      throw ValidationError("--check requires -o DIR")
    }
    try chosen.forEach(emit.requireReferences)
    if let conflict = conflict(for: nil) { throw ValidationError(conflict) }
  }

  /// Why the files of the targets can't be written; nil when they can, as far as is known without
  /// a configuration.
  private func conflict(for resolved: ResolvedConfiguration?) -> String? {
    let options = emit.optionsWithoutTerraform
    let request = resolved.map { RenderRequest($0, nil, options) } ?? RenderRequest(options)
    let files = chosen.flatMap { emitter in
      emitter.files(for: request).map { (file: $0, target: emitter.target.name) }
    }
    guard emit.directory != nil || Set(files.map(\.file)).count <= 1 else {
      return "several files to write: add -o DIR"
    }
    for (index, entry) in files.enumerated() {
      // The Secrets are the same, whichever target refers to them.
      guard let other = files[..<index].first(where: { $0.file == entry.file }),
        !KubernetesSecretsEmitter.target.files.contains(entry.file)
      else { continue }
      return "targets `\(other.target)` and `\(entry.target)` both write \(entry.file)"
    }
    return nil
  }

  /// The emitters of the targets, without duplicates.
  private var chosen: [any Emitter.Type] {
    var names: Set<String> = []
    return targets.filter { names.insert($0).inserted }
      .compactMap { EmitterCatalog.emitter(named: $0) }
  }

  func run() throws {
    let compilation = try input.compile()
    var report = compilation.report
    let artifacts = report.hasErrors ? [] : try render(compilation, &report)
    if !report.isEmpty || !output.formats.isEmpty { try output.print(report, to: .error) }
    if report.hasErrors { throw ExitCode(1) }
    if let conflict = conflict(for: compilation.sole.resolved) {
      throw CommandFailure(message: conflict)
    }
    guard let directory = emit.directory else {
      return Terminal.writeContents(artifacts.map(\.text).joined())
    }
    if check {
      let drift = try Drift.find(artifacts, of: chosen.map { $0.target }, in: directory)
      Terminal.write(drift.printableLines, to: .output)
      if !drift.isEmpty { throw ExitCode(1) }
      return
    }
    try emit.write(
      artifacts, into: directory, from: compilation.sources.files.map(\.name), output)
  }

  private func render(
    _ compilation: Compilation, _ report: inout Report
  ) throws(CommandFailure) -> [Artifact] {
    let options = try emit.options(input)
    var artifacts: [Artifact] = []
    for emitter in chosen {
      let isWritten = emit.directory != nil && !check
      let own = isWritten ? try emit.narrow(options, to: emitter.target) : options
      artifacts += Compiler.render(compilation, emitter, own, &report)
        .filter { artifact in !artifacts.contains { $0.fileName == artifact.fileName } }
    }
    return artifacts
  }
}
