import Emitters
import Glibc

/// Writes files atomically: the only place where output reaches the disk.
enum ArtifactWriter {
  /// Whether the file was replaced, or had the same contents already.
  enum Outcome { case written, unchanged }

  /// Which existing files are replaced.
  enum Policy {
    /// Those that an earlier run wrote and nobody changed, unless they are among `inputs`.
    case ownFiles(inputs: [String])
    /// All of them, as `--force` asks.
    case any
  }

  /// Writes every artifact into a folder, which is created if it does not exist.
  ///
  /// All files are complete under temporary names before the first one is renamed.
  static func write(
    _ artifacts: [Artifact], into directory: String, _ policy: Policy
  ) throws(CommandFailure) -> [Outcome] {
    try makeDirectory(directory)
    let paths = try destinations(directory, artifacts.map(\.fileName))
    var written = try WrittenFiles(in: directory)
    if case .ownFiles(let inputs) = policy {
      for (artifact, path) in zip(artifacts, paths) {
        try protect(
          path, from: artifact, written, inputs, shown: "\(directory)/\(artifact.fileName)")
      }
    }
    let before = written.text
    var outcomes: [Outcome] = []
    try PendingFiles.replace { (pending) throws(CommandFailure) in
      for (artifact, path) in zip(artifacts, paths) {
        let outcome = try prepare(artifact, path, &pending)
        outcomes.append(outcome)
        let bytes = Array(artifact.text.utf8)
        // A file of somebody else that happens to have the same contents stays theirs.
        if case .ownFiles = policy, outcome == .unchanged,
          written.state(of: artifact.fileName, bytes) == .foreign
        {
          continue
        }
        written.add(artifact.fileName, bytes)
      }
      guard written.text != before else { return }
      let list = directory + "/" + WrittenFiles.listName
      try pending.add(Array(written.text.utf8), to: list, as: .new(0o666), name: list)
    }
    return outcomes
  }

  /// Fails if an existing file with other contents is an input, or not this program's to replace.
  private static func protect(
    _ path: String, from artifact: Artifact, _ written: WrittenFiles, _ inputs: [String],
    shown: String
  ) throws(CommandFailure) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      case .bytes(let old) = try FileSystem.read(path, limit: .max),
      !old.elementsEqual(artifact.text.utf8)
    else { return }
    let resolved = FileSystem.resolved(path)
    let reason: String
    if inputs.contains(where: { FileSystem.resolved($0) == resolved }) {
      reason = "it is an input"
    } else {
      switch written.state(of: artifact.fileName, old) {
      case .written: return
      case .edited: reason = "it was changed since it was written"
      case .foreign: reason = "an earlier run did not write it"
      }
    }
    throw CommandFailure(
      message: "can't replace \(shown): \(reason); choose another directory, or add --force")
  }

  /// Writes one report file, as `--format FORMAT=PATH` asks.
  static func write(_ text: String, toFile path: String) throws(CommandFailure) {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      return try writeInPlace(text, path)
    }
    try PendingFiles.replace { (pending) throws(CommandFailure) in
      try pending.add(Array(text.utf8), to: path, as: .new(0o666), name: path)
    }
  }

  /// Writes to a device, pipe or link without replacing it by a regular file.
  private static func writeInPlace(_ text: String, _ path: String) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("can't write", path) }
    defer { close(descriptor) }
    guard PendingFiles.write(Array(text.utf8), to: descriptor) else {
      throw FileSystem.failure("can't write", path)
    }
  }

  /// The paths to write, all different: two links to one file can't hold two texts.
  private static func destinations(
    _ directory: String, _ names: [String]
  ) throws(CommandFailure) -> [String] {
    var paths: [String] = []
    var taken: [String: String] = [:]
    for name in names {
      let path = try destination(directory, name)
      if let other = taken.updateValue(name, forKey: FileSystem.entry(path)) {
        throw CommandFailure(
          message: "can't write \(directory)/\(name): it is the same file as \(directory)/\(other)")
      }
      paths.append(path)
    }
    return paths
  }

  /// The path to write; a symbolic link is followed only if its target is inside the folder.
  private static func destination(
    _ directory: String, _ name: String
  ) throws(CommandFailure) -> String {
    let path = directory + "/" + name
    var status = stat()
    guard lstat(path, &status) == 0 else { return path }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw CommandFailure(message: "can't write \(path): it is a directory")
    }
    guard status.st_mode & S_IFMT != S_IFREG else { return path }
    guard status.st_mode & S_IFMT == S_IFLNK else {
      throw CommandFailure(message: "can't write \(path): it is not a regular file")
    }
    guard let target = FileSystem.resolved(path), let root = FileSystem.resolved(directory),
      FileSystem.isInside(target, root)
    else {
      throw CommandFailure(message: "can't write \(path): the link points outside \(directory)")
    }
    return target
  }

  /// Writes the new file next to the old one, unless the contents are already equal.
  private static func prepare(
    _ artifact: Artifact, _ path: String, _ pending: inout PendingFiles
  ) throws(CommandFailure) -> Outcome {
    let bytes = Array(artifact.text.utf8)
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      case .bytes(let old) = try FileSystem.read(path, limit: .max), old == bytes
    {
      if artifact.sensitivity == .secret, FileSystem.isOpenToOthers(path), chmod(path, 0o600) != 0 {
        throw FileSystem.failure("can't change the mode of", path)
      }
      return .unchanged
    }
    let mode: mode_t = artifact.sensitivity == .secret ? 0o600 : 0o666
    try pending.add(bytes, to: path, as: .new(mode), name: path)
    return .written
  }

  /// Creates a folder and those above it, unless they exist.
  static func makeDirectory(_ path: String) throws(CommandFailure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      guard mkdir(made, 0o777) == 0 || errno == EEXIST else {
        throw FileSystem.failure("can't create", made)
      }
    }
    guard try FileSystem.kind(of: path) == .directory else {
      throw CommandFailure(message: "can't write into \(path): it is not a directory")
    }
  }
}
