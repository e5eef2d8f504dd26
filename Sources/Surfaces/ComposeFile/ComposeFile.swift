package import ConfigSyntax
package import Diagnostics
package import Settings

/// A compose file: the environment of the service that runs W&B Server.
///
/// That service is the one with the image `wandb/local`; without such an image, the only one with
/// variables of the server (`ServerImage`). Source: the Compose Specification, `services`.
package struct ComposeFile: InputKind {
  package static let title = "a compose file"

  /// The whole file.
  private let root: ConfigNode
  /// The files that it includes or extends.
  private var files: ComposeFiles
  /// What `${NAME}` in the file is replaced with.
  private var context = ComposeFile.unknownContext
  /// The env files of the service that were read, which are layers of their own.
  private var readFiles: [SourceSpan] = []
  /// Those that may be absent and are: they may exist where Compose runs.
  private var absentFiles: [ComposeEnvFile] = []
  /// Whether one of them sets a variable of the server.
  private var filesSetAny = false
  /// The service that runs the server, or why there is none.
  private var choice = Choice.none(.no)

  private enum Choice: Sendable {
    case service(ComposeService)
    case none(Detection)
  }

  private static let unknownContext = EnvContext(.compose, environment: { _ in nil })

  private init(_ root: ConfigNode) {
    self.root = root
    files = ComposeFiles(namedIn: root)
    choice = choose()
  }

  /// A mapping with `services`, which chart values do not have, or with nothing but `include`.
  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root["global"] == nil, root["kind"] == nil else { return .no }
    if root["services"] == nil, let legacy = root.entries?.first(where: \.isLegacyService) {
      return .malformed(
        "Compose reads services only below `services`", legacy.key.span,
        help: "move `\(legacy.key.value)` below `services`")
    }
    guard root["services"]?.entries != nil || root.includesOnly else { return .no }
    let file = ComposeFile(root)
    // Another file may have the service, or its image.
    return file.nextReference == nil ? file.problem ?? .yes(file) : .yes(file)
  }

  /// Why no service is read; nil if one is.
  package var problem: Detection? {
    if case .none(let problem) = choice { problem } else { nil }
  }

  private var service: ComposeService? {
    if case .service(let service) = choice { service } else { nil }
  }

  private func choose() -> Choice {
    var all: [ComposeService] = []
    var numbers: [String: Int] = [:]
    var services = ComposeServices(files)
    for root in files.included(in: root) + [root] {
      for entry in root["services"]?.entries ?? [] {
        let number = numbers[entry.key.value]
        let service = ComposeService(entry, in: root, after: number.map { all[$0] }, &services)
        numbers[entry.key.value] = number ?? all.count
        if let number { all[number] = service } else { all.append(service) }
      }
    }
    let named = all.filter { $0.runsLocal(context) }
    let found = (named.isEmpty ? all.filter(\.isLikelyServer) : named).withoutInactive
    let key = root.entries?.first { ["services", "include"].contains($0.key.value) }?.key
    let span = key?.span ?? root.span.sub(0..<0)
    if services.isExhausted {
      return .none(.malformed("services extend one another too often", span))
    }
    guard let service = found.first else {
      return .none(
        .malformed(
          "no service has the image `wandb/local`", span,
          help: "name the file with the service of W&B Server, or call the service `wandb`"))
    }
    guard found.count == 1 else {
      let names = found.map { "`\($0.name.value)`" }.joined(separator: ", ")
      return .none(
        .malformed(
          "several services look like W&B Server: \(names)", span,
          help: "keep one of them in this file; each server is a configuration of its own"))
    }
    return .service(service)
  }

  // MARK: Other files

  /// The next file to read of those that the project names; nil after the last one.
  package var nextReference: ComposeReference? { files.next }

  /// Adds what a file contains; nil if that is not known.
  ///
  /// The service is chosen after the last one.
  package mutating func add(_ other: ConfigNode?, for reference: ComposeReference) {
    files.add(other, for: reference)
    if nextReference == nil { choice = choose() }
  }

  /// Whether the project has more than one file.
  package var hasOtherFiles: Bool { !files.isEmpty }

  /// The included files in which the service is written, whose directories may have a `.env`.
  package var includedFiles: [SourceSpan] {
    let own = Set(service?.nodes.map(\.span.file) ?? [])
    return files.included(in: root).map(\.span).filter { own.contains($0.file) }
  }

  package var form: Deployment.Form? { .container }

  package var container: ContainerSetup? {
    guard let service else { return nil }
    var setup = service.setup(context)
    setup.project = ComposeProject(
      root, service: service.name.value, context, including: files.included(in: root))
    return setup
  }

  /// The same file with the variables that Compose replaces `${NAME}` with.
  package func interpolating(with context: EnvContext) -> ComposeFile {
    var copy = self
    copy.context = context
    copy.choice = copy.choose()
    return copy
  }

  /// Whether the service has a variable without a value, which comes from the caller of Compose.
  package var passesVariables: Bool {
    (service?.nodes ?? []).compactMap { $0["environment"] }.contains { node in
      node.entries?.contains { $0.value.isNull }
        ?? node.oneOrMany.contains { $0.scalar?.text.contains("=") == false }
    }
  }

  /// The env files that the service names, in order; later ones override earlier ones.
  package var envFiles: [ComposeEnvFile] { service?.envFiles(context) ?? [] }

  /// The paths of the env files that other services name.
  package var filesOfOthers: [String] {
    (root["services"]?.entries ?? []).filter { $0.key.value != service?.name.value }
      .flatMap { $0.value["env_file"]?.oneOrMany ?? [] }
      .compactMap { ($0["path"] ?? $0).scalar?.text }
  }

  /// The file in the directory of a project from which Compose takes the values of `${NAME}`.
  package static let variablesFile = ".env"

  /// Records that an env file became a layer, and whether it sets a variable of the server.
  package mutating func noteRead(_ file: ComposeEnvFile, setsAny: Bool) {
    readFiles.append(file.span)
    filesSetAny = filesSetAny || setsAny
  }

  /// Records that an optional env file is not here.
  package mutating func noteAbsent(_ file: ComposeEnvFile) {
    noteRead(file, setsAny: true)
    absentFiles.append(file)
  }

  package func read(_ document: ConfigNode, _ reader: inout SurfaceReader) {
    guard let service else { return }
    let path = "services.\(service.name.value.printable)"
    // Nothing is wrong with the input, but a rendering lacks what such a file has where Compose runs.
    for file in absentFiles {
      let name = file.path ?? "\(path).env_file"
      reader.keep(
        .absentSection(Unmodelled.UnknownSection(name: name, span: file.span)), file.span)
    }
    let unread = envFiles.first { file in !readFiles.contains(file.span) }
    if let unread {
      reader.noteUnknown(
        "\(path).env_file", unread.span, help: "name the env file as an input before this one")
    }
    if let other = service.otherFile {
      reader.noteUnknown(
        "\(path).extends", other, help: "write what the other file sets into this one")
    }
    if let missing = service.missing {
      reader.findings.report(.missingService(missing.value, "\(path).extends", missing.span))
    }
    let includes = files.unread(in: root)
    for span in includes {
      reader.noteUnknown("include", span, help: "write what the other file sets into this one")
    }
    let isOpen = unread != nil || files.isIncomplete
    let environment = ContainerEnvironment(path: "\(path).environment", value: { value($0) })
    var entries: [Entry] = []
    for node in service.nodes.compactMap({ $0["environment"] }) {
      let own = environment.entries(of: node, &reader)
      entries.removeAll { entry in own.contains { $0.key.value == entry.key.value } }
      entries += own
    }
    for entry in entries { checkInterpolation(entry, environment.path, &reader) }
    let setsAny = environment.read(entries, &reader)
    if !setsAny, !filesSetAny, !isOpen, service.missing == nil, !reader.layer.isDamaged {
      reader.findings.report(
        .containerSetsNothing("service `\(service.name.value)`", service.name.span))
    }
  }

  /// The value after interpolation; unknown where it depends on what is not known.
  private func value(_ entry: Entry) -> ConfigNode {
    let node = entry.value
    guard let scalar = node.scalar else { return node }
    guard !scalar.isNull else {
      let passed = context.environment(entry.key.value)
      return ConfigNode(
        passed.map { .scalar(Scalar($0, .environment)) } ?? .unknown(prefix: ""), node.span,
        via: node.via)
    }
    let kind: ConfigNode.Kind =
      switch ComposeText(scalar.text, context) {
      case .text(let text): .scalar(Scalar(text, .environment))
      case .unknown(let prefix): .unknown(prefix: prefix)
      case .missing, .invalid: .unknown(prefix: "")
      }
    return ConfigNode(kind, node.span, via: node.via)
  }

  private func checkInterpolation(_ entry: Entry, _ path: String, _ reader: inout SurfaceReader) {
    guard let scalar = entry.value.scalar, !scalar.isNull else { return }
    switch ComposeText(scalar.text, context) {
    case .invalid:
      reader.findings.report(.invalidInterpolation("\(path).\(entry.key.value)", entry.value.span))
    case .missing(let name):
      reader.findings.report(
        .missingVariable(name, "\(path).\(entry.key.value)", entry.value.span))
    case .text, .unknown: return
    }
  }
}

extension ConfigNode {
  /// Whether the file is a project that consists of other files.
  fileprivate var includesOnly: Bool {
    let known = ["configs", "include", "name", "networks", "secrets", "version", "volumes"]
    return self["include"] != nil
      && (entries ?? []).allSatisfy { known.contains($0.key.value) || $0.key.value.hasPrefix("x-") }
  }
}

extension [ComposeService] {
  /// Without services that start only on request, unless there are no others.
  fileprivate var withoutInactive: [ComposeService] {
    let active = filter { !$0.hasProfiles }
    return active.isEmpty ? self : active
  }
}

extension Entry {
  /// Whether it is a service of the first format, which had no `services`.
  fileprivate var isLegacyService: Bool {
    (value["image"]?.scalar?.text).map(ServerImage.isLocal) == true
      && ["environment", "env_file", "ports", "volumes"].contains { value[$0] != nil }
  }
}
