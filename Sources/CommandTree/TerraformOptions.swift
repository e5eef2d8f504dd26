import Diagnostics
import Pipeline
import Terraform

/// The command-line options for Terraform.
struct TerraformOptions {
  private let module: String?
  private let moduleVersion: String?
  private let upgrade: String?
  private let catalogue: String?

  init(_ input: InputOptions) {
    module = input.module
    moduleVersion = input.moduleVersion
    upgrade = input.upgradeTo
    catalogue = input.catalogue
  }

  /// Why an option's value is invalid; nil if all are valid.
  var problem: String? {
    if let module, OfficialModule(rawValue: module) == nil {
      return "--module must be \(OfficialModule.allCases.map(\.rawValue).alternatives)"
    }
    for (name, text) in [("module-version", moduleVersion), ("upgrade-to", upgrade)] {
      if let text, ModuleVersion(text) == nil {
        return "--\(name) must be a version, such as 7.18.2"
      }
    }
    return nil
  }

  func options(limit: Int) throws(CommandFailure) -> Compiler.TerraformOptions {
    var options = Compiler.TerraformOptions()
    options.module = module.flatMap { OfficialModule(rawValue: $0) }
    options.moduleVersion = moduleVersion.flatMap { ModuleVersion($0) }
    options.upgrade = upgrade.flatMap { ModuleVersion($0) }
    if let catalogue { options.catalogue = try Self.read(catalogue, limit) }
    return options
  }

  private static func read(
    _ path: String, _ limit: Int
  ) throws(CommandFailure) -> ModuleCatalogue {
    guard case .bytes(let text) = try FileSystem.read(path, limit: limit) else {
      throw CommandFailure(message: "can't read \(path): it has more than \(limit) bytes")
    }
    var problems: [TextProblem] = []
    let catalogue = ModuleCatalogue(text: text, into: &problems)
    guard let first = problems.first else { return catalogue }
    let line = text[..<min(first.range.lowerBound, text.count)].count { $0 == 0x0A } + 1
    throw CommandFailure(message: "\(path):\(line): \(first.message)")
  }
}
