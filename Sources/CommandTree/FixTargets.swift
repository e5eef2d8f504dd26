import Diagnostics
import Glibc
import Pipeline

/// The files that `fix` may change: those named on the command line, directly or by folder.
struct FixTargets {
  /// One text, however many names it has.
  struct Target {
    let name: String
    /// nil for standard input.
    let path: String?
    /// The named folder, which links must not leave.
    let folder: String?
    let bytes: [UInt8]
  }

  private(set) var targets: [Target] = []
  /// The index in `targets` of each input name.
  private(set) var indices: [String: Int] = [:]
  private var known: [String: Int] = [:]

  /// Adds the inputs that were read for one command-line argument.
  mutating func add(_ inputs: [Input], for argument: String) throws(CommandFailure) {
    for case .file(let name, let bytes, _) in inputs {
      guard name != "--set", name != "<environment>" else { continue }
      let isStandardInput = argument == "-"
      let number = try index(
        of: Target(
          name: name, path: isStandardInput ? nil : name,
          folder: isStandardInput || argument == name ? nil : argument, bytes: bytes))
      let shown = SourceFile(name: name, bytes: []).name
      guard indices[shown, default: number] == number else {
        throw CommandFailure(message: "two inputs have the name \(shown)")
      }
      indices[shown] = number
    }
  }

  /// Adds the files of local modules that are in one of the named folders.
  mutating func add(_ files: [SourceFile], in arguments: [String]) throws(CommandFailure) {
    let folders = arguments.filter { $0 != "-" && FileSystem.isDirectory($0) }
    for file in files {
      guard let path = file.path, let real = FileSystem.resolved(path) else { continue }
      let folder = folders.first { folder in
        FileSystem.resolved(folder).map { FileSystem.isInside(real, $0) } ?? false
      }
      guard let folder, indices[file.name] == nil else { continue }
      indices[file.name] = try index(
        of: Target(name: path, path: path, folder: folder, bytes: file.bytes))
    }
  }

  private mutating func index(of target: Target) throws(CommandFailure) -> Int {
    let identity = target.path.map { FileSystem.resolved($0) ?? $0 } ?? "-"
    if let number = known[identity] {
      guard targets[number].bytes == target.bytes else {
        throw CommandFailure(message: "\(target.name) changed while being read")
      }
      return number
    }
    known[identity] = targets.count
    targets.append(target)
    return targets.count - 1
  }
}
