import ConfigSyntax
import Diagnostics
import Terraform
import TestSupport

/// A directory of Terraform, for the real program and for ours.
struct RootRequest: Encodable {
  var files: [String: String]
  /// Addresses of modules, with `@VERSION` or not, by the folder beside `root/` in which they stand.
  var modules: [String: String] = [:]
  let step: String
  var expression = ""
  var arguments: [String] = []

  /// The module as ours reads it.
  func read(_ bag: inout DiagnosticBag) -> RootModule {
    var sources = SourceMap()
    func file(_ path: String, _ text: String) -> TerraformInput.File {
      let source = SourceFile(name: path, text: text)
      return TerraformInput.File(source, sources.add(source))
    }
    let own = files.filter { $0.key.hasPrefix("root/") }.sorted { $0.key < $1.key }
    var input = TerraformInput(files: own.map { file($0.key, $0.value) })
    input.tree = TreeInMemory(files.mapValues { Array($0.utf8) })
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      if parts[0] == "-var-file", let text = files["root/" + parts[1]] {
        input.commandLine.append(.file(file(parts[1], text)))
      } else if parts[0] == "-var" {
        let pair = parts[1].split(
          separator: "=", maxSplits: 1, omittingEmptySubsequences: false
        ).map(String.init)
        let id = sources.add(SourceFile(name: "-var", text: parts[1]))
        let start = pair[0].utf8.count
        input.commandLine.append(
          .variable(
            TerraformInput.Setting(
              name: Located(pair[0], SourceSpan(id, 0, start)), text: pair[1],
              span: SourceSpan(id, start + 1, parts[1].utf8.count))))
      }
    }
    return input.read(&bag)
  }
}

extension JSONTree {
  /// What is not known is an object that no value is equal to.
  init(_ value: HCLValue) {
    switch value.kind {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let number): self = .number(Double(number.text) ?? .nan)
    case .string(let text): self = .text(text)
    case .list(let elements): self = .array(elements.map { JSONTree($0) })
    case .object(let object):
      self = .object(
        Dictionary(
          object.members.map { (Array($0.key.value.utf8), JSONTree($0.value)) },
          uniquingKeysWith: { $1 }))
    case .unknown(let prefix): self = .object([Array("unknown".utf8): .text(prefix)])
    }
  }
}
