import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Variables of env files that a compose file or a script puts into other values.
///
/// Compose reads `.env` for itself and passes on what the compose file mentions, so that such a
/// variable has an effect although the server does not read it.
struct VariablesOfPrograms {
  private let reading: InputReading

  init(_ reading: InputReading) { self.reading = reading }

  /// The findings on a name that the server is not known to read.
  private static let ids: Set = [
    ShapeProblem.derivedVariable, ShapeProblem.unreadVariable, ShapeProblem.unknownKey,
  ]

  /// The findings without those on a variable that a program mentions.
  func explain(_ bag: DiagnosticBag) -> DiagnosticBag {
    let files = Set(reading.layers.filter { $0.kind is EnvFile }.map(\.document.span.file))
    guard !files.isEmpty else { return bag }
    let found = bag.filter { Self.ids.contains($0.id) && files.contains($0.span.file) }.sorted
    guard !found.isEmpty else { return bag }
    let names = mentioned
    let own = Dictionary(
      uniqueKeysWithValues: Set(found.map(\.span.file)).map { ($0, mentioned(nextTo: $0)) })
    return bag.filter { finding in
      guard Self.ids.contains(finding.id), let own = own[finding.span.file] else { return true }
      let name = reading.sources.text(finding.span)
      return !names.contains(name) && !own.contains(name)
    }
  }

  /// What the compose files and scripts among the inputs mention.
  private var mentioned: Set<String> {
    reading.layers.filter { $0.kind is ComposeFile || $0.kind is DockerRun }
      .map { ExpandedNames.find(in: reading.sources[$0.document.span.file].bytes) }
      .reduce(into: []) { $0.formUnion($1) }
  }

  /// What a compose file mentions that is in the folder of an env file.
  private func mentioned(nextTo file: FileID) -> Set<String> {
    ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"].reduce(into: []) {
      let path = TreePath.path($1, nextTo: reading.sources[file].path ?? "")
      guard case .bytes(let bytes)? = reading.files?.contents(of: path) else { return }
      $0.formUnion(ExpandedNames.find(in: bytes))
    }
  }
}
