import ConfigSyntax
import Diagnostics
import Emitters
import Pipeline
import Reporting

/// What a folder of rendered files holds that a new rendering would not.
enum Drift {
  /// A unified diff with secrets masked; empty when every file is up to date.
  static func find(_ artifacts: [Artifact], in directory: String) throws(CommandFailure) -> String {
    let names = try FileSystem.listExisting(directory)
    var text = ""
    for artifact in artifacts {
      guard names.contains(artifact.fileName) else {
        text += "missing: \(directory)/\(artifact.fileName)\n"
        continue
      }
      let path = directory + "/" + artifact.fileName
      guard case .bytes(let bytes) = try FileSystem.read(path, limit: .max) else { continue }
      if artifact.sensitivity == .secret, FileSystem.isOpenToOthers(path) {
        text += "different: \(path) (it holds secrets, and others may read it)\n"
      }
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
    let new = Array(artifact.text.utf8)
    guard let before = lines(old, artifact.fileName, beside: new),
      let after = lines(new, artifact.fileName, beside: old)
    else {
      return "different: \(path) (the file does not read as what is rendered)\n"
    }
    let difference = UnifiedDiff.render(
      before, after, old: "\(path) (in the folder)", new: "\(path) (rendered)")
    return difference.isEmpty
      ? "different: \(path) (in secrets or line breaks only)\n" : difference
  }

  /// The lines of a file with its secrets masked, and those that the other one has under a name that
  /// tells; nil when it can't be told what they are.
  private static func lines(
    _ bytes: [UInt8], _ name: String, beside other: [UInt8]
  ) -> [String]? {
    let file = SourceFile(name: name, bytes: bytes)
    guard !name.hasSuffix(".xml"), !name.hasSuffix(".sh") else { return linesByName(file) }
    let compilation = compile(bytes, name)
    guard !compilation.hasSyntaxErrors else { return nil }
    let secrets = OneSidedSecrets(compilation, compile(other, name))
    let lines = MaskedText.lines(file, hiding: compilation.masks).map(secrets.hidden)
    return MaskedText.hidingComments(lines, of: name)
  }

  private static func compile(_ bytes: [UInt8], _ name: String) -> Compilation {
    Compiler.compile([.file(name: name, bytes: bytes, format: nil)], .init())
  }

  /// The lines of a file that no reader knows the secrets of: those that seem to hold one are hidden.
  private static func linesByName(_ file: SourceFile) -> [String]? {
    guard ByteSearch.first("-----BEGIN", in: file.bytes[...]) == nil else { return nil }
    let lines = MaskedText.hidingComments(MaskedText.lines(file, hiding: []), of: file.name)
    return lines.map {
      SecretNames.resemblesSecret($0) ? Secret.mask : SecretText.masked($0)
    }
  }
}
