import ConfigSyntax
import Diagnostics
import Settings

/// Something that the server needs to start, and that neither the inputs nor the chart's defaults
/// supply.
struct MissingPiece {
  /// The canonical name of the setting that would supply it.
  let setting: String
  let message: Message
  let help: Message
  let span: SourceSpan
}

extension ResolvedConfiguration {
  /// What the deployment lacks, in the order of a values file.
  ///
  /// Empty where it can't be known: in damaged inputs, where a component takes variables from a
  /// Secret or ConfigMap as a whole, and where only Terraform knows the contents of a section.
  /// References to Secrets count as present, and so do placeholders, which have a finding of their
  /// own.
  var missingPieces: [MissingPiece] {
    guard let deployment, deployment.form != .terraformModule, !hasUnknownParts else { return [] }
    let span = deployment.span
    guard deployment.usesChart else {
      return [
        missingHost(.setVariable("HOST"), span), missingLicense(.setVariable("LICENSE"), span),
      ].compactMap(\.self)
    }
    if isWithoutSettings {
      return [
        MissingPiece(
          setting: "global.host", message: .nothingGlobal, help: .setEverything, span: span)
      ]
    }
    let lacksSecrets = deployment.requirement == .ifWhole && holdsNoSecrets
    return [
      missingHost(.setHost, span), lacksSecrets ? nil : missingLicense(licenseHelp, span),
      missingBucket(span), missingDatabase(span),
      lacksSecrets ? nil : missingDatabasePassword(span), missingRedis(span),
    ].compactMap(\.self).filter { !isMistaken($0.setting) }
  }

  /// Whether the inputs look like a whole deployment rather than a part of one.
  ///
  /// Values are often divided between files, so most of what a server needs must be there: the
  /// database, and three of the host, the license, the bucket, and the Redis or the ingress. A
  /// custom resource is applied as one object: three of the host, the license, the bucket and the
  /// database.
  var isWholeDeployment: Bool {
    guard let deployment else { return false }
    let (mysql, redis, ingress) = (configuration.mysql, configuration.redis, configuration.ingress)
    let hasDatabase =
      !configuration[.mysql].isAbsent || !mysql.host.isAbsent || !mysql.user.isAbsent
      || !mysql.password.isAbsent
    let core = [
      !configuration.host.isAbsent, !configuration.license.isAbsent,
      configuration.bucket.isSet || configuration.defaultBucket.isSet,
    ].count { $0 }
    switch deployment.form {
    case .container, .terraformModule: return false
    case .customResource: return core + (hasDatabase ? 1 : 0) >= 3
    case .chartValues where isWithoutSettings: return true
    case .chartValues:
      guard hasDatabase, core >= 2 else { return false }
      let hasRedis =
        !configuration[.redis].isAbsent || !redis.host.isAbsent || !redis.password.isAbsent
      let hasIngress =
        !ingress.className.isAbsent || !ingress.annotations.isAbsent || !ingress.tls.isAbsent
        || !ingress.install.isAbsent || !ingress.create.isAbsent
      return core == 3 || hasRedis || hasIngress
    }
  }

  /// Whether values that say how the server is reached and which services are bundled have a
  /// `global` without any key.
  private var isWithoutSettings: Bool {
    guard let deployment, deployment.form == .chartValues, deployment.requirement == .ifWhole else {
      return false
    }
    let ingress = configuration.ingress
    return deployment.hasEmptyGlobal && configuration.host.isAbsent
      && (!ingress.install.isAbsent || !ingress.create.isAbsent || !ingress.className.isAbsent)
      && (!configuration[.mysql].isAbsent || !configuration[.redis].isAbsent)
  }

  /// Whether completeness is reported, because the user asked for it or the inputs look whole.
  var isMeantToBeWhole: Bool { deployment?.requirement == .always || isWholeDeployment }

  /// Whether no secret is set, so that another file or option may well supply all of them.
  private var holdsNoSecrets: Bool {
    lacks(\.license) && lacks(\.mysql.password) && lacks(\.redis.password)
      && lacks(\.bucket.accessKey) && lacks(\.bucket.secretKey) && lacks(\.oidc.secret)
      && lacks(\.email.password)
  }

  /// Whether something that seems to be missing may be where it can't be seen.
  private var hasUnknownParts: Bool {
    let isPassedOn = configuration.unmodelled.helm?["global"]?["extraEnvFrom"]?.entries ?? []
    return mayHoldMore || !configuration.unmodelled.unknownSections.isEmpty || !isPassedOn.isEmpty
  }
}

// MARK: Pieces

extension ResolvedConfiguration {
  private func missingHost(_ help: Message, _ span: SourceSpan) -> MissingPiece? {
    guard lacks(\.host) else { return nil }
    let fallback = ChartReads.default(at: "global.host", in: chartVersion)?.value
    let usesDefault = deployment?.usesChart == true
    return MissingPiece(
      setting: "global.host",
      message: usesDefault ? .noHost(insteadOf: fallback) : .noHost(insteadOf: nil), help: help,
      span: emptied(configuration.host) ?? span)
  }

  private func missingLicense(
    _ help: @autoclosure () -> Message, _ span: SourceSpan
  ) -> MissingPiece? {
    guard lacks(\.license), log.chartText(at: .helm("global.licenseSecret.name")) == nil else {
      return nil
    }
    return MissingPiece(
      setting: "global.license", message: .noLicense, help: help(),
      span: emptied(configuration.license) ?? span)
  }

  private var licenseHelp: Message {
    if isRead("global.licenseSecret.name") { return .setLicense }
    return isRead("global.license") ? .setLicenseText : .setLicenseVariable
  }

  /// Bundled object stores do not exist in any release of the chart.
  private func missingBucket(_ span: SourceSpan) -> MissingPiece? {
    guard lacks(\.bucket.name), lacks(\.bucket.endpoint) else { return missingProvider }
    guard lacks(\.defaultBucket.name), lacks(\.defaultBucket.endpoint),
      isRead("global.bucket.name")
    else { return nil }
    return MissingPiece(
      setting: "global.bucket.name", message: .noBucket, help: .setBucket,
      span: emptied(configuration.bucket.name) ?? section("bucket") ?? span)
  }

  /// A name without a provider, below `global.bucket`; `global.defaultBucket` has a default.
  private var missingProvider: MissingPiece? {
    let origin = self.origin(of: configuration.bucket.name)
    guard lacks(\.bucket.provider), let origin,
      origin.location?.isAtOrBelow("global.bucket") == true, isRead("global.bucket.name"),
      ChartReads.default(at: "global.bucket.provider", in: chartVersion) == nil
    else { return nil }
    return MissingPiece(
      setting: "global.bucket.provider",
      message: .incomplete(origin.spelling, missing: "the provider"), help: .setProvider,
      span: origin.span)
  }

  private func missingDatabase(_ span: SourceSpan) -> MissingPiece? {
    guard lacks(\.mysql.host), installs(.mysql) == false else { return nil }
    return MissingPiece(
      setting: "global.mysql.host", message: .noDatabase, help: .setService("mysql"),
      span: emptied(configuration.mysql.host) ?? section("mysql") ?? span)
  }

  /// The chart has defaults for the user and the database, but none for the password.
  private func missingDatabasePassword(_ span: SourceSpan) -> MissingPiece? {
    let mysql = configuration.mysql
    guard let host = origin(ifSet: mysql.host), lacks(\.mysql.password), installs(.mysql) == false,
      log.chartText(at: .helm("global.mysql.passwordSecret.name")) == nil
    else { return nil }
    let hasSecret = isRead("global.mysql.passwordSecret.name")
    return MissingPiece(
      setting: "global.mysql.password",
      message: .incomplete(host.spelling, missing: "the password"),
      help: hasSecret ? .setPassword : .setPasswordText,
      span: emptied(mysql.password) ?? section("mysql") ?? span)
  }

  private func missingRedis(_ span: SourceSpan) -> MissingPiece? {
    guard lacks(\.redis.host), installs(.redis) == false else { return nil }
    return MissingPiece(
      setting: "global.redis.host", message: .noRedis, help: .setService("redis"),
      span: emptied(configuration.redis.host) ?? section("redis") ?? span)
  }

  /// Where an input has a section below `global`, without what the server needs in it.
  private func section(_ name: String) -> SourceSpan? { deployment?.sections[name] }

  /// Where an input removed a value, or wrote an empty one.
  private func emptied<Value>(_ setting: Setting<Value>) -> SourceSpan? {
    setting.history.last.map { self[$0].span }
  }

  private func isRead(_ path: ChartPath) -> Bool {
    ChartReads.reads(path, in: chartVersion)
  }
}

extension Message {
  fileprivate static func noHost(insteadOf fallback: String?) -> Message {
    guard let fallback else { return "the public URL of the instance is not set" }
    return "the public URL of the instance is not set, so the chart uses `\(fallback)`"
  }

  fileprivate static let nothingGlobal: Message =
    "`global` is empty, so the host, the license, the bucket and the database are missing"

  fileprivate static let setEverything: Message =
    "set at least `global.host`, `global.license`, `global.bucket` and `global.mysql`"

  fileprivate static let setHost: Message =
    "set `global.host` to the URL that browsers use, such as `https://wandb.example.com`"

  fileprivate static func setVariable(_ name: String) -> Message { "set variable `\(name)`" }

  fileprivate static let noLicense: Message = "the license is not set"

  fileprivate static let setLicense: Message =
    "set `global.license`, or `global.licenseSecret` to a key of a Secret"

  fileprivate static let setLicenseText: Message = "set `global.license`"

  fileprivate static let setLicenseVariable: Message = "set `global.extraEnv.LICENSE`"

  fileprivate static let noBucket: Message = "no bucket is set"

  fileprivate static let setBucket: Message =
    "set `global.bucket.provider` and `global.bucket.name`"

  fileprivate static let setProvider: Message =
    "set `global.bucket.provider` to s3, gcs, az or cw"

  fileprivate static let noDatabase: Message =
    "no MySQL server is set, and the chart does not install one"

  fileprivate static let noRedis: Message =
    "no Redis server is set, and the chart does not install one"

  fileprivate static func setService(_ section: String) -> Message {
    "set `global.\(section).host`, or `\(section).install: true` for the bundled service"
  }

  fileprivate static let setPassword: Message =
    "set `global.mysql.password`, or `global.mysql.passwordSecret` to a key of a Secret"

  fileprivate static let setPasswordText: Message = "set `global.mysql.password`"
}
