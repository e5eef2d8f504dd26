import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Env files among the inputs that belong to a Compose project, but not to its W&B service.
extension InputReading {
  /// Leaves out the layers of env files of which the server gets nothing: those that only other services
  /// name, and `.env`, from which Compose only takes what its files mention.
  mutating func leaveOutFilesOfOthers() {
    var (paths, own, complete): (Set<String>, Set<String>, Set<String>) = ([], [], [])
    for layer in layers {
      guard let project = layer.kind as? ComposeFile else { continue }
      let span = layer.document.span
      for file in project.envFiles {
        // It may be any of them.
        guard let path = file.path else { return }
        own.insert(self.path(path, nextTo: file.span))
      }
      let variables = path(ComposeFile.variablesFile, nextTo: span)
      paths.formUnion(project.filesOfOthers.map { path($0, nextTo: span) } + [variables])
      if !project.hasOtherFiles { complete.insert(variables) }
    }
    paths.subtract(own)
    guard !paths.isEmpty else { return }
    let left = layers.filter {
      $0.kind is EnvFile && paths.contains(path(of: $0.document.span.file))
    }
    .map(\.document)
    guard !left.isEmpty else { return }
    let files = Set(left.map(\.span.file))
    layers.removeAll { $0.kind is EnvFile && files.contains($0.document.span.file) }
    commented.removeAll { files.contains($0.file) }
    bag = bag.filter { !files.contains($0.span.file) }
    let read = Set(
      sources.files.indices.filter { !files.contains(FileID($0)) }.map { sources.files[$0].path })
    for file in files.sorted() where !read.contains(sources[file].path) { readAsCompose(file) }
    for document in left where complete.contains(path(of: document.span.file)) {
      reportUnused(document)
    }
  }

  /// Reports what Compose refuses in a file, which was read as Docker reads it.
  private mutating func readAsCompose(_ file: FileID) {
    var compose = EnvContext(.compose, environment: context.environment)
    compose.reportsDifferences = false
    _ = EnvReader.read(sources[file], file, compose, limits: limits, &bag)
  }

  /// Reports variables of the server in `.env` that nothing mentions.
  private mutating func reportUnused(_ document: ConfigDocument) {
    let file = sources[document.span.file]
    let known = (document.root?.entries ?? []).map(\.key).filter {
      FieldCatalog.builtIn.knows(variable: $0.value)
    }
    guard !known.isEmpty else { return }
    var mentioned = ExpandedNames.find(in: file.bytes)
    for other in sources.files where other.path != file.path {
      mentioned.formUnion(ExpandedNames.words(in: other.bytes))
    }
    for key in known where !mentioned.contains(key.value) { bag.report(.unusedVariable(key)) }
  }

  /// The path of an input, spelled like a path next to one.
  private func path(of file: FileID) -> String {
    let path = TreePath.withoutDots(sources[file].path ?? "")
    return files?.shortened(path) ?? path
  }
}

extension Diagnostic {
  fileprivate static func unusedVariable(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unreadVariable,
      "no service gets `\(key.value)`: Compose takes from `.env` only what its files mention",
      at: key.span)
    diagnostic.help = "add the variable to `environment` of the service, or `.env` to `env_file`"
    return diagnostic
  }
}
