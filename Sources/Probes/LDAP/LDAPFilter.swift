/// Search filters (RFC 4515).
package enum LDAPFilter {
  /// Entries that have a value for an attribute.
  package static func has(_ attribute: String) -> String { "(\(attribute)=*)" }

  /// Entries whose attribute has exactly this value.
  package static func equals(_ attribute: String, _ value: String) -> String {
    "(\(attribute)=\(escape(value)))"
  }

  package static func all(_ filters: [String]) -> String {
    filters.count == 1 ? filters[0] : "(&\(filters.joined()))"
  }

  package static func any(_ filters: [String]) -> String {
    filters.count == 1 ? filters[0] : "(|\(filters.joined()))"
  }

  /// Whether a text is a name of an attribute, with or without options, or an OID.
  package static func isAttribute(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-.;_".utf8.contains(byte)
        }
      }
  }

  /// A value with `\HH` for each byte that has a meaning in filters.
  private static func escape(_ value: String) -> String {
    value.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "*": text += "\\2a"
      case "(": text += "\\28"
      case ")": text += "\\29"
      case "\\": text += "\\5c"
      case "\0": text += "\\00"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

/// The groups in an allow list, as names or distinguished names.
package struct GroupList: Hashable, Sendable {
  package let groups: [String]

  /// Reads a comma-separated list.
  ///
  /// Names that contain commas themselves are put together again: `cn=` starts one, and other parts
  /// with `=` continue it. A comma after a backslash belongs to a name (RFC 4514).
  package init(_ text: String) {
    groups = Self.parts(text).map(Self.trimmed).filter { !$0.isEmpty }
      .reduce(into: []) { groups, part in
        if part.contains("="), !part.lowercased().hasPrefix("cn="), let last = groups.last,
          last.contains("=")
        {
          groups[groups.count - 1] += "," + part
        } else {
          groups.append(part)
        }
      }
  }

  private static func parts(_ text: String) -> [String] {
    var (parts, isEscaped) = ([""], false)
    for character in text {
      if character == ",", !isEscaped {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return parts
  }

  /// Whether a group is written as a distinguished name.
  package static func isName(_ group: String) -> Bool { group.contains("=") }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
