package import ConfigSyntax

/// A tree in memory; folders are what its paths have in common.
package struct TreeInMemory: TreeFiles {
  private let files: [String: [UInt8]]
  /// The paths of what can't be read, such as a pipe.
  package var unreadable: Set<String> = []

  package init(_ files: [String: [UInt8]] = [:]) { self.files = files }

  package func contents(of path: String) -> TreeContents {
    let short = shortened(path)
    if unreadable.contains(short) { return .unreadable }
    if let bytes = files[short] { return .bytes(bytes) }
    return isFolder(short) ? .folder : .missing
  }

  package func admits(_ path: String, from folders: [String]) -> Bool {
    !shortened(path).hasPrefix("..")
  }

  package func names(in folder: String) -> [String]? {
    let short = shortened(folder)
    guard isFolder(short) else { return nil }
    let prefix = short.isEmpty ? "" : short + "/"
    let rest = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return Set(rest.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  package func shortened(_ path: String) -> String { TreePath.withoutDots(path) }

  private func isFolder(_ short: String) -> Bool {
    short.isEmpty || files.keys.contains { $0.hasPrefix(short + "/") }
  }
}
