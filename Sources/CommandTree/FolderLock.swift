import Glibc

/// The right to write the files of a folder, which one run has at a time.
///
/// The kernel takes it back when the run ends, however that happens.
struct FolderLock: ~Copyable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Waits for another run, but not for one that has stopped.
  ///
  /// A file system without locks, such as NFS for folders, does not keep runs apart.
  static func take(_ folder: String) throws(CommandFailure) -> FolderLock {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("can't write into", folder) }
    let lock = FolderLock(descriptor)
    for _ in 0..<attempts {
      guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return lock }
      usleep(pause)
    }
    throw CommandFailure(message: "can't write into \(folder): another run is writing into it")
  }

  /// Ten seconds in all.
  private static let (attempts, pause): (Int, UInt32) = (500, 20_000)
}
