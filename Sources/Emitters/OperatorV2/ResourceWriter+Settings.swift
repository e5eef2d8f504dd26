import ConfigSyntax
import Diagnostics
import Documents
import Settings

/// What becomes of each setting, in the order of the resource.
extension ResourceWriter {
  mutating func write(_ bag: inout DiagnosticBag) {
    writeSize()
    writeServer(&bag)
    writeDatabase()
    writeRedis()
    writeStore(&bag)
    writeClickHouse(&bag)
    writeMail()
    writeNetworking()
    writeRows()
    writeOverrides(&bag)
    ResourceAdvice.reportNulls(request.resolved, &bag)
    if !encoded.isEmpty { bag.report(.encodedSecret(encoded, request)) }
    reportIncomplete(&bag)
  }

  // MARK: The server

  private mutating func writeSize() {
    guard let field = FieldCatalog.field(named: "global.size"), let raw = take("global.size") else {
      return
    }
    let words = ResourceField.spec?.child("size")?.alternatives ?? []
    if case .text(let text) = raw, !words.contains(text) {
      return lose(
        field, "`spec.size` must be \(words.alternatives)", help: "choose the size that is nearest")
    }
    writePlain(raw, field, at: "size")
  }

  private mutating func writeServer(_ bag: inout DiagnosticBag) {
    if let field = FieldCatalog.field(named: "global.host"), let raw = take("global.host") {
      writePlain(raw, field, at: "wandb.hostname")
    }
    writeVersion()
    if let field = FieldCatalog.field(named: "global.license"), let raw = take("global.license") {
      if raw.isReference {
        lose(
          field, "apps.wandb.com/v2 has the license only as text",
          help: "write the license into `spec.wandb.license`")
      } else {
        writePlain(raw, field, at: "wandb.license")
      }
    }
    writeIssuer()
  }

  /// The version is the tag of the server's image.
  private mutating func writeVersion() {
    for name in ["app.image.tag", "api.image.tag"] {
      guard let field = FieldCatalog.field(named: name), let raw = take(name) else { continue }
      guard case .text(let text) = raw else { continue }
      guard text != "latest" else {
        lose(
          field, "operator v2 refuses `latest` as a version",
          help: "name a release: `--set app.image.tag=VERSION`")
        continue
      }
      guard descendant("wandb.version") == nil else {
        if descendant("wandb.version") == .string(text) { continue }
        lose(field, "apps.wandb.com/v2 has one version for the whole server")
        continue
      }
      writePlain(raw, field, at: "wandb.version")
    }
  }

  /// Without an issuer, the former server did not check tokens between its services.
  private mutating func writeIssuer() {
    guard isFromChart, descendant("wandb.internalServiceAuth") == nil else { return }
    let helm = configuration.unmodelled.helm
    let issuers = [["global", "internalJWTMap"], ["app", "internalJWTMap"]].lazy.compactMap {
      helm?.descendant($0)?.oneOrMany.first?["issuer"]?.scalar?.text
    }
    if let issuer = issuers.first, !issuer.isEmpty {
      insert(.bool(true), at: "wandb.internalServiceAuth.enabled")
      insert(.string(issuer), at: "wandb.internalServiceAuth.oidcIssuer")
    } else {
      insert(.bool(false), at: "wandb.internalServiceAuth.enabled")
    }
  }

  // MARK: Datastores

  private mutating func writeDatabase() {
    let section = "mysql.default.externalMysql"
    guard isExternal("global.mysql.host", "global.mysql.", "mysql.", "MySQL") else { return }
    writeSelectors(below: "spec." + section, in: "mysql", port: "3306")
    if isFromChart, descendant(section + ".tls") == nil, descendant(section + ".sslCa") == nil {
      // The chart always asks for TLS where the server has it.
      insert(store(.string("preferred"), "tls", in: "mysql"), at: section + ".tls")
    }
  }

  private mutating func writeRedis() {
    let section = "redis.default.externalRedis"
    guard isExternal("global.redis.host", "global.redis.", "redis.", "Redis") else { return }
    writeSelectors(below: "spec." + section, in: "redis", port: "6379")
  }

  private mutating func writeClickHouse(_ bag: inout DiagnosticBag) {
    let section = "clickhouse.default.externalClickhouse"
    guard isExternal("global.clickhouse.host", "global.clickhouse.", "", "ClickHouse") else {
      let provider = configuration.effectiveBucket.bucket.provider
      let isForeign = provider.literal == .gcs || provider.literal == .az
      if isForeign, descendant("clickhouse") == nil, let origin = provider.origin {
        bag.report(.noClickHouse(at: request.resolved[origin].span))
      }
      return
    }
    writeSelectors(below: "spec." + section, in: "clickhouse")
  }

  /// Whether the server uses a service that the operator does not run; reports what is set for one
  /// that has no host.
  private mutating func isExternal(
    _ host: String, _ section: String, _ other: String, _ service: String
  ) -> Bool {
    guard let field = FieldCatalog.field(named: host), !field.isInvalid(configuration) else {
      return true
    }
    if let raw = field.read(configuration) {
      guard isTemplate(raw, host) else { return true }
      _ = take(host)
    }
    for field in FieldCatalog.fields(of: configuration)
    where field.name.hasPrefix(section) || !other.isEmpty && field.name.hasPrefix(other) {
      guard field.read(configuration) != nil, !field.name.hasSuffix(".install"),
        field.plainVariable == nil
      else { continue }
      lose(
        field, "the inputs name no host of \(service), so operator v2 runs its own",
        help: "set `\(host)`, or remove the setting")
    }
    return false
  }

  /// Writes the settings whose rows are below a path; the operator has no default for a port.
  private mutating func writeSelectors(
    below path: String, in purpose: String, port: String? = nil
  ) {
    let section = String(path.dropFirst("spec.".count))
    // A service whose host is not known is not the operator's own either.
    if descendant(section) == nil { insert(.object([:]), at: section) }
    let rows = ResourceTable.rows.filter { $0.path.hasPrefix(path + ".") }
    // Next to a host that is not known, the port is not known either.
    let isHostKnown = rows.contains { $0.keys.last == "host" && isKnown($0.setting) }
    for row in rows {
      guard let field = FieldCatalog.field(named: row.setting), let key = row.keys.last else {
        continue
      }
      let isAbsent = field.read(configuration) == nil && !field.isInvalid(configuration)
      let fallback = isAbsent && isHostKnown && key == "port" ? port.map { RawValue.text($0) } : nil
      guard let raw = take(row.setting) ?? fallback,
        let selector = selector(raw, row.setting, key, in: purpose)
      else { continue }
      insert(selector, at: String(row.path.dropFirst("spec.".count)))
    }
  }

  /// Whether a setting has a value, here or in a Secret.
  private func isKnown(_ setting: String) -> Bool {
    switch FieldCatalog.field(named: setting)?.read(configuration) {
    case .text, .placeholder, .reference: true
    case .tree, .unknown, .nothing, nil: false
    }
  }

  // MARK: Mail

  /// Without a user and a password, the whole URL is a field of its own.
  private mutating func writeMail() {
    let email = configuration.email
    guard !email.host.isAbsent else { return }
    let needed = ["host", "port", "user", "password"].map { "global.email.smtp.\($0)" }
    let isWhole = needed.allSatisfy { FieldCatalog.field(named: $0)?.read(configuration) != nil }
    if isWhole, email.scheme.literal != .https, email.path.isAbsent {
      markDone("email.scheme")
      return writeSelectors(below: "spec.wandb.notifications.email.smtp", in: "email")
    }
    let projection = Projection.project(
      configuration, on: .environment, request.options, as: ResolvedConfiguration())
    guard
      case .string(let sink)? = projection.values.first(where: {
        $0.location.name == "GORILLA_EMAIL_SINK"
      })?.value
    else { return }
    markDone(
      "email.scheme", "email.path", "global.email.smtp.host", "global.email.smtp.port",
      "global.email.smtp.user", "global.email.smtp.password")
    insert(store(.string(sink), "sink", in: "email"), at: "wandb.notifications.email.sink")
  }

  // MARK: Networking

  private mutating func writeNetworking() {
    let isOff =
      configuration.ingress.create.literal == false
      || configuration.ingress.install.literal == false
    markDone("ingress.create", "ingress.install")
    if isOff {
      if descendant("networking.mode") == nil { insert(.string(""), at: "networking.mode") }
    } else if isFromChart, descendant("networking.mode") == nil {
      insert(.string("ingress"), at: "networking.mode")
    }
    let name = configuration.unmodelled.helm?.descendant(["ingress", "nameOverride"])?.scalar?.text
    // The operator crashes on an Ingress without a class.
    if let name, !configuration.ingress.className.isAbsent {
      insert(.string(name), at: "networking.ingress.name")
    }
    guard let field = FieldCatalog.field(named: "ingress.tls"), let raw = take("ingress.tls"),
      case .tree(let node) = raw
    else { return }
    let first = node.oneOrMany.first
    if let secret = first?["secretName"]?.scalar?.text {
      insert(.string(secret), at: "networking.tls.secretName")
    }
    let isMore = node.oneOrMany.count > 1 || first?["hosts"] != nil
    if isMore {
      losses.add(
        field, "only the first Secret is: apps.wandb.com/v2 has one certificate for all hosts",
        help: "check that the certificate is for every host")
    }
  }

  // MARK: The rest

  /// Every other setting: a row, a variable of every container, or none.
  private mutating func writeRows() {
    for field in FieldCatalog.fields(of: configuration) where !isDone(field.name) {
      guard field.read(configuration) != nil || field.isInvalid(configuration) else { continue }
      guard let row = ResourceTable.row(of: field.name), isRowUsed(row, field) else { continue }
      if row.path.contains(".slack."), !isSlackWhole {
        lose(field, "operator v2 refuses Slack without both its client ID and its secret")
        continue
      }
      guard let raw = take(field.name) else { continue }
      let path = String(row.path.dropFirst("spec.".count))
      switch row.form {
      case .plain, .tree: writePlain(raw, field, at: path)
      case .selector:
        let key = row.keys.last ?? field.name
        let purpose = row.path.contains(".oidc.") ? "oidc" : "slack"
        if let selector = selector(raw, field.name, key, in: purpose) { insert(selector, at: path) }
      case .valueOrSource: writeProxy(raw, field, at: path)
      case .words:
        guard case .text(let text) = raw else { continue }
        let words = text.split(separator: ",").map { DocumentValue.string($0.filter { $0 != " " }) }
        insert(.array(words), at: path)
      }
    }
  }

  private var isSlackWhole: Bool {
    ["global.slack.clientId", "global.slack.secret"].allSatisfy {
      FieldCatalog.field(named: $0)?.read(configuration) != nil
    }
  }

  /// A variable of every container stays one, unless a field of the resource set it: a release of the
  /// operator may lack the field.
  private func isRowUsed(_ row: ResourceRow, _ field: Field<Configuration>) -> Bool {
    guard field.name.hasPrefix("env."), let last = field.history(configuration).last else {
      return true
    }
    return request.resolved[last].location == .resource(row.path)
  }

  /// The URL of a proxy, in a Secret if it has a password.
  private mutating func writeProxy(
    _ raw: RawValue, _ field: Field<Configuration>, at path: String
  ) {
    if case .text(let text) = raw, !text.contains("@") {
      return insert(.string(text), at: path + ".value")
    }
    let key = path.split(separator: ".").last.map(String.init) ?? "url"
    guard let selector = selector(raw, field.name, key, in: "proxy") else { return }
    insert(selector, at: path + ".valueFrom.secretKeyRef")
  }

  /// Reports what operator v2 requires and no input sets.
  private func reportIncomplete(_ bag: inout DiagnosticBag) {
    let needed = [
      ("wandb.hostname", "global.host"), ("wandb.version", "app.image.tag"),
      ("mysql.default.externalMysql.host", "global.mysql.host"),
      ("redis.default.externalRedis.host", "global.redis.host"),
      ("objectStore.default.externalObjectStore.bucket", "global.bucket.name"),
      ("clickhouse.default.externalClickhouse.host", "global.clickhouse.host"),
    ]
    let missing = needed.filter { path, _ in
      // Of a service, only if it is not the operator's own.
      let section = path.split(separator: ".").dropLast().joined(separator: ".")
      return descendant(path) == nil && (section == "wandb" || descendant(section) != nil)
    }
    guard !missing.isEmpty else { return }
    bag.report(.incompleteResource(missing.map { "spec.\($0.0)" }, missing.map(\.1), request))
  }
}

extension Field<Configuration> {
  /// The variable that is the whole setting; nil if there is none, or it is a part of one.
  var plainVariable: String? {
    spellings.first {
      $0.location.surface == .environment && $0.part == nil && $0.role == .canonical
    }?.location.name
  }
}

extension Diagnostic {
  fileprivate static func incompleteResource(
    _ fields: [String], _ settings: [String], _ request: RenderRequest
  ) -> Diagnostic {
    let verb = fields.count == 1 ? "is" : "are"
    var diagnostic = Diagnostic(
      RenderProblem.incompleteResource,
      "operator v2 can't use the resource until \(fields.enumeration) \(verb) set",
      at: request.beginning)
    let options = settings.map { "`--set \($0)=VALUE`" }
    diagnostic.help = "add \(options.listed)"
    return diagnostic
  }

  fileprivate static func encodedSecret(
    _ settings: [String], _ request: RenderRequest
  ) -> Diagnostic {
    let field = FieldCatalog.field(named: settings[0])
    let origin = field?.history(request.configuration).last.map { request.resolved[$0].span }
    var diagnostic = Diagnostic(
      RenderProblem.encodedSecret,
      """
      operator v2 encodes \(settings.enumeration) for a URL itself, but the chart inserts the text of the \
      Secret as it is
      """, at: origin ?? request.beginning)
    diagnostic.setting = settings[0]
    diagnostic.help =
      "if a Secret has an escape such as `%40`, write the decoded text to another one"
    return diagnostic
  }

  fileprivate static func noClickHouse(at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.incompleteResource,
      "operator v2 can't run its own ClickHouse with this bucket: it stores tables only in S3",
      at: span)
    diagnostic.setting = "global.clickhouse.host"
    diagnostic.help = "set `global.clickhouse.host` to a ClickHouse server of your own"
    return diagnostic
  }
}
