import ArgumentParser
import Pipeline
import Terraform

/// How inputs of Terraform are read.
struct TerraformOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The module that a values file alone is for, and that is written: aws, google, azurerm, \
      kubernetes or helm.
      """,
      valueName: "module"))
  var module: OfficialModule?

  @Option(help: ArgumentHelp("Its release; the newest otherwise.", valueName: "version"))
  var moduleVersion: ModuleVersion?

  @Option(
    help: ArgumentHelp("Tell what a move of the modules to a release breaks.", valueName: "version")
  )
  var upgradeTo: ModuleVersion?

  @Option(
    help: ArgumentHelp(
      "A catalogue of the modules in place of the built-in one.", valueName: "file"))
  var catalogue: String?

  func options(limit: Int) throws(CommandFailure) -> Compiler.TerraformOptions {
    var options = Compiler.TerraformOptions()
    options.module = module
    options.moduleVersion = moduleVersion
    options.upgrade = upgradeTo
    if let catalogue { options.catalogue = try Self.read(catalogue, limit) }
    return options
  }

  private static func read(
    _ path: String, _ limit: Int
  ) throws(CommandFailure) -> ModuleCatalogue {
    guard case .bytes(let text) = try FileSystem.read(path, limit: limit) else {
      throw CommandFailure(message: "can't read \(path): it is larger than --max-bytes")
    }
    var problems: [TextProblem] = []
    let catalogue = ModuleCatalogue(text: text, into: &problems)
    guard let first = problems.first else { return catalogue }
    let line = text[..<min(first.range.lowerBound, text.count)].count { $0 == 0x0A } + 1
    throw CommandFailure(message: "\(path):\(line): \(first.message)")
  }
}

extension OfficialModule: ExpressibleByArgument {}

extension ModuleVersion: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
