import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Compose files and scripts, with the env files that they name.
extension InputReading {
  /// Adds a compose file after a layer for each of its env files.
  mutating func addCompose(_ file: ComposeFile, _ document: ConfigDocument) {
    var file = file
    var isMissing = false
    while let reference = file.nextReference {
      let other = readComposeFile(reference, &isMissing)
      file.add(other, for: reference)
    }
    var variables = projectVariables(of: file, document.span)
    for span in file.includedFiles
    where path(ComposeFile.variablesFile, nextTo: span)
      != path(ComposeFile.variablesFile, nextTo: document.span)
    {
      // The project's own variables win over those of an included file.
      variables.merge(projectVariables(of: file, span)) { own, _ in own }
    }
    let process = context.environment
    let compose = EnvContext(.compose, environment: { [variables] in process($0) ?? variables[$0] })
    file = file.interpolating(with: compose)
    if let problem = file.problem {
      documents.append(document)
      if !isMissing { report(problem) }
      return
    }
    for envFile in file.envFiles {
      guard let path = envFile.path else { continue }
      let name = self.path(path, nextTo: envFile.span)
      switch files?.contents(of: name) {
      case .bytes(let bytes):
        var reader = compose
        reader.dialect = envFile.dialect
        file.noteRead(envFile, setsAny: addEnvFile(name, bytes, reader))
      case .missing, .folder:
        guard envFile.presence == .required else {
          file.noteAbsent(envFile)
          continue
        }
        bag.report(.missingEnvironmentFile(path, "Compose", envFile.span))
        file.noteRead(envFile, setsAny: true)
      case .tooLarge:
        refuse(name, by: .bytes)
        file.noteRead(envFile, setsAny: true)
      // What nobody could read is reported as not known.
      case .unreadable, nil: continue
      }
    }
    addDocument(file, document)
  }

  /// Reads a file that a compose file includes or extends; nil if its contents are not known.
  private mutating func readComposeFile(
    _ reference: ComposeReference, _ isMissing: inout Bool
  ) -> ConfigNode? {
    guard let path = reference.path else { return nil }
    let name = self.path(path, nextTo: reference.span)
    switch files?.contents(of: name) {
    case .bytes(let bytes):
      let file = SourceFile(name: name, bytes: bytes)
      let id = sources.add(file)
      commented.append(SuppressionIndex.Source(file: id, syntax: .yaml))
      let stream = YAMLReader.read(file, id, limits: limits, &bag)
      documents += stream
      return stream.first?.root ?? ConfigNode(.mapping([]), SourceSpan(id, 0, 0))
    case .missing, .folder: bag.report(.missingComposeFile(path, reference.span))
    case .tooLarge: refuse(name, by: .bytes)
    case .unreadable, nil: return nil
    }
    isMissing = true
    return ConfigNode(.damaged, reference.span)
  }

  /// Adds the layer of an env file that another input names; true if it sets a variable of the server.
  mutating func addEnvFile(_ name: String, _ bytes: [UInt8], _ context: EnvContext) -> Bool {
    let file = SourceFile(name: name, bytes: bytes)
    let id = sources.add(file)
    var context = context
    context.reportsDifferences = false
    commented.append(SuppressionIndex.Source(file: id, syntax: .environment))
    return addEnvFile(EnvReader.read(file, id, context, limits: limits, &bag))
  }

  /// Adds the layer of an env file; true if it sets a variable of the server.
  mutating func addEnvFile(_ document: ConfigDocument) -> Bool {
    addDocument(EnvFile(), document)
    return document.isDamaged
      || (document.root?.entries ?? []).contains { entry in
        FieldCatalog.builtIn.knows(variable: entry.key.value)
          && !ForeignVariable.isClients(entry.key.value)
      }
  }

  /// The variables of `.env` in the directory of a compose file, if the file depends on variables.
  private mutating func projectVariables(
    of compose: ComposeFile, _ span: SourceSpan
  ) -> [String: String] {
    let text = sources[span.file].bytes
    let path = self.path(ComposeFile.variablesFile, nextTo: span)
    guard
      text.contains(UInt8(ascii: "$")) || ByteSearch.occurs("env_file", in: text)
        || compose.passesVariables || compose.hasOtherFiles,
      case .bytes(let bytes)? = files?.contents(of: path)
    else { return [:] }
    let file = SourceFile(name: path, bytes: bytes)
    let id = sources.add(file)
    var context = EnvContext(.compose, environment: context.environment)
    context.reportsDifferences = false
    let document = EnvReader.read(file, id, context, limits: limits, &bag)
    documents.append(document)
    let known = (document.root?.entries ?? []).compactMap { entry in
      entry.value.scalar.map { (entry.key.value, $0.text) }
    }
    return Dictionary(known, uniquingKeysWith: { $1 })
  }
}
