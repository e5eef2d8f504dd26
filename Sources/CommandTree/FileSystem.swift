import Diagnostics
import Glibc

/// Files and directories: the only place where input comes from the disk.
enum FileSystem {
  /// What reading a file returned.
  enum Contents {
    case bytes([UInt8])
    /// The file has more bytes than the limit; nothing was read.
    case tooLarge
  }

  /// What a path names; devices and pipes count as files.
  enum Kind { case file, directory }

  static func kind(of path: String) throws(CommandFailure) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure("can't read", path) }
    return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
  }

  /// Whether the path names a file, which may be a device or a pipe.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether the path names a directory.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether the path names anything.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// The contents of a file with an end, up to `limit` bytes.
  static func read(_ path: String, limit: Int) throws(CommandFailure) -> Contents {
    let file = try ReadableFile.open(path)
    guard file.size <= limit else { return .tooLarge }
    LargeHeap.prepare(for: file.size)
    return try readAll(file.descriptor, path, expected: file.size, limit: limit)
  }

  /// The bytes of a small file that belongs to no configuration; it must not be a link.
  static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure("can't read", path) }
    defer { close(descriptor) }
    let limit = 1 << 24
    guard case .bytes(let bytes) = try readAll(descriptor, path, expected: 0, limit: limit) else {
      throw CommandFailure(message: "can't read \(path): it is larger than \(limit) bytes")
    }
    return bytes
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
      if result.count > limit { return .tooLarge }
    }
  }

  /// Whether all bytes were written.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, start, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }

  /// The names in a folder, in lexical order.
  static func list(_ path: String) throws(CommandFailure) -> [String] {
    try entries(path).map(\.name)
  }

  /// An entry of a folder.
  struct Entry {
    let name: String
    /// A link is not followed.
    let kind: Kind

    /// What an entry is; `other` are devices, pipes and sockets.
    enum Kind { case file, folder, link, other }
  }

  /// The entries of a folder, in lexical order of their names.
  static func entries(_ path: String) throws(CommandFailure) -> [Entry] {
    guard let stream = opendir(path) else { throw failure("can't read", path) }
    defer { closedir(stream) }
    var found: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      found.append(Entry(name: name, kind: kind(entry.pointee.d_type, of: name, in: path)))
    }
    return found.sorted { $0.name < $1.name }
  }

  /// The kind of an entry; some file systems do not list it.
  private static func kind(_ type: UInt8, of name: String, in folder: String) -> Entry.Kind {
    switch Int(type) {
    case DT_REG: return .file
    case DT_DIR: return .folder
    case DT_LNK: return .link
    case DT_UNKNOWN: break
    default: return .other
    }
    var status = stat()
    guard lstat(folder + "/" + name, &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Whether a path names a regular file, or a link to one.
  static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// What two paths of one file or folder have in common.
  struct Identity: Hashable {
    let device: dev_t
    let number: ino_t
  }

  /// nil if the path names nothing.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: status.st_dev, number: status.st_ino)
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

  /// What precedes the last name of a path: empty, or with a slash at its end.
  static func prefix(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The directory entry that a path names, in one spelling; a link is not followed.
  static func entry(_ path: String) -> String {
    let prefix = prefix(of: path)
    let folder = prefix.isEmpty ? "." : prefix
    return (resolved(folder) ?? folder) + "/" + path.dropFirst(prefix.count)
  }

  /// A file that configures a run, such as a baseline, with up to the initial limit of bytes.
  static func source(_ path: String) throws(CommandFailure) -> SourceFile {
    guard case .bytes(let bytes) = try read(path, limit: Limit.bytes.initial) else {
      throw CommandFailure(message: "can't read \(path): it is too large")
    }
    return SourceFile(name: path, bytes: bytes)
  }

  static func failure(_ action: String, _ path: String) -> CommandFailure {
    CommandFailure(message: "\(action) \(path): \(String(cString: strerror(errno)))")
  }
}
