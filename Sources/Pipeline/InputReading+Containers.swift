package import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Compose files and scripts, with the env files that they name.
extension InputReading {
  /// Adds a compose file after a layer for each of its env files.
  mutating func addCompose(_ file: ComposeFile, _ document: ConfigDocument) {
    let name = sources[document.span.file].path ?? ""
    let variables = projectVariables(of: name)
    let process = context.environment
    let compose = EnvContext(.compose, environment: { process($0) ?? variables[$0] })
    var file = file.interpolating(with: compose)
    for envFile in file.envFiles {
      guard let path = envFile.path else { continue }
      guard let found = companions[CompanionPath.of(path, from: name)] else { continue }
      guard let bytes = found else {
        if envFile.presence == .required {
          bag.report(.missingEnvironmentFile(path, "Compose", envFile.span))
        }
        file.noteRead(envFile, setsAny: true)
        continue
      }
      var reader = compose
      reader.dialect = envFile.dialect
      let setsAny = addEnvFile(CompanionPath.of(path, from: name), bytes, reader)
      file.noteRead(envFile, setsAny: setsAny)
    }
    addDocument(file, document)
  }

  /// Adds the layer of an env file that another input names; true if it sets a variable of the server.
  mutating func addEnvFile(_ name: String, _ bytes: [UInt8], _ context: EnvContext) -> Bool {
    let file = SourceFile(name: name, bytes: bytes)
    let id = sources.add(file)
    var context = context
    context.reportsDifferences = false
    commented.append(SuppressionIndex.Source(file: id, syntax: .environment))
    let document = EnvReader.read(file, id, context, &bag)
    addDocument(EnvFile(), document)
    return document.isDamaged
      || (document.root?.entries ?? []).contains { entry in
        FieldCatalog.builtIn.knows(variable: entry.key.value)
          && !ForeignVariable.isClients(entry.key.value)
      }
  }

  /// The variables of `.env` in the directory of a compose file.
  private mutating func projectVariables(of name: String) -> [String: String] {
    let path = CompanionPath.of(".env", from: name)
    guard case .some(.some(let bytes)) = companions[path] else { return [:] }
    let file = SourceFile(name: path, bytes: bytes)
    let id = sources.add(file)
    var context = EnvContext(.compose, environment: context.environment)
    context.reportsDifferences = false
    let document = EnvReader.read(file, id, context, &bag)
    documents.append(document)
    let known = (document.root?.entries ?? []).compactMap { entry in
      entry.value.scalar.map { (entry.key.value, $0.text) }
    }
    return Dictionary(known, uniquingKeysWith: { $1 })
  }
}

/// The paths of files that an input names.
package enum CompanionPath {
  /// The path of `file` from the directory of an input; an absolute path stays.
  package static func of(_ file: String, from input: String) -> String {
    guard !file.hasPrefix("/") else { return file }
    var relative = file[...]
    while relative.hasPrefix("./") { relative = relative.dropFirst(2) }
    let folder = input.lastIndex(of: "/").map { input[...$0] } ?? ""
    return String(folder + relative)
  }
}

/// The env files that compose files and scripts name.
extension CompanionFiles {
  /// The companions of the inputs; `read` returns nil for a file that does not exist.
  package static func find<Failure: Error>(
    of inputs: [Input], _ environment: @escaping EnvironmentLookup,
    read: (String) throws(Failure) -> [UInt8]?
  ) throws(Failure) -> [Input] {
    var found: [Input] = []
    for case .file(let name, let bytes, let format) in inputs {
      switch format ?? InputFormat.detect(name, bytes) {
      case .yaml where mayBeCompose(bytes):
        let path = CompanionPath.of(".env", from: name)
        let project = Input.companion(name: path, bytes: try read(path))
        found.append(project)
        for path in composeFiles(name, bytes, project, environment) {
          found.append(.companion(name: path, bytes: try read(path)))
        }
      case .script:
        for path in scriptFiles(name, bytes, environment) {
          let path = CompanionPath.of(path, from: name)
          found.append(.companion(name: path, bytes: try read(path)))
        }
      case .yaml, .env, .hcl, .xml: continue
      }
    }
    return found
  }

  /// The files that a script names.
  private static func scriptFiles(
    _ name: String, _ bytes: [UInt8], _ environment: @escaping EnvironmentLookup
  ) -> [String] {
    if case .refused = TextCheck.check(bytes, .environment) { return [] }
    let file = SourceFile(name: name, bytes: bytes)
    return DockerScript(file, FileID(0), environment, load: { _ in nil }).paths
  }

  /// Whether a text is worth being read twice.
  private static func mayBeCompose(_ bytes: [UInt8]) -> Bool {
    ByteSearch.occurs("services:", in: bytes)
      && (ByteSearch.occurs("env_file", in: bytes) || bytes.contains(UInt8(ascii: "$")))
  }

  private static func composeFiles(
    _ name: String, _ bytes: [UInt8], _ project: Input, _ environment: @escaping EnvironmentLookup
  ) -> [String] {
    var reading = InputReading(EnvContext(.compose, environment: environment))
    reading.read([.file(name: name, bytes: bytes, format: .yaml), project])
    return reading.composeFiles.flatMap(\.envFiles).compactMap { file in
      file.path.map { CompanionPath.of($0, from: name) }
    }
  }
}
