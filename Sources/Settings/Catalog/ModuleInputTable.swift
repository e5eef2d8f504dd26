package import Terraform

/// What one input of the official Terraform modules means: how it is read and written, what
/// `explain` says of it, and what becomes of it when another module takes its place.
package struct ModuleInputRow: Sendable {
  /// The name of the variable in the module.
  package let name: String
  /// The modules with this meaning; nil for every module that has the input.
  private let modules: [OfficialModule]?
  /// What the module does with the value, in terms of settings.
  package let meaning: Meaning
  /// How its text is written, where it is a setting.
  package let encoding: Spelling.Encoding
  /// What becomes of it when the cloud's module installs the server.
  package let migration: Migration

  /// What the module does with the value.
  package enum Meaning: Sendable {
    /// It is the setting of this name, as the same text.
    case setting(String)
    /// It names the bucket, which is in the module's own cloud.
    case bucketName
    /// It is passed on as a variable of the server.
    case variable(String)
    /// A part of the host: `https://SUBDOMAIN.DOMAIN`.
    case hostPart(HostPart)
    /// If true, the setting has this text.
    case flag(setting: String, text: String)
    /// An object whose members are keys of the chart below a path.
    case keys(below: String)
    /// Variables of the server, by name.
    case variables
    /// The same, for values that are secret.
    case secretVariables
    /// Variables of one component, by name.
    case componentVariables(String)
    /// An object like that of a custom resource, with the chart's release and its values.
    case chart
    /// It has no setting.
    case ownOnly
  }

  /// What a module builds the host from.
  package enum HostPart: Sendable {
    case domain, subdomain
    /// Whether the scheme is https, which is the default.
    case encryption
  }

  /// What becomes of an input of module kubernetes when the cloud's module installs the server.
  package enum Migration: Sendable {
    /// The cloud's module has the same input.
    case moves
    /// The module connects what it creates.
    case connected
    /// It is built from `subdomain` and `domain_name`.
    case host
    /// It becomes `use_internal_queue`.
    case queue
    /// It becomes a variable in `other_wandb_env`.
    case variable
    /// The release channel determines it.
    case release
    /// The chart of the operator determines it.
    case chart
  }

  fileprivate init(
    _ name: String, _ meaning: Meaning, as encoding: Spelling.Encoding = .verbatim,
    in modules: OfficialModule..., migration: Migration = .chart
  ) {
    self.name = name
    self.modules = modules.isEmpty ? nil : modules
    self.meaning = meaning
    self.encoding = encoding
    self.migration = migration
  }

  /// Whether module kubernetes connects the server with it to what another module creates.
  package var isConnection: Bool {
    switch migration {
    case .connected, .host, .queue: true
    case .moves, .variable, .release, .chart: false
    }
  }

  /// The setting that it sets, alone or with others; nil for variables and keys.
  package var setting: String? {
    switch meaning {
    case .setting(let name), .flag(let name, _): name
    case .bucketName: "global.bucket.name"
    case .hostPart: "global.host"
    case .variable, .keys, .variables, .secretVariables, .componentVariables, .chart, .ownOnly:
      nil
    }
  }

  /// The setting whose text it is; nil for any other meaning.
  package var sameText: String? {
    switch meaning {
    case .setting(let name): name
    case .bucketName: "global.bucket.name"
    default: nil
    }
  }

  /// The part of the host that it is; nil for any other meaning.
  package var hostPart: HostPart? { if case .hostPart(let part) = meaning { part } else { nil } }

  /// Whether the input has this meaning in the module; module helm shares no meaning by default.
  package func isFor(_ module: OfficialModule) -> Bool {
    modules?.contains(module) ?? (module != .helm)
  }
}

/// Every input with a meaning; an input that is not here is kept as `terraform.MODULE.NAME`.
///
/// Source: the modules' `main.tf` and `variables.tf` at every tag (wandb/terraform-*-wandb).
package enum ModuleInputTable {
  /// All rows; of several for one name, each lists its modules.
  package static let rows: [ModuleInputRow] = [
    // Module kubernetes, and modules that install the server.
    Row("license", .setting("global.license"), migration: .moves),
    Row("host", .setting("global.host"), migration: .host),
    Row("size", .setting("global.size")),
    Row("oidc_issuer", .setting("global.auth.oidc.issuer"), migration: .variable),
    Row("oidc_client_id", .setting("global.auth.oidc.clientId"), migration: .variable),
    Row("oidc_secret", .setting("global.auth.oidc.secret"), migration: .variable),
    Row("oidc_auth_method", .setting("global.auth.oidc.authMethod"), migration: .variable),
    Row("other_wandb_env", .variables, migration: .moves),
    Row("other_wandb_secrets", .secretVariables),
    Row("app_wandb_env", .componentVariables("app")),
    Row("parquet_wandb_env", .componentVariables("parquet")),
    Row("weave_wandb_env", .componentVariables("weave")),
    // The variables that module kubernetes turns an input into (wandb/kubernetes 1.14.1).
    Row("bucket", .variable("BUCKET"), in: .kubernetes, migration: .connected),
    Row("database_connection_string", .variable("MYSQL"), in: .kubernetes, migration: .connected),
    Row("redis_connection_string", .variable("REDIS"), in: .kubernetes, migration: .connected),
    Row("auth0_client_id", .variable("AUTH0_CLIENT_ID"), in: .kubernetes),
    Row("auth0_domain", .variable("AUTH0_DOMAIN"), in: .kubernetes),
    Row("local_restore", .variable("LOCAL_RESTORE"), in: .kubernetes),
    Row(
      "cloud_monitoring_connection_string", .variable("GORILLA_CUSTOM_METRICS_PROVIDER"),
      in: .kubernetes),
    Row("wandb_version", .ownOnly, in: .kubernetes, migration: .release),
    Row("wandb_image", .ownOnly, in: .kubernetes, migration: .release),
    // The host.
    Row("domain_name", .hostPart(.domain)),
    Row("subdomain", .hostPart(.subdomain)),
    Row("ssl", .hostPart(.encryption)),
    // The bucket.
    Row("storage_account", .setting("bucket.account")),
    Row("bucket_name", .bucketName),
    Row("blob_container", .bucketName),
    Row("bucket_path", .setting("global.bucket.path")),
    Row("bucket_aws_region", .setting("global.bucket.region"), migration: .connected),
    Row("bucket_kms_key_arn", .setting("global.bucket.kmsKey"), migration: .connected),
    Row("storage_key", .setting("global.bucket.accessKey")),
    Row("external_bucket", .keys(below: "global.bucket"), in: .azurerm),
    Row("bucket_queue", .setting("bucket.queue"), migration: .queue),
    Row("use_internal_queue", .flag(setting: "bucket.queue", text: "internal://")),
    // Redis.
    Row("external_redis_host", .setting("global.redis.host")),
    Row("external_redis_port", .setting("global.redis.port"), as: .portAndParameters),
    Row("external_redis_params", .keys(below: "global.redis.params")),
    Row("redis_ca_cert", .setting("global.redis.caCert"), migration: .connected),
    // Module helm.
    Row("spec", .chart, in: .helm),
  ]

  private typealias Row = ModuleInputRow

  /// The row of an input of a module.
  package static func row(_ name: String, of module: OfficialModule) -> ModuleInputRow? {
    rows.first { $0.name == name && $0.isFor(module) }
  }

  /// The rows whose input has the text of a setting.
  package static func rows(sameTextAs setting: String) -> [ModuleInputRow] {
    rows.filter { $0.sameText == setting }
  }
}

extension FieldCatalog {
  /// The canonical name of an input: that of its setting, or its own.
  package static func name(ofInput name: String, of module: OfficialModule) -> String {
    setting(ofInput: name, of: module) ?? module.setting(name)
  }

  /// The setting of an input; nil for an input that only the module has.
  package static func setting(ofInput name: String, of module: OfficialModule) -> String? {
    guard let row = ModuleInputTable.row(name, of: module) else { return nil }
    guard case .variable(let variable) = row.meaning else { return row.setting }
    var index = FieldIndex(builtIn)
    guard case .claim(.field(let number, _), let section) = index.find(.environment(variable))
    else { return nil }
    return index.field(FieldID(section: section, index: number)).name
  }

  /// The variable that a module passes an input on as; nil if it uses the input in another way.
  package static func variable(ofInput name: String, of module: OfficialModule) -> String? {
    guard case .variable(let variable)? = ModuleInputTable.row(name, of: module)?.meaning else {
      return nil
    }
    return variable
  }
}

extension Field<Configuration> {
  /// The spellings, the fields of a custom resource of apps.wandb.com/v2 that are the setting, and the
  /// inputs of Terraform modules that set it.
  package var everySpelling: [Spelling] {
    spellings
      + ResourceTable.paths(of: name).map { Spelling(location: .resource($0)) }
      + ModuleInputTable.rows.filter { $0.setting == name }.map { .input($0.name) }
  }
}
