import Glibc

/// Replaces the contents of existing files: each one atomically.
enum FileReplacement {
  /// Replaces the contents of every file, unless `announce` fails, which says what is about to happen.
  static func write(
    _ files: [(target: FixTargets.Target, bytes: [UInt8])],
    announce: () throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    try PendingFiles.replace(
      { (pending) throws(CommandFailure) in
        for file in files { try prepare(file.target, file.bytes, &pending) }
      }, announce: announce)
  }

  private static func prepare(
    _ target: FixTargets.Target, _ bytes: [UInt8], _ pending: inout PendingFiles
  ) throws(CommandFailure) {
    guard let name = target.path else { return }
    guard let path = FileSystem.resolved(name) else {
      throw FileSystem.failure("can't write", name)
    }
    if let folder = target.folder, let root = FileSystem.resolved(folder),
      !FileSystem.isInside(path, root)
    {
      throw CommandFailure(message: "can't write \(name): the link points outside \(folder)")
    }
    var status = stat()
    guard stat(path, &status) == 0, access(path, W_OK) == 0 else {
      throw FileSystem.failure("can't write", name)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(message: "can't write \(name): it is not a regular file")
    }
    guard case .bytes(let now) = try FileSystem.read(path, limit: target.bytes.count),
      now == target.bytes
    else {
      throw CommandFailure(message: "can't write \(name): it changed after it was read")
    }
    try pending.add(bytes, to: path, as: .kept(status), name: name)
  }
}
