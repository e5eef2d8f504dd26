import Diagnostics
import Emitters
import Pipeline

/// What holds for every compilation, of whatever inputs.
enum CompilationProperties {
  /// Everything that a run does with its inputs: findings, artifacts of every target, and fixes.
  static func faults(of archive: InputArchive) -> [String] {
    let compilation = Compiler.compile(archive.inputs, Sample.options)
    let turn = archive.bytes.count
    return faultsOfFindings(compilation) + faultsOfTargets(compilation, turn)
      + RenderingProperties.faults(of: compilation, turn) + FixProperties.faults(of: archive)
  }

  /// Findings are inside their files, and every format prints them.
  static func faultsOfFindings(_ compilation: Compilation) -> [String] { compilation.report.faults }

  /// Every target can be rendered or says why not.
  private static func faultsOfTargets(_ compilation: Compilation, _ turn: Int) -> [String] {
    EmitterCatalog.all.flatMap { emitter -> [String] in
      var (options, report) = (EmitOptions(), Report())
      options.secrets = .chosen(in: turn)
      let artifacts = Compiler.render(compilation, emitter, options, &report)
      let name = emitter.target.name
      return report.faults
        + .fault(
          "\(name) renders nothing without saying why",
          if: artifacts.isEmpty && report.isEmpty && compilation.report.isEmpty)
        + .fault(
          "a file of \(name) has no final line break",
          if: artifacts.contains { !$0.text.isEmpty && $0.text.utf8.last != 0x0A })
    }
  }
}

extension CaseIterable {
  /// The cases in turn: checking all of them for each input would cost more than it finds.
  fileprivate static func chosen(in turn: Int) -> Self where AllCases == [Self] {
    allCases[turn % allCases.count]
  }
}

/// What holds when fixes are applied.
enum FixProperties {
  /// Applied twice, the fixes are what they are once; and they add no error.
  static func faults(of archive: InputArchive) -> [String] {
    var once = application(archive.files.map(\.bytes), archive)
    let before = once.compilation.report
    guard before.findings.contains(where: { !$0.fixes.isEmpty }) else { return [] }
    once.run()
    var twice = application(once.texts, archive)
    twice.run()
    // An input that could not be parsed hides what else is wrong with it.
    let wasReadable = !before.findings.contains { $0.id.code.hasPrefix("WB1") }
    return .fault("a second fix changes something", if: twice.texts != once.texts)
      + .fault(
        "a fix adds an error",
        if: wasReadable && once.compilation.report.count(.error) > before.count(.error))
  }

  private static func application(_ texts: [[UInt8]], _ archive: InputArchive) -> FixApplication {
    let files = zip(archive.files, texts).map { (name: $0.0.name, bytes: $0.1) }
    let indices = files.enumerated().map { ($0.element.name, $0.offset) }
    return FixApplication(
      InputArchive(files).inputs, texts: texts,
      indices: Dictionary(indices, uniquingKeysWith: { first, _ in first }),
      options: Sample.options, scope: .safe)
  }
}

/// What holds for renderings of a configuration without errors.
enum RenderingProperties {
  /// Renderings are fixed points.
  static func faults(of compilation: Compilation, _ turn: Int) -> [String] {
    guard !compilation.report.hasErrors, compilation.severalInstallations == nil else { return [] }
    let targets = ["helm", "docker-env", "operator", "compose"]
    return faultsOfFixedPoint(compilation, targets[turn % 4])
  }

  /// What is rendered, read and rendered again has the same bytes.
  private static func faultsOfFixedPoint(
    _ compilation: Compilation, _ target: String
  ) -> [String] {
    guard let surface = SurfaceUnderTest.named(target) else { return ["there is no \(target)"] }
    let first = surface.write(compilation)
    guard !first.files.isEmpty else { return [] }
    let again = surface.read(first.files)
    let second = surface.write(again)
    return again.report.faults
      + .fault(
        "\(target) has a syntax error",
        if: again.report.findings.contains { $0.id.code.hasPrefix("WB1") && $0.severity == .error })
      + .fault(
        "\(target) is not a fixed point",
        if: !again.report.hasErrors && second.files.map(\.1) != first.files.map(\.1))
  }

  /// From one surface through another and back, only what the way there lists is lost.
  static func faultsThere(
    _ compilation: Compilation, from target: String, through other: String
  ) -> [String] {
    guard !compilation.report.hasErrors, compilation.severalInstallations == nil,
      let surface = SurfaceUnderTest.named(target), let middle = SurfaceUnderTest.named(other)
    else { return [] }
    let own = surface.write(compilation).files
    guard !own.isEmpty else { return [] }
    let start = surface.read(own)
    let there = middle.write(start)
    guard !start.report.hasErrors, !there.files.isEmpty else { return [] }
    let read = middle.read(there.files)
    let back = surface.write(read)
    guard !read.report.hasErrors, !back.files.isEmpty else { return [] }
    return there.changes(on: middle, from: start, to: surface.read(back.files)).map {
      "\(target) through \(other): \($0)"
    }
  }
}

extension SurfaceUnderTest {
  fileprivate static func named(_ target: String) -> SurfaceUnderTest? {
    all.first { $0.target == target }
  }
}
