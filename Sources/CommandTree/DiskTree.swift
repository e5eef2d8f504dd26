import ConfigSyntax

/// The files on the disk.
struct DiskTree: TreeFiles {
  /// The most bytes of a file.
  let limit: Int

  func contents(of path: String) -> TreeContents {
    guard FileSystem.exists(path) else { return .missing }
    if FileSystem.isDirectory(path) { return .folder }
    // A pipe may be read only once.
    guard FileSystem.isRegularFile(path) else { return .unreadable }
    return switch try? FileSystem.read(path, limit: limit) {
    case .bytes(let bytes): .bytes(bytes)
    case .tooLarge: .tooLarge(limit: limit)
    case nil: .unreadable
    }
  }

  /// Whether the path is in one of the folders or in the repository of the first of them, after
  /// links are followed.
  func admits(_ path: String, from folders: [String]) -> Bool {
    guard let real = Self.resolved(path) else { return false }
    var boundaries = folders.compactMap { FileSystem.resolved($0.isEmpty ? "." : $0) }
    if let first = boundaries.first { boundaries.append(Repository(around: first).root) }
    return boundaries.contains { real == $0 || FileSystem.isInside(real, $0) }
  }

  /// The path without links, or the nearest folder above it that exists.
  private static func resolved(_ path: String) -> String? {
    var path = path
    while true {
      if let real = FileSystem.resolved(path.isEmpty ? "." : path) { return real }
      guard !path.isEmpty, path != "/" else { return nil }
      let slash = path.dropLast().lastIndex(of: "/")
      path = slash.map { String(path[...$0]) } ?? ""
    }
  }

  func names(in folder: String) -> [String]? {
    FileSystem.isDirectory(folder) ? try? FileSystem.list(folder) : nil
  }

  func shortened(_ path: String) -> String {
    let short = TreePath.withoutDots(path)
    let isSame = FileSystem.identity(of: short) == FileSystem.identity(of: path)
    return isSame ? short : path
  }
}
