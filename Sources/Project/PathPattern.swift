/// A pattern of the project file that selects inputs by their path below the folder of that file.
///
/// As in `.gitignore`: without a slash it matches a name in any folder, otherwise the path; a
/// pattern that matches a folder selects everything in it.
package struct PathPattern: Sendable {
  private let glob: IgnoreGlob
  /// Whether it matches names instead of paths.
  private let matchesNames: Bool

  /// Why a text is not a pattern.
  package enum Fault: Error {
    case empty, unfinished, outside, negated
  }

  package init(_ text: String) throws(Fault) {
    var pattern = text[...]
    guard !pattern.hasPrefix("!") else { throw .negated }
    while pattern.hasPrefix("./") { pattern = pattern.dropFirst(2) }
    let isAnchored = pattern.hasPrefix("/")
    if isAnchored { pattern = pattern.dropFirst() }
    while pattern.hasSuffix("/") { pattern = pattern.dropLast() }
    guard !pattern.isEmpty else { throw .empty }
    guard !pattern.split(separator: "/").contains("..") else { throw .outside }
    guard let glob = IgnoreGlob(Array(pattern.utf8)[...]) else { throw .unfinished }
    self.glob = glob
    matchesNames = !isAnchored && !pattern.contains("/")
  }

  /// Whether the pattern selects a path without `.` and `..`; it selects nothing outside the folder.
  package func matches(_ path: String) -> Bool {
    guard !path.hasPrefix("/"), !path.hasPrefix("../") else { return false }
    let bytes = Array(path.utf8)
    var start = bytes.startIndex
    // The path itself and each folder that it is in.
    while true {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
      if glob.matches(bytes[(matchesNames ? start : 0)..<end]) { return true }
      guard end < bytes.endIndex else { return false }
      start = end + 1
    }
  }
}
