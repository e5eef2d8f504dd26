import Diagnostics

/// One input of a run, as the command line gave it.
package enum Input: Sendable {
  /// A file's display name and contents; `format` overrides what the name says.
  case file(name: String, bytes: [UInt8], format: Format?)
  /// A file larger than the limit; only its name and size are known.
  case tooLarge(name: String, size: Int, limit: Int)
  /// `--set PATH=VALUE`; `shown` is what stood on the command line.
  case set(path: String, value: String, shown: String, isOnCommandLine: Bool)
  /// `--env`: the variables of the process.
  case environment([String: String])

  /// Whether the file is Terraform's.
  var isTerraform: Bool {
    switch self {
    case .file(let name, _, let format): format == .hcl || format == nil && Self.isTerraform(name)
    case .tooLarge(let name, _, _): Self.isTerraform(name)
    case .set, .environment: false
    }
  }

  /// Whether the file's name is one of Terraform's configurations or values.
  package static func isTerraform(_ name: String) -> Bool {
    readsValues(name) || name.hasSuffix(".tf") || name.hasSuffix(".tf.json")
  }

  /// Whether the file's name is one of Terraform's values, which `parse` reads.
  package static func readsValues(_ name: String) -> Bool {
    name.hasSuffix(".tfvars") || name.hasSuffix(".tfvars.json")
  }

  /// The readers, as `--input-format` names them.
  package enum Format: String, Sendable, CaseIterable { case yaml, env, hcl, xml }
}

/// Which reader an input is for.
enum InputFormat {
  /// By the name; else by the first line that says something.
  static func detect(_ name: String, _ bytes: [UInt8]) -> Input.Format {
    if Input.isTerraform(name) { return .hcl }
    if name == "env" || name.hasSuffix("/env") || name.hasSuffix(".env") { return .env }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") { return .yaml }
    if name.hasSuffix(".xml") || looksLikeXML(bytes) { return .xml }
    return looksLikeEnv(bytes) ? .env : .yaml
  }

  /// `<<` is a merge key of YAML.
  private static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
    let mark = SourceFile.byteOrderMark
    let text = bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0).drop {
      $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D
    }
    return text.first == UInt8(ascii: "<") && text.dropFirst().first != UInt8(ascii: "<")
  }

  private static func looksLikeEnv(_ bytes: [UInt8]) -> Bool {
    for line in bytes.prefix(65_536).split(separator: 0x0A) {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard let first = text.first, first != UInt8(ascii: "#"), first != 0x0D else { continue }
      let name = text.prefix { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
      return !name.isEmpty && text.dropFirst(name.count).first == UInt8(ascii: "=")
    }
    return false
  }
}
