import Diagnostics

/// The `.gitignore` files that apply to a folder, and what they say about its entries.
///
/// The last pattern that matches decides, and a file in a deeper folder overrides those above it.
/// What Git tracks in spite of a pattern is not known here.
package struct IgnoreRules: Sendable {
  private var files: [File] = []

  /// The patterns of one file.
  private struct File: Sendable {
    /// How many bytes of a path precede the names below the folder of the file.
    let start: Int
    /// The last one first.
    let patterns: [IgnorePattern]
  }

  /// The name of such a file.
  package static let fileName = ".gitignore"

  package init() {}

  /// Adds a file in `folder`: a path that ends in `/`, or is empty for where all paths begin.
  package mutating func add(_ bytes: [UInt8], in folder: String) {
    let hasMark = bytes.starts(with: SourceFile.byteOrderMark)
    let text = bytes.dropFirst(hasMark ? SourceFile.byteOrderMark.count : 0)
    let lines = text.split(separator: UInt8(ascii: "\n"))
    let patterns = lines.compactMap { line in
      IgnorePattern(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
    guard !patterns.isEmpty else { return }
    files.append(File(start: folder.utf8.count, patterns: patterns.reversed()))
  }

  /// Whether an entry is ignored, if no folder above it is: then the entry is, too.
  package func ignores(_ path: String, isFolder: Bool) -> Bool {
    let path = Array(path.utf8)
    for file in files.reversed() {
      let name = path[min(file.start, path.count)...]
      if let last = file.patterns.first(where: { $0.matches(name, isFolder: isFolder) }) {
        return !last.isNegated
      }
    }
    return false
  }
}
