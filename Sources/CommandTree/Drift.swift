import ConfigSyntax
import Diagnostics
import Emitters
import Pipeline
import Reporting
import Secrets

/// How the files in a folder differ from a new rendering.
enum Drift {
  /// A unified diff with secrets masked; empty when every file is up to date.
  ///
  /// A file that one of the targets may write, but does not for this request, is stale.
  static func find(
    _ artifacts: [Artifact], of targets: [Target], in directory: String
  ) throws(CommandFailure) -> String {
    let names = try FileSystem.listExisting(directory)
    let shownDirectory = directory.printable
    var text = ""
    for artifact in artifacts {
      guard names.contains(artifact.fileName) else {
        text += "missing: \(shownDirectory)/\(artifact.fileName)\n"
        continue
      }
      let path = directory + "/" + artifact.fileName
      let shown = path.printable
      guard case .bytes(let bytes) = try FileSystem.read(path, limit: Limit.bytes.initial) else {
        text += "different: \(shown) (it is too large to compare)\n"
        continue
      }
      if artifact.sensitivity == .secret, FileSystem.isOpenToOthers(path) {
        text += "different: \(shown) (it contains secrets, and other users can read it)\n"
      }
      guard !bytes.elementsEqual(artifact.text.utf8) else { continue }
      text += difference(shown, bytes, artifact)
    }
    var seen = Set(artifacts.map(\.fileName))
    for file in targets.flatMap(\.allFiles)
    where names.contains(file) && seen.insert(file).inserted {
      text += "stale: \(shownDirectory)/\(file) is not written any more\n"
    }
    return text
  }

  private static func difference(_ path: String, _ old: [UInt8], _ artifact: Artifact) -> String {
    let new = Array(artifact.text.utf8)
    guard let before = lines(old, artifact.fileName, comparedTo: new),
      let after = lines(new, artifact.fileName, comparedTo: old)
    else {
      return "different: \(path) (the file can't be parsed as its target's format)\n"
    }
    let difference = UnifiedDiff.render(
      before, after, old: "\(path) (existing)", new: "\(path) (rendered)")
    return difference.isEmpty
      ? "different: \(path) (only in secrets or line breaks)\n" : difference
  }

  /// The lines of a file with its secrets masked, and those that the other file has under a
  /// revealing name; nil when the secrets can't be found.
  private static func lines(
    _ bytes: [UInt8], _ name: String, comparedTo other: [UInt8]
  ) -> [String]? {
    let file = SourceFile(name: name, bytes: bytes)
    guard !name.hasSuffix(".xml"), !name.hasSuffix(".sh") else { return linesByName(file) }
    let compilation = compile(bytes, name)
    guard !compilation.hasUnreadText else { return nil }
    let secrets = OneSidedSecrets(compilation, compile(other, name))
    return MaskedText.lines(file, hiding: compilation.secrets.hidden).map(secrets.hidden)
  }

  private static func compile(_ bytes: [UInt8], _ name: String) -> Compilation {
    Compiler.compile([.file(name: name, bytes: bytes, format: nil)], .init())
  }

  /// The lines of a file in a format without a reader; lines that seem to hold a secret are hidden.
  private static func linesByName(_ file: SourceFile) -> [String]? {
    guard ByteSearch.first("-----BEGIN", in: file.bytes[...]) == nil else { return nil }
    return MaskedText.lines(file, hiding: SecretClassification(unread: file).hidden)
  }
}
