import ConfigSyntax
import Diagnostics
import Surfaces

/// YAML files that helmfile executes as templates before it reads them.
extension InputReading {
  /// Reports a template whose lines depend on what it is executed with.
  mutating func refuseTemplate(_ file: SourceFile, _ id: FileID) {
    let whole = SourceSpan(id, 0, file.bytes.count)
    documents.append(
      ConfigDocument(root: ConfigNode(.damaged, whole), span: whole, damage: [whole]))
    guard let obstacle = TemplatedYAML(file)?.obstacle else { return }
    bag.report(
      .unsupported(
        "which lines the file has depends on this action, so it can't be checked here",
        SourceSpan(id, obstacle.lowerBound, obstacle.upperBound),
        "check the output of `helmfile build`, or of `helmfile write-values` for values"))
  }
}
