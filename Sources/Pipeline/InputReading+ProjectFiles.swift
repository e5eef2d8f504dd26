import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Env files among the inputs that belong to a Compose project, but not to its W&B service.
extension InputReading {
  /// Leaves out the layers of env files of which the server gets nothing.
  ///
  /// What was found in them is as Docker reads them, and Compose does not read them so.
  mutating func leaveOutFilesOfOthers() {
    var paths: Set<String> = []
    var complete: Set<String> = []
    for layer in layers {
      guard let project = layer.kind as? ComposeFile else { continue }
      let span = layer.document.span
      paths.formUnion(project.filesOfOthers.map { path($0, nextTo: span) })
      if !project.hasOtherFiles { complete.insert(path(ComposeFile.variablesFile, nextTo: span)) }
    }
    guard !paths.isEmpty else { return }
    let left = layers.filter {
      $0.kind is EnvFile && paths.contains(path(of: $0.document.span.file))
    }
    .map(\.document)
    guard !left.isEmpty else { return }
    let files = Set(left.map(\.span.file))
    layers.removeAll { $0.kind is EnvFile && files.contains($0.document.span.file) }
    bag = bag.filter { !files.contains($0.span.file) }
    for document in left where complete.contains(path(of: document.span.file)) {
      reportUnused(document)
    }
  }

  /// Reports variables of the server in `.env` that nothing mentions.
  private mutating func reportUnused(_ document: ConfigDocument) {
    let file = sources[document.span.file]
    let known = (document.root?.entries ?? []).map(\.key).filter {
      FieldCatalog.builtIn.knows(variable: $0.value)
    }
    guard !known.isEmpty else { return }
    let own = ExpandedNames.find(in: file.bytes)
    let others = sources.files.filter { $0.path != file.path }
      .map { String(decoding: $0.bytes, as: UTF8.self) }
    for key in known where !own.contains(key.value) {
      guard !others.contains(where: { $0.contains(key.value) }) else { continue }
      bag.report(.unusedVariable(key))
    }
  }

  /// The path of an input, as paths in other inputs are spelled.
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
