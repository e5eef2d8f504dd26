import ConfigSyntax
import Diagnostics
import Pipeline
import Terraform

/// Reads the inputs that a command's arguments name: files, folders, standard input.
struct InputFiles: Sendable {
  private let format: Input.Format?
  private let standardInputName: String
  private let limits: Limits
  /// How many inputs were read.
  private var count = 0
  /// The Terraform files that were read, so that each one is read once.
  private var known: Set<String> = []

  init(_ options: InputOptions) {
    self.init(
      options.inputFormat, standardInput: options.stdinFilename, limits: options.limits)
  }

  /// Reads files of this format, or of a detected one.
  init(_ format: Input.Format?, standardInput name: String?, limits: Limits) {
    self.format = format
    standardInputName = name ?? SourceFile.standardInputName
    self.limits = limits
  }

  /// The inputs of one argument.
  mutating func read(_ name: String) throws(CommandFailure) -> [Input] {
    if name == "-" {
      return [
        input(standardInputName, try FileSystem.readStandardInput(limit: limits[.bytes]))
      ]
    }
    guard try FileSystem.kind(of: name) == .directory else { return try readFiles([name]) }
    return try readFiles(files(in: name))
  }

  /// The Terraform files next to the first named one: a directory is one module.
  mutating func readModule(of names: [String]) throws(CommandFailure) -> [Input] {
    guard format == nil, let named = names.first(where: Input.isTerraform) else { return [] }
    for name in names where name != "-" {
      if try FileSystem.kind(of: name) == .directory { return [] }
    }
    let folder = FileSystem.prefix(of: named)
    let found = try FileSystem.list(folder.isEmpty ? "." : folder)
    guard found.contains(where: { ModuleFileRole($0).isConfiguration }) else { return [] }
    var paths: [String] = []
    for name in found where ModuleFileRole(name) != .ignored {
      if try FileSystem.kind(of: folder + name) == .file { paths.append(folder + name) }
    }
    return try readFiles(paths)
  }

  /// The inputs of files, in order.
  mutating func readFiles(_ paths: [String]) throws(CommandFailure) -> [Input] {
    var result: [Input] = []
    for path in paths {
      // A values file may be named twice: the later one wins again.
      let isInModule = ModuleFileRole(path) != .ignored
      guard !isInModule || known.insert(FileSystem.entry(path)).inserted else { continue }
      count += 1
      guard count <= limits[.inputs] else {
        if count == limits[.inputs] + 1 { result.append(.refused(name: path, by: .inputs)) }
        continue
      }
      result.append(input(path, try FileSystem.read(path, limit: limits[.bytes])))
    }
    return result
  }

  /// A plan of Terraform, whose values of variables are read as those of a values file.
  func plan(_ path: String) throws(CommandFailure) -> Input {
    let input = input(path, try FileSystem.read(path, limit: limits[.bytes]))
    guard case .file(_, let bytes, _) = input,
      PlanFile.read(SourceFile(name: path, bytes: bytes), FileID(0)) != nil
    else {
      throw CommandFailure(
        message: "\(path) is not a Terraform plan in JSON, as `terraform show -json PLAN` writes it"
      )
    }
    return input
  }

  private func input(_ name: String, _ contents: FileSystem.Contents) -> Input {
    switch contents {
    case .bytes(let bytes): .file(name: name, bytes: bytes, format: format)
    case .tooLarge: .refused(name: name, by: .bytes)
    }
  }

  /// The input files of a folder, not recursive, in lexical order.
  private func files(in directory: String) throws(CommandFailure) -> [String] {
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    let names = try FileSystem.list(directory)
    let found =
      names.contains { $0.hasSuffix(".tf") || $0.hasSuffix(".tfvars") }
      ? names.filter { ModuleFileRole($0) != .ignored } : names.filter(Self.isLayer)
    guard !found.isEmpty else {
      let values = names.filter(Input.readsValues)
      throw CommandFailure(
        message: values.isEmpty
          ? "\(directory) does not contain a *.yaml, *.yml, *.json, *.env or *.tf file"
          : "\(directory) contains only values files; name the ones to read: "
            + values.joined(separator: ", "))
    }
    var paths: [String] = []
    for name in found where try FileSystem.kind(of: base + name) == .file {
      paths.append(base + name)
    }
    return paths
  }

  /// Whether a folder's file is an input: names with a leading dot belong to editors or copies.
  static func isLayer(_ name: String) -> Bool {
    guard !name.hasPrefix(".") else { return name == ".env" }
    return Input.isTerragrunt(name)
      || [".yaml", ".yml", ".json", ".env"].contains(where: name.hasSuffix)
  }
}
