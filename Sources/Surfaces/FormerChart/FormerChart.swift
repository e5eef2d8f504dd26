package import ConfigSyntax
import Diagnostics
package import Settings

/// Values for chart `wandb`, which installed wandb/local before operator-wandb replaced it.
///
/// Each key becomes a variable of the container. Source: `charts/wandb/templates/deployment.yaml` and
/// `values.yaml` in wandb/helm-charts, before the chart was given up in 2023.
package struct FormerChart: InputKind {
  package static let title = "values of the former chart `wandb`"

  package static var isSuggested: Bool { false }

  /// The key by which it was recognised.
  private let sign: Located

  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let entries = document.root?.entries else { return .no }
    let names = entries.map(\.key.value)
    guard !names.contains("global"), let sign = entries.first(where: isSign) else { return .no }
    guard names.filter({ signs.contains($0) }).count >= 2 else { return .no }
    return .yes(FormerChart(sign: sign.key))
  }

  package var form: Deployment.Form? { .container }

  /// Whether an entry is one that only this chart has.
  private static func isSign(_ entry: Entry) -> Bool {
    switch entry.key.value {
    case "bucketRegion", "bucketKmsKeyArn", "bucketQueue", "smtpServer": true
    // The bucket of operator-wandb is a section, below `global`.
    case "bucket": entry.value.scalar.map { $0.text.holds("://") } ?? false
    case "mysql": entry.value["managed"] != nil
    default: false
    }
  }

  private static let signs = [
    "bucket", "bucketKmsKeyArn", "bucketQueue", "bucketRegion", "host", "image", "ldap", "license",
    "mysql", "podSecurityContext", "service", "smtpServer",
  ]

  // MARK: Reading

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    var unread: [String] = []
    for entry in root.entries ?? [] where !entry.value.isNull {
      switch entry.key.value {
      case "extraEnv":
        var environment = PodEnvironment(KnownObjects(), nil)
        environment.read(entry.value, "extraEnv", &reader)
      case "mysql":
        readDatabase(entry.value, &reader)
        unread += checkKeys(of: entry, .database(entry.value), &reader)
      case "ldap":
        if Self.isOn(entry.value) {
          readSection(entry, Self.directory, &reader)
          readBindPassword(entry.value, &reader)
        }
        unread += checkKeys(of: entry, .directory(entry.value), &reader)
      case "sso":
        if Self.isOn(entry.value) {
          readSection(entry, Self.signIn, &reader)
          readProvisioning(entry.value, &reader)
        }
        unread += checkKeys(of: entry, .signIn(entry.value), &reader)
      case "customCACerts", "imagePullSecrets":
        readKey("global.\(entry.key.value)", entry, &reader)
      case let name where Self.variables[name] != nil:
        readVariable(Self.variables[name] ?? name, entry, entry.key.value, &reader)
      case let name where Self.others.contains(name): unread.append(name)
      default:
        reader.findings.report(.unknownKey(entry.key, entry.key.value, Self.known))
      }
    }
    reader.findings.report(.formerValues(sign, unread))
  }

  /// Whether `enabled` is true, which it is not by default.
  fileprivate static func isOn(_ section: ConfigNode) -> Bool {
    section["enabled"].flatMap { FlagText.isTrue($0) } == true
  }

  private func readVariable(
    _ name: String, _ entry: Entry, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard !entry.value.isNull else { return }
    VariableReader(
      entry: Entry(key: Located(name, entry.key.span), value: entry.value),
      written: WrittenName(path, .environment(name)), source: .envFile
    ).read(&reader)
  }

  private func readSection(
    _ section: Entry, _ names: [String: String], _ reader: inout SurfaceReader
  ) {
    for entry in section.value.entries ?? [] {
      guard let name = names[entry.key.value] else { continue }
      readVariable(name, entry, entry.path(below: section.key.value), &reader)
    }
  }

  /// Reports keys that the chart does not read in a section; returns those that set nothing here.
  private func checkKeys(
    of section: Entry, _ keys: FormerSection, _ reader: inout SurfaceReader
  ) -> [String] {
    guard let entries = section.value.entries else {
      return section.value.isOfDamagedText ? [] : [section.key.value]
    }
    return entries.compactMap { entry in
      let path = entry.path(below: section.key.value)
      switch keys.use(of: entry) {
      case .setting: return nil
      case .none: return entry.value.isNull ? nil : path
      case .unknown:
        reader.findings.report(.unknownKey(entry.key, path, keys.known))
        return nil
      }
    }
  }

  /// Reads `sso.autoProvision`, whose opposite is a variable.
  private func readProvisioning(_ sso: ConfigNode, _ reader: inout SurfaceReader) {
    guard let entry = sso.entries?.first(where: { $0.key.value == "autoProvision" }),
      let isOn = FlagText.isTrue(entry.value)
    else { return }
    let opposite = ConfigNode(
      .scalar(Scalar(isOn ? "false" : "true", .environment)), entry.value.span,
      via: entry.value.via)
    readVariable(
      "GORILLA_DISABLE_SSO_PROVISIONING", Entry(key: entry.key, value: opposite),
      "sso.autoProvision", &reader)
  }

  /// `ldap.bindPassword.secret` refers to a Secret.
  private func readBindPassword(_ ldap: ConfigNode, _ reader: inout SurfaceReader) {
    guard let secret = ldap.descendant(["bindPassword", "secret"]), secret.entries != nil else {
      return
    }
    let span = secret.span
    let reference = ConfigNode(
      .mapping([Entry(key: Located("secretKeyRef", span), value: secret)]), span)
    let value = ConfigNode(
      .mapping([Entry(key: Located("valueFrom", span), value: reference)]), span)
    readVariable(
      "LOCAL_LDAP_BIND_PW", Entry(key: Located("bindPassword", span), value: value),
      "ldap.bindPassword", &reader)
  }

  /// A key that operator-wandb has in another place.
  private func readKey(_ path: String, _ entry: Entry, _ reader: inout SurfaceReader) {
    guard case .claim(let claim, let section) = reader.find(.helm(path)) else { return }
    let written = WrittenName(entry.key.value, .helm(path))
    _ = ClaimedKey(claim: claim, section: section, path: path, written: written)
      .read(entry, &reader)
  }

  /// Reads the URL `mysql://USER:PASSWORD@HOST/DATABASE`, into which the template inserts the values.
  ///
  /// They are inserted as they are. Without a host, the chart installs a database of its own.
  private func readDatabase(_ mysql: ConfigNode, _ reader: inout SurfaceReader) {
    guard let host = text(mysql["host"], &reader), !host.text.isEmpty,
      case .claim(.member(let number), let section) = reader.find(.environment("MYSQL"))
    else { return }
    func part(_ key: String) -> SourceText {
      let written = text(mysql[key], &reader).flatMap { $0.text.isEmpty ? nil : $0 }
      return written ?? SourceText("wandb_local", at: host.span)
    }
    let composite = CompositeID(section: section, index: number)
    let password = text(mysql["password"], &reader).flatMap { $0.text.isEmpty ? nil : $0 }
    let user = password.map { part("user").appending(":", $0) } ?? part("user")
    let url = user.appending("@", host).appending("/", part("database")).prepending("mysql://")
    let name = WrittenName("mysql", .environment("MYSQL"))
    reader.write(
      .member(.environment("MYSQL"), of: composite, .text(url)), reader.origin(name, mysql))
    guard password == nil else { return }
    // The chart makes one up, unless its Secret exists.
    reader.assemble()
    reader.write(
      .part(.password, of: composite, .unknown(Unknown(prefix: ""))), reader.origin(name, mysql))
  }

  private func text(_ node: ConfigNode?, _ reader: inout SurfaceReader) -> SourceText? {
    guard let node, let scalar = node.scalar, !scalar.isNull else { return nil }
    return SourceText(scalar.text, at: node.span, in: reader.sources[node.span.file])
  }

  // MARK: Keys

  private static let variables = [
    "bucket": "BUCKET", "bucketKmsKeyArn": "AWS_S3_KMS_ID", "bucketQueue": "BUCKET_QUEUE",
    "bucketRegion": "AWS_REGION", "extraCors": "GORILLA_CORS_ORIGINS", "host": "HOST",
    "license": "LICENSE", "redis": "REDIS", "smtpServer": "GORILLA_EMAIL_SINK",
    "enableAdminApi": "GORILLA_INSECURE_ALLOW_API_KEY_ADMIN_ACCESS",
  ]

  fileprivate static let signIn = [
    "issuer": "OIDC_ISSUER", "method": "OIDC_AUTH_METHOD", "clientId": "OIDC_CLIENT_ID",
    "clientSecret": "OIDC_SECRET",
  ]

  /// The last releases, and the documentation of older ones, call some of them differently.
  fileprivate static let directory = [
    "address": "LOCAL_LDAP_ADDRESS", "host": "LOCAL_LDAP_ADDRESS",
    "attributes": "LOCAL_LDAP_ATTRIBUTES",
    "baseDn": "LOCAL_LDAP_BASE_DN", "baseDN": "LOCAL_LDAP_BASE_DN",
    "bindDn": "LOCAL_LDAP_BIND_DN", "bindDN": "LOCAL_LDAP_BIND_DN",
    "bindPW": "LOCAL_LDAP_BIND_PW", "groupAllowList": "LOCAL_LDAP_GROUP_ALLOW_LIST",
    "login": "LOCAL_LDAP_LOGIN", "tls": "LOCAL_LDAP_TLS_ENABLE",
  ]

  /// Keys without a setting, which are about the one pod and its objects.
  private static let others: Set<String> = [
    "affinity", "createSecrets", "existingClaim", "fullnameOverride", "hostAliases", "image",
    "ingress", "nameOverride", "nodeSelector", "podAnnotations", "podSecurityContext", "resources",
    "securityContext", "service", "serviceAccount", "subPath", "tolerations",
  ]

  private static let known = KnownNames(
    variables.keys.sorted() + others.sorted()
      + ["customCACerts", "extraEnv", "imagePullSecrets", "ldap", "mysql", "sso"])
}

/// The keys of a section of the chart, and which of them set something.
private struct FormerSection {
  /// What becomes of a key.
  enum Use { case setting, none, unknown }

  private let settings: Set<String>
  private let others: Set<String>
  /// The key that only turns the section on or off.
  private let flag: String

  static func directory(_ node: ConfigNode) -> FormerSection {
    FormerSection(
      settings: Set(FormerChart.directory.keys).union(["bindPassword"]), others: ["tlsCert"],
      isRead: FormerChart.isOn(node), flag: "enabled")
  }

  static func signIn(_ node: ConfigNode) -> FormerSection {
    FormerSection(
      settings: Set(FormerChart.signIn.keys).union(["autoProvision"]), others: [],
      isRead: FormerChart.isOn(node), flag: "enabled")
  }

  /// Without a host, the chart installs a database of its own.
  static func database(_ node: ConfigNode) -> FormerSection {
    FormerSection(
      settings: ["host", "user", "password", "database"],
      others: ["command", "image", "persistence", "resources", "service"],
      isRead: node["host"]?.scalar.map { !$0.isNull && !$0.text.isEmpty } ?? false,
      flag: "managed")
  }

  private init(settings: Set<String>, others: Set<String>, isRead: Bool, flag: String) {
    self.settings = isRead ? settings : []
    self.others = isRead ? others : others.union(settings)
    self.flag = flag
  }

  func use(of entry: Entry) -> Use {
    let name = entry.key.value
    if name == flag || settings.contains(name) { return .setting }
    return others.contains(name) ? .none : .unknown
  }

  var known: KnownNames {
    KnownNames(settings.union(others).union([flag]).sorted())
  }
}

extension Diagnostic {
  fileprivate static func formerValues(_ key: Located, _ unread: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      InputKindProblem.valuesOfFormerChart,
      "these are values of the former chart `wandb`; operator-wandb does not read them",
      at: key.span)
    let rest = unread.map { "`\($0)`" }.listed
    diagnostic.help =
      unread.isEmpty
      ? "`wandb-cfg render --target helm` writes them for operator-wandb"
      : "`wandb-cfg render --target helm` writes them for operator-wandb, without \(rest)"
    return diagnostic
  }

  fileprivate static func unknownKey(
    _ key: Located, _ path: String, _ known: KnownNames
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, "chart `wandb` does not read `\(path)`", at: key.span)
    if let name = known.nearest(to: key.value) { diagnostic.suggest(name, insteadOf: key) }
    return diagnostic
  }
}
