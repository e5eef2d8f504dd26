import Diagnostics

/// One input of a run, as named on the command line.
package enum Input: Sendable {
  /// A file's display name and contents; `format` overrides detection.
  case file(name: String, bytes: [UInt8], format: Format?)
  /// A file larger than the limit; only its name and size are known.
  case tooLarge(name: String, size: Int, limit: Int)
  /// `--set PATH=VALUE`; `shown` is the value as written on the command line.
  case set(path: String, value: String, shown: String, isOnCommandLine: Bool)
  /// `--env`: the environment variables of the process.
  case environment([String: String])

  /// Whether the input is a Terraform file.
  var isTerraform: Bool {
    switch self {
    case .file(let name, _, let format): format == .hcl || format == nil && Self.isTerraform(name)
    case .tooLarge(let name, _, _): Self.isTerraform(name)
    case .set, .environment: false
    }
  }

  /// Whether the name is that of a Terraform configuration or values file.
  package static func isTerraform(_ name: String) -> Bool {
    readsValues(name) || name.hasSuffix(".tf") || name.hasSuffix(".tf.json")
  }

  /// Whether the name is that of a Terraform values file.
  package static func readsValues(_ name: String) -> Bool {
    name.hasSuffix(".tfvars") || name.hasSuffix(".tfvars.json")
  }

  /// The readers that `--input-format` accepts.
  package enum Format: String, Sendable, CaseIterable { case yaml, env, hcl, xml }
}

/// Detects which reader an input needs.
enum InputFormat {
  /// Decides by the name, otherwise by the first line with content.
  static func detect(_ name: String, _ bytes: [UInt8]) -> Input.Format {
    if Input.isTerraform(name) { return .hcl }
    if name == "env" || name.hasSuffix("/env") || name.hasSuffix(".env") { return .env }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") { return .yaml }
    if name.hasSuffix(".xml") || looksLikeXML(bytes) { return .xml }
    return looksLikeEnv(bytes) ? .env : .yaml
  }

  /// `<<` is a YAML merge key.
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
