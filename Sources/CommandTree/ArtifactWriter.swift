import Diagnostics
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
  /// One run writes into a folder at a time. All files are complete when `announce` is called with what
  /// becomes of them, and a failure until then changes nothing.
  static func write(
    _ artifacts: [Artifact], into directory: String, _ policy: Policy,
    announce: ([Outcome]) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    try makeDirectory(directory)
    let lock = try FolderLock.take(directory)
    let paths = try destinations(directory, artifacts.map(\.fileName))
    let before = try WrittenFiles(in: directory)
    if case .ownFiles(let inputs) = policy {
      guard !before.isForeign else {
        throw CommandFailure(
          message: """
            can't replace \(directory)/\(WrittenFiles.listName): an earlier run did not write it; choose \
            another directory, or add --force
            """)
      }
      for (artifact, path) in zip(artifacts, paths) {
        try protect(
          path, from: artifact, before, inputs, shown: "\(directory)/\(artifact.fileName)")
      }
    }
    var after = before
    var outcomes: [Outcome] = []
    for (artifact, path) in zip(artifacts, paths) {
      let outcome = try outcome(of: artifact, path)
      outcomes.append(outcome)
      let bytes = Array(artifact.text.utf8)
      // A file of somebody else that happens to have the same contents stays theirs.
      if case .ownFiles = policy, outcome == .unchanged,
        before.state(of: artifact.fileName, bytes) == .foreign
      {
        continue
      }
      after.add(artifact.fileName, bytes)
    }
    let meanwhile = before.merged(with: after)
    try PendingFiles.replace { (pending) throws(CommandFailure) in
      // A killed run may have left temporary files of those that stay; `add` removes the others.
      pending.removeLeftovers(of: directory + "/" + WrittenFiles.listName)
      for (path, outcome) in zip(paths, outcomes) where outcome == .unchanged {
        pending.removeLeftovers(of: path)
      }
      if meanwhile.text != before.text { try add(meanwhile, directory, &pending) }
      for (index, artifact) in artifacts.enumerated() where outcomes[index] == .written {
        try add(artifact, paths[index], &pending)
      }
      if after.text != meanwhile.text { try add(after, directory, &pending) }
    } announce: { () throws(CommandFailure) in
      try announce(outcomes)
    }
    _ = consume lock
  }

  private static func add(
    _ list: WrittenFiles, _ directory: String, _ pending: inout PendingFiles
  ) throws(CommandFailure) {
    let path = directory + "/" + WrittenFiles.listName
    try pending.add(Array(list.text.utf8), to: path, as: permissions(of: path), name: path)
  }

  private static func add(
    _ artifact: Artifact, _ path: String, _ pending: inout PendingFiles
  ) throws(CommandFailure) {
    var permissions = permissions(of: path)
    if artifact.sensitivity == .secret {
      permissions = if case .kept(let old) = permissions { .ownerOnly(old) } else { .new(0o600) }
    }
    try pending.add(Array(artifact.text.utf8), to: path, as: permissions, name: path)
  }

  /// Those of the file that is replaced, else those of a new file.
  private static func permissions(of path: String) -> PendingFiles.Permissions {
    var status = stat()
    return stat(path, &status) == 0 ? .kept(status) : .new(0o666)
  }

  /// Fails if an existing file with other contents is an input, or not this program's to replace.
  private static func protect(
    _ path: String, from artifact: Artifact, _ written: WrittenFiles, _ inputs: [String],
    shown: String
  ) throws(CommandFailure) {
    guard FileSystem.isRegularFile(path), !(try holds(path, artifact)) else { return }
    let resolved = FileSystem.resolved(path)
    let reason: String
    if inputs.contains(where: { FileSystem.resolved($0) == resolved }) {
      reason = "it is an input"
    } else {
      switch try state(of: path, artifact.fileName, written) {
      case .written: return
      case .edited: reason = "it was changed since it was written"
      case .foreign: reason = "an earlier run did not write it"
      }
    }
    throw CommandFailure(
      message: "can't replace \(shown): \(reason); choose another directory, or add --force")
  }

  /// What the list says about a file; one that is larger than any that was written is not one of them.
  private static func state(
    of path: String, _ name: String, _ written: WrittenFiles
  ) throws(CommandFailure) -> WrittenFiles.State {
    switch try FileSystem.read(path, limit: Limit.bytes.initial) {
    case .bytes(let bytes): written.state(of: name, bytes)
    case .tooLarge: written.lists(anyOf: [name]) ? .edited : .foreign
    }
  }

  /// Whether a file has the contents of the artifact.
  private static func holds(_ path: String, _ artifact: Artifact) throws(CommandFailure) -> Bool {
    let bytes = artifact.text.utf8
    guard case .bytes(let old) = try FileSystem.read(path, limit: bytes.count) else { return false }
    return old.elementsEqual(bytes)
  }

  /// Writes one report file, as `--format FORMAT=PATH` asks.
  ///
  /// A link to a file stays one.
  static func write(_ text: String, toFile path: String) throws(CommandFailure) {
    let identity = FileSystem.identity(of: path)
    if let identity, let stream = Terminal.Stream.all.first(where: { $0.identity == identity }) {
      return try Terminal.print(text, to: stream)
    }
    // A pipe that a link leads to has no path of its own.
    if FileSystem.exists(path), !FileSystem.isRegularFile(path) {
      return try writeInPlace(text, path)
    }
    guard let target = FileSystem.resolved(path) else {
      var status = stat()
      // A link that leads nowhere, or in a circle.
      guard lstat(path, &status) != 0 else { throw FileSystem.failure("can't write", path) }
      return try replace(path, text)
    }
    try replace(target, text)
  }

  private static func replace(_ path: String, _ text: String) throws(CommandFailure) {
    try PendingFiles.replace { (pending) throws(CommandFailure) in
      try pending.add(Array(text.utf8), to: path, as: permissions(of: path), name: path)
    }
  }

  /// Writes to a device or a pipe.
  private static func writeInPlace(_ text: String, _ path: String) throws(CommandFailure) {
    // A pipe that nobody reads would be waited for.
    let descriptor = open(path, O_WRONLY | O_TRUNC | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("can't write", path) }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, O_WRONLY)
    guard Array(text.utf8).withUnsafeBytes({ FileSystem.write($0, to: descriptor) }) else {
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
    guard let target = FileSystem.resolved(path) else {
      throw CommandFailure(message: "can't write \(path): the link's target does not exist")
    }
    guard let root = FileSystem.resolved(directory), FileSystem.isInside(target, root) else {
      throw CommandFailure(message: "can't write \(path): the link points outside \(directory)")
    }
    return target
  }

  /// What is to be done about a file; the mode of one with the same contents is corrected.
  private static func outcome(
    of artifact: Artifact, _ path: String
  ) throws(CommandFailure) -> Outcome {
    guard FileSystem.isRegularFile(path), try holds(path, artifact) else { return .written }
    if artifact.sensitivity == .secret, FileSystem.isOpenToOthers(path), chmod(path, 0o600) != 0 {
      throw FileSystem.failure("can't change the mode of", path)
    }
    return .unchanged
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
