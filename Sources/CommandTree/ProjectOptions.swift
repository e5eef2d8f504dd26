import Diagnostics
import Glibc
import Pipeline
import Project
import Reporting

/// The command-line options for the project file and for the severity of findings.
struct ProjectOptions {
  private let config: String?
  private let isDisabled: Bool
  private let verdicts: [(option: String, names: [String], verdict: FindingPolicy.Verdict)]
  private let isStrict: Bool

  init(_ input: InputOptions) {
    config = input.config
    isDisabled = input.noConfig
    isStrict = input.strict
    verdicts = [
      ("--ignore", Self.names(input.ignoredCodes), .ignored),
      ("--error", Self.names(input.errorCodes), .reported(.error)),
      ("--warn", Self.names(input.warningCodes), .reported(.warning)),
    ]
  }

  private static func names(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split { $0 == "," || $0 == " " }.map(String.init) }
  }

  // MARK: Checking the command line

  /// Why an option's value is invalid; nil if all are valid.
  var problem: String? {
    if config != nil, isDisabled { return "--config and --no-config exclude each other" }
    var options: [String: String] = [:]
    for (option, names, verdict) in verdicts {
      for name in names {
        guard let id = DiagnosticCatalog.codes.find(name) else { return Self.unknown(name, option) }
        if id.isBinding, verdict != .reported(.error) {
          return "\(option): \(id.code) must stay an error, because it means that an input is not "
            + "read or a file can't be written"
        }
        if let other = options.updateValue(option, forKey: id.code), other != option {
          return "\(other) and \(option) both name \(id.code)"
        }
      }
    }
    return nil
  }

  private static func unknown(_ name: String, _ option: String) -> String {
    let nearest = DiagnosticCatalog.codes.nearest(to: name)
    return "\(option): unknown code `\(name)`; "
      + (nearest.map { "did you mean `\($0)`?" } ?? "`wandb-cfg rules` lists all codes")
  }

  // MARK: Loading

  /// Whether there is a project file that may name inputs.
  var hasFile: Bool { path != nil }

  /// What the project file and the options say together.
  func load() throws(CommandFailure) -> LoadedProject {
    var loaded = LoadedProject()
    if let path {
      loaded = try Self.read(path)
    }
    if isStrict { loaded.file.policy.strictness = .strict }
    for (option, names, verdict) in verdicts {
      for id in names.compactMap({ DiagnosticCatalog.codes.find($0) }) {
        guard verdict != .ignored || loaded.file.policy.mayAccept(id) else {
          throw CommandFailure(
            message: "\(option): \(loaded.path ?? "") lists \(id.code) under neverSuppress")
        }
        loaded.file.policy.commandLine[id.code] = verdict
      }
    }
    return loaded
  }

  /// The path of the project file; nil if there is none.
  private var path: String? {
    guard !isDisabled else { return nil }
    if let config { return config }
    var prefix = ""
    for _ in WorkingDirectory.path.split(separator: "/") + [""] {
      if FileSystem.isFile(prefix + ProjectFile.name) { return prefix + ProjectFile.name }
      // A repository is the widest project.
      if FileSystem.exists(prefix + ".git") { return nil }
      prefix += "../"
    }
    return nil
  }

  private static func read(_ path: String) throws(CommandFailure) -> LoadedProject {
    let (file, report) = ProjectReader.read(try FileSystem.source(path), DiagnosticCatalog.codes)
    guard report.isEmpty else { throw CommandFailure(report) }
    var loaded = LoadedProject()
    (loaded.file, loaded.path) = (file, path)
    loaded.folder = FileSystem.prefix(of: path)
    let folder = WorkingDirectory.absolute(loaded.folder)
    loaded.file.policy.pathInProject = { WorkingDirectory.relative($0, to: folder) }
    return loaded
  }
}

/// A project file together with the options of the command line.
struct LoadedProject {
  var file = ProjectFile()
  /// nil without a project file.
  var path: String?
  /// Its folder as a prefix of paths: empty, or with a slash at its end.
  var folder = ""

  /// The default inputs, as paths from the working directory.
  var inputs: [String] {
    file.inputs.map { $0.hasPrefix("/") || $0 == "-" ? $0 : folder + $0 }
  }
}

/// The folder that relative paths begin at.
enum WorkingDirectory {
  /// Absolute; empty if it can't be determined.
  static let path: String = {
    guard let pointer = getcwd(nil, 0) else { return "" }
    defer { free(pointer) }
    return String(cString: pointer)
  }()

  static func absolute(_ path: String) -> String {
    PathText.normalized(path.hasPrefix("/") ? path : "\(Self.path)/\(path)")
  }

  /// A path seen from an absolute folder.
  static func relative(_ path: String, to folder: String) -> String {
    PathText.relative(path, to: folder, from: Self.path)
  }
}
