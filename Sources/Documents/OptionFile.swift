/// Writes an option file of MySQL (`my.cnf`).
package struct OptionFile: Sendable {
  /// One line of the file.
  package enum Line: Sendable {
    case comment(String)
    /// The start of a group, which a program reads: `[mysqld]`.
    case group(String)
    case option(String, String)
  }

  private let lines: [Line]

  /// The lines in their order; an option belongs to the last group.
  package init(_ lines: [Line]) { self.lines = lines }

  /// The file; values that are not plain words are in double quotes, with escapes (MySQL 8.0, "Using
  /// Option Files").
  package func render() -> String {
    var writer = TextWriter()
    for line in lines {
      switch line {
      case .comment(let text): writer.line("# " + text)
      case .group(let name): writer.line("[\(name)]")
      case .option(let name, let value): writer.line("\(name) = \(Self.written(value))")
      }
    }
    return writer.text
  }

  private static func written(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    guard !isPlain || value.isEmpty else { return value }
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "\"" + result + "\""
  }
}
