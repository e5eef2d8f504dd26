import ArgumentParser
import Diagnostics
import Reference

/// `init`: prints or writes a commented starter configuration.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", _superCommandName: WandbCfg.name,
    abstract: "Write a commented starter configuration that validates.",
    discussion: """
      For `docker`, it is an env file, and Helm values for the others, from which `render` writes \
      Terraform, custom resources and cloud documents.
      """)

  @Option(
    help: ArgumentHelp(
      "Where the server runs: aws, google, azurerm, onprem or docker.", valueName: "provider"))
  var provider: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "The file to write, or the directory to write it to; by default, standard output.",
      valueName: "path"))
  var path: String?

  @Flag(help: "Replace an existing file.")
  var force = false

  func validate() throws {
    guard Starter.Provider(rawValue: provider) != nil else {
      throw ValidationError(
        "--provider must be \(Starter.Provider.allCases.map(\.rawValue).alternatives)")
    }
  }

  func run() throws {
    guard let provider = Starter.Provider(rawValue: provider) else { return }
    let starter = Starter(provider)
    guard let path else { return Terminal.write(starter.text, to: .output) }
    let file = try file(path, starter)
    guard force || !FileSystem.exists(file) else {
      throw CommandFailure(message: "\(file) already exists; choose another path, or add --force")
    }
    try ArtifactWriter.write(starter.text, toFile: file)
    Terminal.write("wrote \(file.printable)\n", to: .output)
  }

  /// The file at the path: without an extension, the path is a directory, which is created if it
  /// does not exist.
  private func file(_ path: String, _ starter: Starter) throws(CommandFailure) -> String {
    let name = path.split(separator: "/").last ?? ""
    let isFolder =
      path.hasSuffix("/") || !name.dropFirst().contains(".") || FileSystem.isDirectory(path)
    guard isFolder else { return path }
    try ArtifactWriter.makeDirectory(path)
    return path.hasSuffix("/") ? path + starter.fileName : "\(path)/\(starter.fileName)"
  }
}
