import Diagnostics

/// Paths in URIs.
enum URIPath {
  /// A path with everything percent-encoded that RFC 3986 does not call unreserved (section 2.3),
  /// but its slashes.
  static func encoded(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case _ where byte.isLetter || byte.isDigit, UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + Hex.padded(byte, width: 2)
      }
    }
    return result
  }
}
