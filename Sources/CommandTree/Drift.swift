import ConfigSyntax
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
      text += difference(path, bytes, artifact)
    }
    var seen = Set(artifacts.map(\.fileName))
    for file in EmitterCatalog.all.flatMap({ $0.target.allFiles })
    where names.contains(file) && seen.insert(file).inserted {
      text += "stale: \(directory)/\(file) is no file of these targets\n"
    }
    return text
  }

  private static func difference(_ path: String, _ old: [UInt8], _ artifact: Artifact) -> String {
    guard let before = lines(old, artifact.fileName),
      let after = lines(Array(artifact.text.utf8), artifact.fileName)
    else {
      return "different: \(path) (the file does not read as what is rendered)\n"
    }
    let difference = UnifiedDiff.render(
      before, after, old: "\(path) (in the folder)", new: "\(path) (rendered)")
    return difference.isEmpty
      ? "different: \(path) (in secrets or line breaks only)\n" : difference
  }

  /// The lines of a file with its secrets masked; nil when it can't be told what they are.
  private static func lines(_ bytes: [UInt8], _ name: String) -> [String]? {
    let file = SourceFile(name: name, bytes: bytes)
    guard !name.hasSuffix(".xml"), !name.hasSuffix(".sh") else {
      return MaskedText.lines(file, hiding: [])
    }
    let compilation = Compiler.compile([.file(name: name, bytes: bytes, format: nil)], .init())
    guard !compilation.hasSyntaxErrors else { return nil }
    // A comment may hold anything.
    return MaskedText.lines(file, hiding: compilation.masks).map { line in
      let content = line.drop { $0 == " " }
      return content.hasPrefix("#") && SecretNames.resemblesSecret(line) ? "# " + Secret.mask : line
    }
  }
}
