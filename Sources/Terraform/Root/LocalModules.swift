package import ConfigSyntax
import Diagnostics

/// The local modules that configuration files call, without evaluating anything: for searches.
package enum LocalModules {
  /// The folders that a file's calls lead to, spelled like the name of the file.
  package static func folders(calledIn name: String, _ bytes: [UInt8]) -> [String] {
    guard ByteSearch.occurs("./", in: bytes) else { return [] }
    var bag = DiagnosticBag()
    let file = SourceFile(name: name, bytes: bytes)
    let body =
      name.hasSuffix(".json")
      ? HCLJSONBodyReader.read(file, FileID(0), schema: ConfigurationSchema.root, &bag)
      : HCLParser.read(file, FileID(0), &bag)
    let prefix = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
    return body.blocks.filter { $0.type.value == "module" }.compactMap { block in
      guard case .string(let source)? = block.body["source"]?.expression.kind,
        source.hasPrefix("./") || source.hasPrefix("../")
      else { return nil }
      return prefix + source
    }
  }

  /// Whether one of the modules that the files call, directly or through others, satisfies the
  /// condition, which is asked for the content of each file.
  package static func contain(
    _ files: [(name: String, bytes: [UInt8])], in tree: any TreeFiles,
    where condition: ([UInt8]) -> Bool
  ) -> Bool {
    var waiting = files.flatMap { folders(calledIn: $0.name, $0.bytes) }
    var known: Set<String> = []
    while let folder = waiting.popLast() {
      let path = tree.shortened(folder)
      guard known.count < most, known.insert(path).inserted else { continue }
      for name in tree.names(in: path) ?? [] where ModuleFileRole(name).isConfiguration {
        guard case .bytes(let bytes) = tree.contents(of: path + "/" + name) else { continue }
        if condition(bytes) { return true }
        waiting += folders(calledIn: path + "/" + name, bytes)
      }
    }
    return false
  }

  /// How many modules are looked at.
  private static let most = 200
}
