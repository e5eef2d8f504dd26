/// The variables that a text mentions, whichever program expands them: Compose, or a shell.
package enum ExpandedNames {
  /// The names after `$` and `${`.
  package static func find(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var index = 0
    while let sign = bytes[index...].firstIndex(of: UInt8(ascii: "$")) {
      let next = sign + 1
      let isBraced = next < bytes.count && bytes[next] == UInt8(ascii: "{")
      let start = isBraced ? next + 1 : next
      index = EnvName.end(in: bytes, from: start)
      if index > start { names.insert(String(decoding: bytes[start..<index], as: UTF8.self)) }
    }
    return names
  }

  /// All words of a text that may be variable names.
  package static func words(in bytes: [UInt8]) -> Set<String> {
    Set(bytes.split { !EnvName.continues($0) }.map { String(decoding: $0, as: UTF8.self) })
  }
}
