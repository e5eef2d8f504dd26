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
    let unused = request.configuration.unusedBucket
    for field in request.configuration.settings(ofBucket: unused.section) {
      losses.add(field, unused.why)
    }
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
    addAuthority(of: request.configuration.redis)
    let components = OwnVariables(request.configuration.unmodelled.helm, besides: values)
    losses.keys = components.others
    for lost in components.lost { bag.report(.notCarried(lost, file.phrase)) }
  }

  /// The certificate of Redis is a file, without which a connection with TLS is refused.
  private mutating func addAuthority(of redis: Redis) {
    guard !redis.caCert.isAbsent, redis[.caCertPath].isAbsent,
      let index = losses.foreign.firstIndex(where: { $0.name == "global.redis.caCert" })
    else { return }
    losses.add(losses.foreign.remove(at: index), .isFile, help: .mountAuthority)
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
    let (mysql, redis) = (configuration.mysql, configuration.redis)
    let ofMySQL = ["global.mysql.port", "global.mysql.database", "global.mysql.user", "mysql.tls"]
    let ofRedis = ["global.redis.port", lifetime.setting]
    // Without all of its parts, there is no URL to complete.
    if isKnown(mysql.password), isKnown(mysql.user), isKnown(mysql.database), isKnown(mysql.port) {
      addDefaults(ofMySQL, of: mysql.host, request, to: &configuration)
    }
    if isKnown(redis.password), isKnown(redis.port) {
      addDefaults(ofRedis, of: redis.host, request, to: &configuration)
    }
    return configuration
  }

  /// Whether a setting is not set, or has a value that a file can contain.
  private static func isKnown<Value>(_ setting: Setting<Value>) -> Bool {
    switch setting.state {
    case .reference, .unknown, .invalid: false
    case .absent, .literal, .placeholder, .unrecognized: true
    }
  }

  /// Adds what the chart adds to the address of a service that its keys name: the defaults of other
  /// keys, and parameters that it always writes.
  private static func addDefaults(
    _ settings: [String], of host: Setting<String>, _ request: RenderRequest,
    to configuration: inout Configuration
  ) {
    guard request.resolved.deployment?.usesChart == true, host.writable != nil,
      let origin = host.origin, request.resolved[origin].location?.isGlobalKey == true
    else { return }
    for field in settings.compactMap(FieldCatalog.field(named:))
    where field.history(configuration).isEmpty {
      let always = field.name == lifetime.setting ? lifetime.text : field.implied[.helm]
      let text = request.resolved.appliedDefault(of: field)?.value ?? always
      if let text { _ = field.write(.text(text), origin, &configuration) }
    }
  }

  /// The parameter that the chart adds to the URL of Redis (chart operator-wandb, `_defaultParams`).
  private static let lifetime = (setting: "global.redis.params.ttlInSeconds", text: "604800")

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
    let unmodelled = request.resolved.configuration.unmodelled
    let original = unmodelled.variables(named: variable.name).first ?? variable
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

/// What the inputs set for single components, which a single container can't tell apart.
private struct OwnVariables {
  /// The variables that the file lacks, by component.
  private(set) var lost: [[(path: String, span: SourceSpan)]] = []
  /// The keys of the chart without these variables.
  private(set) var others: ConfigNode?

  /// `written` are the variables of the file; those with the same value are not lost.
  init(_ keys: ConfigNode?, besides written: [(name: String, value: String)]) {
    others = keys
    let values = Dictionary(written.map { ($0.name, $0.value) }) { $1 }
    for component in keys?.entries ?? [] where ComponentName.isComponent(component.key.value) {
      let name = component.key.value
      var own: [(path: String, span: SourceSpan)] = []
      for section in ["extraEnv", "env"] {
        for entry in component.value[section]?.entries ?? [] where !entry.value.isNull {
          let value = values[entry.key.value]
          // wandb/local does what `app` does in the chart, and nothing that only others do.
          guard name == "app" || value != nil else { continue }
          others = others?.removing([name, section, entry.key.value]).rest
          let text = KubernetesText.plainText(entry.value)
          guard text == nil || text != value || text == SecretData.word else { continue }
          own.append(("\(name).\(section).\(entry.key.value)", entry.value.span))
        }
        if others?[name]?[section]?.entries?.isEmpty == true {
          others = others?.removing([name, section]).rest
        }
      }
      if others?[name]?.entries?.isEmpty == true { others = others?.removing([name]).rest }
      if !own.isEmpty { lost.append(own.sorted { $0.span.lower < $1.span.lower }) }
    }
  }
}

extension Diagnostic {
  /// Variables of one component.
  fileprivate static func notCarried(
    _ variables: [(path: String, span: SourceSpan)], _ file: Message
  ) -> Diagnostic {
    let verb = variables.count == 1 ? "is" : "are"
    let names = variables.map(\.path).enumeration
    var diagnostic = Diagnostic(
      RenderProblem.notCarried,
      "\(names) \(verb) not rendered: \(file) has one value for all components",
      at: variables[0].span)
    diagnostic.help = "set what the container needs in `global.extraEnv`"
    diagnostic.related = variables.dropFirst().map { .init("not rendered", $0.span) }
    return diagnostic
  }

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

extension Message {
  fileprivate static let isFile: Message = "it is a file in the container"

  fileprivate static let mountAuthority: Message = """
    mount the certificate in the container, and append `&caCertPath=FILE` to the URL in `REDIS`
    """
}
