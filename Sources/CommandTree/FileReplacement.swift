import Glibc

/// New contents for files that exist: all of them or none, each in one step.
struct FileReplacement {
  private struct Ready {
    let path: String
    let temporary: String
  }

  private var ready: [Ready] = []

  /// Replaces the contents of every file; what fails before the first one changes none.
  static func write(
    _ files: [(target: FixTargets.Target, bytes: [UInt8])]
  ) throws(CommandFailure) {
    var replacement = FileReplacement()
    do throws(CommandFailure) {
      for file in files { try replacement.prepare(file.target, file.bytes) }
      for file in replacement.ready {
        guard rename(file.temporary, file.path) == 0 else {
          throw FileSystem.failure("can't write", file.path)
        }
      }
    } catch {
      for file in replacement.ready { unlink(file.temporary) }
      throw error
    }
  }

  static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  private mutating func prepare(
    _ target: FixTargets.Target, _ bytes: [UInt8]
  ) throws(CommandFailure) {
    guard let name = target.path else { return }
    guard let path = Self.resolved(name) else { throw FileSystem.failure("can't write", name) }
    if let folder = target.folder, let root = Self.resolved(folder),
      !path.hasPrefix(root == "/" ? root : root + "/")
    {
      throw CommandFailure(message: "can't write \(name): the link leaves \(folder)")
    }
    var status = stat()
    guard stat(path, &status) == 0, access(path, W_OK) == 0 else {
      throw FileSystem.failure("can't write", name)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(message: "can't write \(name): it is no regular file")
    }
    guard case .bytes(let now) = try FileSystem.read(path, limit: .max), now == target.bytes else {
      throw CommandFailure(message: "can't write \(name): it changed in the meantime")
    }
    let temporary = path + ".wandb-cfg-\(getpid())"
    ready.append(Ready(path: path, temporary: temporary))
    try Self.write(bytes, to: temporary, as: status, name)
  }

  /// A new file with the mode and, where that is allowed, the owner of the old one.
  private static func write(
    _ bytes: [UInt8], to temporary: String, as status: stat, _ name: String
  ) throws(CommandFailure) {
    // Left by a process that died under the same number.
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileSystem.failure("can't write", name) }
    defer { close(descriptor) }
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    let isWritten = bytes.withUnsafeBytes { ArtifactWriter.writeAll($0, to: descriptor) }
    guard isWritten, fchmod(descriptor, status.st_mode & 0o7777) == 0, fsync(descriptor) == 0
    else { throw FileSystem.failure("can't write", name) }
  }
}
