import CLinux
import Glibc

/// A file that is open for reading, and that has an end.
///
/// A named pipe may have no writer, a device gives bytes for ever or waits for a person, and files of
/// `/proc` have neither a size nor all of them an end. They are refused by name; `-` reads what
/// standard input is.
struct ReadableFile: ~Copyable {
  let descriptor: Int32
  /// In bytes; 0 if it is not known before the end is read.
  let size: Int

  private init(_ descriptor: Int32, size: Int) { (self.descriptor, self.size) = (descriptor, size) }

  deinit { close(descriptor) }

  static func open(_ path: String) throws(CommandFailure) -> ReadableFile {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileSystem.failure("can't read", path) }
    // Before the file is opened, which a named pipe would wait for and a device may act upon.
    if let reason = refusal(of: path, status) {
      throw CommandFailure(message: "can't read \(path): \(reason)")
    }
    let isPipe = status.st_mode & S_IFMT == S_IFIFO
    // A pipe may be put in the place of a file in between.
    let descriptor = Glibc.open(
      path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (isPipe ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw FileSystem.failure("can't read", path) }
    return ReadableFile(descriptor, size: isPipe ? 0 : Int(status.st_size))
  }

  /// Why a file is not read; nil if it is.
  private static func refusal(of path: String, _ status: stat) -> String? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: isIn(proc, path) ? "it is a file of the kernel" : nil
    case S_IFDIR: "it is a directory"
    // `<(…)` of a shell is a pipe without a name.
    case S_IFIFO: isIn(pipes, path) ? nil : "it is a named pipe; use `-` to read standard input"
    case S_IFCHR where status.st_rdev == null: nil
    case S_IFSOCK: "it is a socket"
    default: "it is a device"
    }
  }

  /// The number of `/dev/null`, which is empty: major 1, minor 3.
  private static let null: dev_t = 1 << 8 | 3

  /// Types of file systems, `statfs(2)`.
  private static let (proc, pipes) = (0x9FA0, 0x5049_5045)

  private static func isIn(_ kind: Int, _ path: String) -> Bool {
    var system = statfs()
    return statfs(path, &system) == 0 && Int(system.f_type) == kind
  }
}
