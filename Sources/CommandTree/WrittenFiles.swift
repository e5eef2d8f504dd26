import COpenSSL
import Diagnostics

/// The files in a folder that an earlier run wrote there, with the digests of their contents.
///
/// They are listed in a file of the format that `sha256sum --check` reads. A file that changed since
/// then holds somebody's work, so it no longer counts as written by this program. While files are
/// replaced, the list has the digests of their old and new contents, so that a run that is killed in
/// between leaves none that the next run takes for somebody's work.
struct WrittenFiles {
  /// The name of the list, in the folder itself.
  static let listName = ".wandb-cfg.sha256"

  private var digests: [String: [String]] = [:]
  /// Whether the file with the name of the list is something else.
  private(set) var isForeign = false

  init() {}

  /// Reads the list of a folder; empty if there is none.
  init(in directory: String) throws(CommandFailure) {
    let path = directory + "/" + Self.listName
    guard try FileSystem.listExisting(directory).contains(Self.listName) else { return }
    guard case .bytes(let bytes) = try FileSystem.read(path, limit: Limit.bytes.initial) else {
      isForeign = true
      return
    }
    for bytes in bytes.split(separator: 0x0A) {
      let line = String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
      if line.isEmpty { continue }
      let digest = line.prefix { $0 != " " }
      let name = line.dropFirst(digest.count + 2)
      isForeign =
        isForeign || name.isEmpty || digest.count != 64 || !digest.allSatisfy(\.isHexDigit)
      digests[String(name), default: []].append(String(digest))
    }
    if isForeign { digests = [:] }
  }

  /// The state of a file according to the list.
  enum State {
    case written
    /// Written earlier, and edited since.
    case edited
    case foreign
  }

  /// Whether an earlier run wrote one of the files.
  func lists(anyOf names: [String]) -> Bool { names.contains { digests[$0] != nil } }

  func state(of name: String, _ contents: [UInt8]) -> State {
    guard let known = digests[name] else { return .foreign }
    return known.contains(Self.digest(contents)) ? .written : .edited
  }

  mutating func add(_ name: String, _ contents: [UInt8]) {
    digests[name] = [Self.digest(contents)]
  }

  /// The files of both lists, each with the digests of either.
  func merged(with other: WrittenFiles) -> WrittenFiles {
    var result = self
    result.digests.merge(other.digests) { old, new in old + new.filter { !old.contains($0) } }
    return result
  }

  /// The list, in lexical order.
  var text: String {
    digests.sorted { $0.key < $1.key }
      .flatMap { name, digests in digests.map { "\($0)  \(name)\n" } }.joined()
  }

  /// The SHA-256 of the bytes, in hexadecimal digits.
  private static func digest(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil) == 1 else { return "" }
    return digest.prefix(Int(count)).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
