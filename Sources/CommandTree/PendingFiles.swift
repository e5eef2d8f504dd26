import Glibc

/// New contents for files, written under temporary names next to them and renamed together.
struct PendingFiles {
  /// The permissions of a new file.
  enum Permissions {
    /// A mode, limited by the process's umask.
    case new(mode_t)
    /// The mode and, where allowed, the owner of the replaced file.
    case kept(stat)
  }

  /// A file to replace, and the temporary file with its new contents.
  private struct File {
    let path: String
    let temporary: String
  }

  private var files: [File] = []

  /// Replaces the files that `prepare` adds; a failure before the first rename changes nothing.
  static func replace(
    _ prepare: (inout PendingFiles) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    var pending = PendingFiles()
    do throws(CommandFailure) {
      try prepare(&pending)
      for file in pending.files {
        guard rename(file.temporary, file.path) == 0 else {
          throw FileSystem.failure("can't write", file.path)
        }
      }
    } catch {
      for file in pending.files { unlink(file.temporary) }
      throw error
    }
  }

  /// Writes contents next to the file that they replace, which messages call `name`.
  mutating func add(
    _ bytes: [UInt8], to path: String, as permissions: Permissions, name: String
  ) throws(CommandFailure) {
    let file = File(path: path, temporary: path + ".wandb-cfg-\(getpid())")
    // A process with the same ID may have died and left the file.
    unlink(file.temporary)
    let mode: mode_t = if case .new(let mode) = permissions { mode } else { 0o600 }
    let descriptor = open(file.temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileSystem.failure("can't write", name) }
    files.append(file)
    defer { close(descriptor) }
    guard Self.write(bytes, to: descriptor), Self.keep(permissions, descriptor),
      fsync(descriptor) == 0
    else { throw FileSystem.failure("can't write", name) }
  }

  private static func keep(_ permissions: Permissions, _ descriptor: Int32) -> Bool {
    guard case .kept(let status) = permissions else { return true }
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    return fchmod(descriptor, status.st_mode & 0o7777) == 0
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = UnsafeRawBufferPointer(buffer)
      while let start = rest.baseAddress, !rest.isEmpty {
        let count = Glibc.write(descriptor, start, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
  }
}
