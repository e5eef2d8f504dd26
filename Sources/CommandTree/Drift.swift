import Diagnostics
import Emitters
import Pipeline
import Reporting

/// What a folder of rendered files holds that a new rendering would not.
enum Drift {
  /// A unified diff with secrets masked; empty when every file is up to date.
  static func find(_ artifacts: [Artifact], in directory: String) throws(CommandFailure) -> String {
    let names = (try? FileSystem.list(directory)) ?? []
    var text = ""
    for artifact in artifacts {
      guard names.contains(artifact.fileName) else {
        text += "missing: \(directory)/\(artifact.fileName)\n"
        continue
      }
      let path = directory + "/" + artifact.fileName
      guard case .bytes(let bytes) = try FileSystem.read(path, limit: .max) else { continue }
      guard !bytes.elementsEqual(artifact.text.utf8) else { continue }
      let difference = UnifiedDiff.render(
        lines(bytes, artifact.fileName), lines(Array(artifact.text.utf8), artifact.fileName),
        name: path)
      text +=
        difference.isEmpty ? "different: \(path) (in secrets or line breaks only)\n" : difference
    }
    let current = Set(artifacts.map(\.fileName))
    for file in EmitterCatalog.all.flatMap({ $0.target.files })
    where names.contains(file) && !current.contains(file) {
      text += "stale: \(directory)/\(file) is no file of these targets\n"
    }
    return text
  }

  /// The lines of a file with its secrets masked.
  private static func lines(_ bytes: [UInt8], _ name: String) -> [String] {
    let file = SourceFile(name: name, bytes: bytes)
    let compilation = Compiler.compile([.file(name: name, bytes: bytes, format: nil)], .init())
    let isDocument = name.hasSuffix(".xml")
    return MaskedText.lines(file, hiding: isDocument ? [] : compilation.masks)
  }
}
