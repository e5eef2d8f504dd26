import Glibc

/// Reads files and directories: the only place where input comes from the disk.
enum FileSystem {
  /// What reading a file returned.
  enum Contents {
    case bytes([UInt8])
    /// The file exceeds the limit; nothing was read.
    case tooLarge(Int)
  }

  /// What a path names; devices and pipes count as files.
  enum Kind { case file, directory }

  static func kind(of path: String) throws(CommandFailure) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure("can't read", path) }
    return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
  }

  static func read(_ path: String, limit: Int) throws(CommandFailure) -> Contents {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("can't read", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("can't read", path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw CommandFailure(message: "can't read \(path): it is a directory")
    }
    guard status.st_size <= limit else { return .tooLarge(Int(status.st_size)) }
    return try readAll(descriptor, path, expected: Int(status.st_size), limit: limit)
  }

  static func readStandardInput(limit: Int) throws(CommandFailure) -> Contents {
    try readAll(STDIN_FILENO, "standard input", expected: 0, limit: limit)
  }

  private static func readAll(
    _ descriptor: Int32, _ name: String, expected: Int, limit: Int
  ) throws(CommandFailure) -> Contents {
    var result: [UInt8] = []
    // A regular file arrives in one read; a pipe, or a file that grows, in several.
    let size = max(65_536, expected + 1)
    while true {
      var count = 0
      let before = result.count
      let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
        count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        filled = max(0, count)
      }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw failure("can't read", name)
      }
      if count == 0 { return .bytes(result) }
      if before == 0 { result = chunk } else { result += chunk }
      if result.count > limit { return .tooLarge(result.count) }
    }
  }

  /// The names in a folder, in lexical order.
  static func list(_ path: String) throws(CommandFailure) -> [String] {
    guard let stream = opendir(path) else { throw failure("can't read", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The names in a folder; empty if the folder does not exist.
  static func listExisting(_ path: String) throws(CommandFailure) -> [String] {
    var status = stat()
    guard stat(path, &status) == 0 || errno != ENOENT else { return [] }
    return try list(path)
  }

  /// Whether users other than the owner can read a regular file.
  static func isOpenToOthers(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return status.st_mode & 0o077 != 0
  }

  // MARK: Paths

  /// The path without links, doubled slashes and dots; nil if it does not exist.
  static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// Whether a resolved path is inside a resolved folder.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    path.hasPrefix(folder == "/" ? folder : folder + "/")
  }

  /// The directory entry that a path names, in one spelling; a link is not followed.
  static func entry(_ path: String) -> String {
    let end = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = end == path.startIndex ? "." : String(path[..<end])
    return (resolved(folder) ?? folder) + "/" + path[end...]
  }

  static func failure(_ action: String, _ path: String) -> CommandFailure {
    CommandFailure(message: "\(action) \(path): \(String(cString: strerror(errno)))")
  }
}
