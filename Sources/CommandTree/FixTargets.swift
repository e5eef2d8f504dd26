import Diagnostics
import Glibc
import Pipeline

/// The files that `fix` may change: those that were named, by themselves or by their folder.
struct FixTargets {
  /// One text, whatever number of names it has.
  struct Target {
    let name: String
    /// nil for standard input.
    let path: String?
    /// The folder that was named, which no link may leave.
    let folder: String?
    let bytes: [UInt8]
  }

  private(set) var targets: [Target] = []
  /// Which target each name is.
  private(set) var places: [String: Int] = [:]
  private var known: [String: Int] = [:]

  /// Adds what was read for one argument of the command line.
  mutating func add(_ inputs: [Input], for argument: String) throws(CommandFailure) {
    for case .file(let name, let bytes, _) in inputs {
      guard name != "--set", name != "<environment>" else { continue }
      let isStandardInput = argument == "-"
      let place = try index(
        of: Target(
          name: name, path: isStandardInput ? nil : name,
          folder: isStandardInput || argument == name ? nil : argument, bytes: bytes))
      let shown = SourceFile(name: name, bytes: []).name
      guard places[shown, default: place] == place else {
        throw CommandFailure(message: "two inputs are called \(shown)")
      }
      places[shown] = place
    }
  }

  private mutating func index(of target: Target) throws(CommandFailure) -> Int {
    let identity = target.path.map { FileSystem.resolved($0) ?? $0 } ?? "-"
    if let place = known[identity] {
      guard targets[place].bytes == target.bytes else {
        throw CommandFailure(message: "\(target.name) changed while it was read")
      }
      return place
    }
    known[identity] = targets.count
    targets.append(target)
    return targets.count - 1
  }
}
