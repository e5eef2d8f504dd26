import CLinux
import Glibc

/// New contents for files, written under temporary names next to them and renamed together.
///
/// A temporary file is locked as long as its run is alive. What a killed run left is thus recognised
/// by the next one that writes the same file, and removed.
struct PendingFiles {
  /// Who may do what with a file.
  enum Permissions {
    /// A mode, limited by the process's umask.
    case new(mode_t)
    /// The mode, access list and owner of the replaced file.
    case kept(stat)
    /// The owner of the replaced file, who alone may read and write it.
    case ownerOnly(stat)
  }

  /// A file to replace, and the temporary file with its new contents.
  private struct File {
    let path: String
    let temporary: String
    /// Holds the lock of the temporary file.
    let descriptor: Int32
  }

  private var files: [File] = []
  /// The temporary files that were found in each folder.
  private var found: [String: [String]] = [:]

  /// Replaces the files that `prepare` adds, in this order.
  ///
  /// All of them are complete when `announce` is called, which says what is about to happen. A
  /// failure of either changes nothing. Signals that end a program wait until the files are replaced.
  static func replace(
    _ prepare: (inout PendingFiles) throws(CommandFailure) -> Void,
    announce: () throws(CommandFailure) -> Void = {}
  ) throws(CommandFailure) {
    let signals = HeldSignals()
    var pending = PendingFiles()
    defer {
      for file in pending.files { close(file.descriptor) }
      signals.release()
    }
    do throws(CommandFailure) {
      try prepare(&pending)
      try announce()
      for file in pending.files {
        guard rename(file.temporary, file.path) == 0 else {
          throw FileSystem.failure("can't write", file.path)
        }
      }
      try pending.synchronizeFolders()
    } catch {
      for file in pending.files { unlink(file.temporary) }
      throw error
    }
  }

  /// Writes contents next to the file that they replace, which messages call `name`.
  mutating func add(
    _ bytes: [UInt8], to path: String, as permissions: Permissions, name: String
  ) throws(CommandFailure) {
    removeLeftovers(of: path)
    let mode: mode_t = if case .new(let mode) = permissions { mode } else { 0o600 }
    let file = try create(path, mode, name)
    files.append(file)
    guard bytes.withUnsafeBytes({ FileSystem.write($0, to: file.descriptor) }) else {
      throw FileSystem.failure("can't write", name)
    }
    try Self.keep(permissions, file, name)
    guard fsync(file.descriptor) == 0 else { throw FileSystem.failure("can't write", name) }
  }

  // MARK: Temporary files

  /// The end of a temporary name before the number of the process.
  private static let mark = ".wandb-cfg-"

  private func create(
    _ path: String, _ mode: mode_t, _ name: String
  ) throws(CommandFailure) -> File {
    // Containers that share a folder may have processes of the same number.
    for attempt in 0..<1000 {
      let suffix = attempt == 0 ? "" : "-\(attempt)"
      let temporary = path + Self.mark + "\(getpid())" + suffix
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      guard descriptor >= 0 || errno == EEXIST else { break }
      guard descriptor >= 0 else { continue }
      // Another run may take the file for a leftover until it is locked.
      let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
      var status = stat()
      guard !isTaken, fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
        close(descriptor)
        continue
      }
      return File(path: path, temporary: temporary, descriptor: descriptor)
    }
    throw FileSystem.failure("can't write", name)
  }

  /// Removes what killed runs left of a file: temporary files that nobody has locked.
  mutating func removeLeftovers(of path: String) {
    let folder = FileSystem.prefix(of: path)
    if found[folder] == nil {
      let names = (try? FileSystem.list(folder.isEmpty ? "." : folder)) ?? []
      found[folder] = names.filter(Self.isTemporary)
    }
    let start = path.dropFirst(folder.count) + Self.mark
    for name in found[folder] ?? [] where name.hasPrefix(start) {
      let descriptor = open(folder + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(folder + name) }
    }
  }

  private static func isTemporary(_ name: String) -> Bool {
    let end = name.utf8.reversed().prefix {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-")
    }
    return !end.isEmpty && name.dropLast(end.count).hasSuffix(mark.dropLast())
  }

  // MARK: Permissions

  private static func keep(
    _ permissions: Permissions, _ file: File, _ name: String
  ) throws(CommandFailure) {
    switch permissions {
    case .new: return
    case .kept(let old):
      try keepOwner(old, file, name)
      guard fchmod(file.descriptor, old.st_mode & 0o7777) == 0 else {
        throw FileSystem.failure("can't keep the mode of", name)
      }
      try keepAccessList(file, name)
    case .ownerOnly(let old): try keepOwner(old, file, name)
    }
  }

  private static func keepOwner(
    _ old: stat, _ file: File, _ name: String
  ) throws(CommandFailure) {
    var new = stat()
    guard fstat(file.descriptor, &new) == 0 else { throw FileSystem.failure("can't write", name) }
    guard (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid) else { return }
    guard fchown(file.descriptor, old.st_uid, old.st_gid) == 0 else {
      throw FileSystem.failure("can't keep the owner of", name)
    }
  }

  /// Copies the POSIX access list, which most files do not have.
  private static func keepAccessList(_ file: File, _ name: String) throws(CommandFailure) {
    let attribute = "system.posix_acl_access"
    var list = [UInt8](repeating: 0, count: 4096)
    let count = getxattr(file.path, attribute, &list, list.count)
    guard count > 0 else { return }
    guard fsetxattr(file.descriptor, attribute, list, count, 0) == 0 else {
      throw FileSystem.failure("can't keep the access list of", name)
    }
  }

  // MARK: Folders

  /// Makes the new names as durable as the contents.
  private func synchronizeFolders() throws(CommandFailure) {
    for folder in Set(files.map { FileSystem.prefix(of: $0.path) }) {
      let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      // Some network file systems have no such operation.
      guard fsync(descriptor) == 0 || errno == EINVAL else {
        throw FileSystem.failure("can't write into", folder.isEmpty ? "." : folder)
      }
    }
  }
}

/// Signals that end a program, held back while files are replaced.
private struct HeldSignals {
  private var before = sigset_t()
  private let pipe: __sighandler_t?

  init() {
    var held = sigset_t()
    sigemptyset(&held)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&held, number) }
    sigprocmask(SIG_BLOCK, &held, &before)
    // A reader that is gone must not end the program before its temporary files are removed.
    pipe = signal(SIGPIPE, SIG_IGN)
  }

  func release() {
    signal(SIGPIPE, pipe)
    var before = before
    sigprocmask(SIG_SETMASK, &before, nil)
  }
}
