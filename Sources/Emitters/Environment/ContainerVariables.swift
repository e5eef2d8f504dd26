import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Settings
import Surfaces

/// The variables of the single container wandb/local, whatever file sets them.
struct ContainerVariables {
  /// Names and values in the order of the settings, then those without a setting.
  private(set) var values: [(name: String, value: String)] = []
  private(set) var losses: Losses
  /// Whether a value is a secret.
  private(set) var holdsSecrets: Bool
  /// The variables whose values may be secret.
  private var secretNames: Set<String> = []
  private let file: ContainerFile

  /// Reports the variables that the file can't contain.
  init(_ request: RenderRequest, in file: ContainerFile, _ bag: inout DiagnosticBag) {
    let projection = Projection.project(
      Self.configuration(request), on: .environment, request.options, as: request.resolved)
    self.file = file
    losses = projection.losses
    losses.keys = request.configuration.unmodelled.helm
    holdsSecrets = projection.holdsSecrets || request.resolved.holdsSensitive
    let secrets = FieldCatalog.fields(of: request.configuration).filter(\.isSecret)
    secretNames = Set(secrets.flatMap(\.everySpelling).map(\.location.name))
    let isSensitive = request.resolved.holdsSensitive
    defer {
      for (name, value) in values
      where isSensitive || SecretData.holdsSecrets(.string(value), .named(name)) {
        secretNames.insert(name)
      }
    }
    for (location, value) in projection.values {
      guard case .string(let text) = value else { continue }
      guard !add(location.name, text) else { continue }
      bag.report(.notCarried(location.name, file.limit, at: request.beginning))
    }
    for variable in request.configuration.unmodelled.distinctEnvironment {
      if let value = ElsewhereValue(variable) {
        losses.variables.append(value)
      } else {
        add(variable, request, &bag)
      }
    }
  }

  /// Leaves out of the losses what the file says in its own way.
  mutating func carry(_ settings: [String]) {
    losses.foreign.removeAll { settings.contains($0.name) }
  }

  /// Leaves the image, the ports and the like out of the losses: the file has them.
  mutating func carryContainer() { losses.isContainerWritten = true }

  /// Whether a script passes a variable on in its environment, since its value may be secret.
  ///
  /// Some names mean something to the shell or to Docker's client, and others can't be exported.
  func isExported(_ name: String) -> Bool {
    guard secretNames.contains(name), let first = name.utf8.first, !first.isDigit,
      name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") })
    else { return false }
    return !Self.reserved.contains(name) && !["DOCKER_", "LD_"].contains(where: name.hasPrefix)
  }

  /// Variables that change how a shell or Docker's client runs.
  private static let reserved: Set = [
    "BASH_ENV", "CDPATH", "ENV", "HOME", "IFS", "PATH", "PS4", "SSL_CERT_DIR", "SSL_CERT_FILE",
  ]

  /// The configuration as a single container would read it.
  private static func configuration(_ request: RenderRequest) -> Configuration {
    var configuration = request.configuration
    // The only variable, `BUCKET`, names the bucket that the chart would use.
    configuration.bucket = configuration.effectiveBucket.bucket
    configuration.defaultBucket = Bucket()
    // The chart enables TLS if there is a certificate; a URL must say so explicitly.
    if let origin = configuration.redis.caCert.origin, configuration.redis.tls.isAbsent {
      configuration.redis.tls.assign(.literal(true), by: origin)
    }
    return configuration
  }

  /// Adds a variable; false when the file can't contain it.
  private mutating func add(_ name: String, _ value: String) -> Bool {
    guard file.isName(name), file.isValue(value, of: name) else { return false }
    values.append((name, value))
    return true
  }

  /// Adds a variable without a setting.
  private mutating func add(
    _ variable: Unmodelled.Variable, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) {
    // A redacted value is always plain text, so whether it is written depends on the original.
    let environment = request.resolved.configuration.unmodelled.environment
    let original = environment.first { $0.name == variable.name } ?? variable
    let isPlain = Self.text(of: original) != nil
    guard isPlain, let text = Self.text(of: variable), add(variable.name, text) else {
      return bag.report(.notCarried(variable, fault(of: original, isPlain: isPlain)))
    }
    holdsSecrets =
      holdsSecrets || SecretData.holdsSecrets(.string(text), .named(variable.name))
  }

  private static func text(of variable: Unmodelled.Variable) -> String? {
    switch variable.source {
    case .envFile: variable.value.scalar?.text
    case .helm, .globalEnv: KubernetesText.plainText(variable.value)
    }
  }

  private func fault(of variable: Unmodelled.Variable, isPlain: Bool) -> Message {
    guard file.isName(variable.name) else { return "Docker does not accept its name" }
    guard !isPlain else { return file.contents }
    return variable.value.scalar == nil
      ? "its value is stored elsewhere in the cluster, or is not a string"
      : "Helm or Kubernetes computes its value from templates or other variables"
  }
}

/// A file that sets the variables of a container.
enum ContainerFile {
  case envFile, composeFile, script

  /// The file in messages about an input that sets nothing.
  var phrase: Message {
    switch self {
    case .envFile: "an env file"
    case .composeFile: "a compose file"
    case .script: "a `docker run` command"
    }
  }

  func isName(_ name: String) -> Bool {
    switch self {
    case .envFile: EnvDocument.isName(name)
    // Docker takes the text before the first `=` for the name.
    case .composeFile, .script:
      !name.isEmpty && !name.unicodeScalars.contains { $0 == "=" || $0 == "\0" }
    }
  }

  func isValue(_ value: String, of name: String) -> Bool {
    switch self {
    case .envFile: EnvDocument.isValue(value, of: name)
    case .composeFile: !value.unicodeScalars.contains("\0")
    // Linux allows 128 KiB for one word of a command (`MAX_ARG_STRLEN`), with its final NUL.
    case .script:
      !value.unicodeScalars.contains("\0") && name.utf8.count + value.utf8.count + 2 <= 131_072
    }
  }

  /// Why a value of a setting is not in the file.
  fileprivate var limit: Message {
    switch self {
    case .envFile: "its value has a line break or is too long for an env file"
    case .composeFile: "no variable can contain NUL"
    case .script: "its value contains NUL or is too long for a command"
    }
  }

  /// What values of variables the file can contain.
  fileprivate var contents: Message {
    switch self {
    case .envFile: "an env file can contain only single-line plain text"
    case .composeFile, .script: limit
    }
  }
}

extension Diagnostic {
  fileprivate static func notCarried(
    _ name: String, _ why: Message, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "`\(name)` is not rendered: \(why)", at: span)
    diagnostic.setting = "env.\(name)"
    return diagnostic
  }

  fileprivate static func notCarried(
    _ variable: Unmodelled.Variable, _ fault: Message
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "variable `\(variable.name)` is not rendered: \(fault)",
      at: variable.value.span)
    diagnostic.setting = "env.\(variable.name)"
    return diagnostic
  }
}
