package import ConfigSyntax
import Diagnostics
package import Settings

/// A compose file: the environment of the service that runs W&B Server.
///
/// That service is the one with the image `wandb/local`; without such an image, the only one with
/// variables of the server (`ServerImage`). Source: the Compose Specification, `services`.
package struct ComposeFile: InputKind {
  package static let title = "a compose file"

  let service: ComposeService
  /// What `${NAME}` in the file is replaced with.
  private var context = ComposeFile.unknownContext
  /// The env files of the service that were read, which are layers of their own.
  private var readFiles: [SourceSpan] = []
  /// Whether one of them sets a variable of the server.
  private var filesSetAny = false

  private static let unknownContext = EnvContext(.compose, environment: { _ in nil })

  private init(service: ComposeService) { self.service = service }

  /// A mapping with `services`, which chart values do not have.
  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root, root["global"] == nil, root["kind"] == nil else { return .no }
    if root["services"] == nil, let legacy = root.entries?.first(where: \.isLegacyService) {
      return .malformed(
        "Compose reads services only below `services`", legacy.key.span,
        help: "move `\(legacy.key.value)` below `services`")
    }
    guard let services = root.entries?.first(where: { $0.key.value == "services" }),
      let entries = services.value.entries
    else { return .no }
    let all = entries.map { ComposeService($0, in: entries) }
    let named = all.filter { $0.runsLocal(unknownContext) }
    let found = (named.isEmpty ? all.filter(\.isLikelyServer) : named).withoutInactive
    guard let service = found.first else {
      return .malformed(
        "no service has the image `wandb/local`", services.key.span,
        help: "name the file with the service of W&B Server, or call the service `wandb`")
    }
    guard found.count == 1 else {
      let names = found.map { "`\($0.name.value)`" }.joined(separator: ", ")
      return .malformed(
        "several services look like W&B Server: \(names)", services.key.span,
        help: "keep one of them in this file; each server is a configuration of its own")
    }
    return .yes(ComposeFile(service: service))
  }

  package var form: Deployment.Form? { .container }

  package var container: ContainerSetup? { service.setup(context) }

  /// The same file with the variables that Compose replaces `${NAME}` with.
  package func interpolating(with context: EnvContext) -> ComposeFile {
    var copy = self
    copy.context = context
    return copy
  }

  /// The env files that the service names, in order; later ones override earlier ones.
  package var envFiles: [ComposeEnvFile] { service.envFiles(context) }

  /// Records that an env file became a layer, and whether it sets a variable of the server.
  package mutating func noteRead(_ file: ComposeEnvFile, setsAny: Bool) {
    readFiles.append(file.span)
    filesSetAny = filesSetAny || setsAny
  }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let path = "services.\(service.name.value)"
    let unread = envFiles.first { file in !readFiles.contains(file.span) }
    if let unread {
      reader.noteUnknown(
        "\(path).env_file", unread.span, help: "name the env file as an input before this one")
    }
    if let other = service.otherFile {
      reader.noteUnknown(
        "\(path).extends", other, help: "write what the other file sets into this one")
    }
    let environment = ContainerEnvironment(path: "\(path).environment", value: { value($0) })
    var entries: [Entry] = []
    for node in service.nodes.compactMap({ $0["environment"] }) {
      let own = environment.entries(of: node, &reader)
      entries.removeAll { entry in own.contains { $0.key.value == entry.key.value } }
      entries += own
    }
    for entry in entries { checkInterpolation(entry, environment.path, &reader) }
    let setsAny = environment.read(entries, &reader)
    if !setsAny, !filesSetAny, unread == nil, service.otherFile == nil, !reader.layer.isDamaged {
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
