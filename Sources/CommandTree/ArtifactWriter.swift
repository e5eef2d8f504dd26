import Emitters
import Glibc

/// Writes files whole or not at all; the right edge of the program.
enum ArtifactWriter {
  enum Outcome { case written, unchanged }

  /// Writes every artifact into a folder, which is made when it is not there.
  ///
  /// All files are ready under other names before the first one takes its place.
  static func write(
    _ artifacts: [Artifact], into directory: String
  ) throws(CommandFailure) -> [Outcome] {
    try makeDirectory(directory)
    var ready: [(temporary: String, final: String)?] = []
    do throws(CommandFailure) {
      for artifact in artifacts {
        let path = try destination(directory, artifact.fileName)
        ready.append(try prepare(artifact, path))
      }
      for case let file? in ready {
        guard rename(file.temporary, file.final) == 0 else {
          throw FileSystem.failure("can't write", file.final)
        }
      }
    } catch {
      for case let file? in ready { unlink(file.temporary) }
      throw error
    }
    return ready.map { $0 == nil ? .unchanged : .written }
  }

  /// Writes one file of findings.
  static func write(_ text: String, toFile path: String) throws(CommandFailure) {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      return try writeInPlace(text, path)
    }
    let temporary = try writeTemporary(text, beside: path, mode: 0o666)
    guard rename(temporary, path) == 0 else {
      unlink(temporary)
      throw FileSystem.failure("can't write", path)
    }
  }

  /// A device, a pipe or a link stays what it is.
  private static func writeInPlace(_ text: String, _ path: String) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("can't write", path) }
    defer { close(descriptor) }
    guard writeAll(text, to: descriptor) else { throw FileSystem.failure("can't write", path) }
  }

  /// The file to write; a symbolic link is followed only to a place inside the folder.
  private static func destination(
    _ directory: String, _ name: String
  ) throws(CommandFailure) -> String {
    let path = directory + "/" + name
    var status = stat()
    guard lstat(path, &status) == 0 else { return path }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw CommandFailure(message: "can't write \(path): it is a directory")
    }
    guard status.st_mode & S_IFMT == S_IFLNK else { return path }
    guard let target = resolved(path), let root = resolved(directory),
      target.hasPrefix(root + "/")
    else {
      throw CommandFailure(message: "can't write \(path): the link leaves \(directory)")
    }
    return target
  }

  private static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The new file beside the old one; nil when the old one is equal already.
  private static func prepare(
    _ artifact: Artifact, _ path: String
  ) throws(CommandFailure) -> (temporary: String, final: String)? {
    let mode: mode_t = artifact.sensitivity == .secret ? 0o600 : 0o666
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      case .bytes(let bytes) = try FileSystem.read(path, limit: .max),
      bytes.elementsEqual(artifact.text.utf8)
    {
      let isOpen = status.st_mode & 0o077 != 0
      if artifact.sensitivity == .secret, isOpen, chmod(path, 0o600) != 0 {
        throw FileSystem.failure("can't change the mode of", path)
      }
      return nil
    }
    return (try writeTemporary(artifact.text, beside: path, mode: mode), path)
  }

  private static func writeTemporary(
    _ text: String, beside path: String, mode: mode_t
  ) throws(CommandFailure) -> String {
    let temporary = path + ".wandb-cfg-\(getpid())"
    // Left by a process that died under the same number.
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileSystem.failure("can't write", path) }
    defer { close(descriptor) }
    guard writeAll(text, to: descriptor), fsync(descriptor) == 0 else {
      let failure = FileSystem.failure("can't write", path)
      unlink(temporary)
      throw failure
    }
    return temporary
  }

  private static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, start, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }

  private static func makeDirectory(_ path: String) throws(CommandFailure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      guard mkdir(made, 0o777) == 0 || errno == EEXIST else {
        throw FileSystem.failure("can't make", made)
      }
    }
    guard try FileSystem.kind(of: path) == .directory else {
      throw CommandFailure(message: "can't write into \(path): it is no directory")
    }
  }
}
