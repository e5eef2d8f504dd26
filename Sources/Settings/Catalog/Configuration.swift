package import Diagnostics

/// The settings from all inputs, independent of the surface on which they are written.
package struct Configuration: Sendable {
  /// `global.host`: the public URL of the instance: scheme, host, and any non-default port.
  package var host = Setting<String>()
  /// `env.GORILLA_CORS_ORIGINS`: origins from which browsers may call the API, comma-separated; the
  /// host by default.
  package var corsOrigins = Setting<String>()
  /// `global.size`: the size of the installation, which sets its resources and number of replicas.
  package var size = Setting<String>()
  /// `global.imagePullSecrets`: secrets with the credentials for a private registry.
  package var imagePullSecrets = Setting<ListValue>()
  /// `global.repositoryPrefix`: the registry to prepend to the repositories of W&B images.
  package var repositoryPrefix = Setting<String>()
  /// `global.license`: the license, a JSON Web Token with three parts.
  package var license = Setting<Secret>()
  /// `global.licenseCertPath`: the file in the image with the public keys that verify the license.
  package var licenseCertPath = Setting<String>()
  /// `global.bucket`, or `BUCKET` in an env file.
  package var bucket = Bucket()
  /// `global.defaultBucket`, which the chart uses when `bucket` has no name.
  package var defaultBucket = Bucket()
  /// Buckets that teams may use, comma-separated; the list may contain keys.
  package var fileStores = Setting<Secret>()
  /// The queues of bucket events, run updates and background tasks.
  package var queues = Queues()
  /// `global.mysql`, or `MYSQL` in an env file.
  package var mysql = Database()
  /// `global.redis`, or `REDIS` in an env file.
  package var redis = Redis()
  /// `global.auth.oidc`: sign-in with an OpenID Connect provider.
  package var oidc = OIDC()
  /// Sign-in with LDAP, which only variables configure.
  package var ldap = LDAP()
  /// How long users stay signed in, and the keys of their sessions.
  package var session = Session()
  /// `global.email.smtp`, or `GORILLA_EMAIL_SINK` in an env file.
  package var email = Email()
  /// `global.slack`: the Slack app for notifications.
  package var slack = Slack()
  /// Authorities that the server trusts in addition to those of its image.
  package var certificates = Certificates()
  /// The top-level section `ingress`.
  package var ingress = Ingress()
  /// `global.clickhouse`: the database of Weave.
  package var clickHouse = ClickHouse()
  /// `env.GORILLA_DATA_RETENTION_PERIOD`: how long data of deleted runs is kept before it is lost.
  package var dataRetention = Setting<GoDuration>()
  /// Values of the operator's own chart, which installs the operator and not the server.
  package var operatorChart = OperatorChart()
  /// What only cloud documents need and no reader of the configuration knows.
  package var cloud = CloudSettings()
  // Keyed by variable name: for an enumeration the runtime would look up its `Hashable`
  // conformance.
  /// Settings that are only on or off.
  private var switches: [String: Setting<Bool>] = [:]
  /// Settings that are one text, number or secret, and that nothing else depends on.
  private var options: [String: Setting<String>] = [:]
  private var limits: [String: Setting<Int>] = [:]
  private var secrets: [String: Setting<Secret>] = [:]
  private var subcharts: [String: Setting<Bool>] = [:]
  /// By the key of their section: `app`, `weave-trace`.
  package internal(set) var components: [String: Component] = [:]
  /// Everything that no field claims.
  package var unmodelled = Unmodelled()

  /// Nothing is set.
  package init() {}

  /// The bucket that the chart uses: `bucket` if it has a name, otherwise `defaultBucket`.
  package var effectiveBucket: (section: String, bucket: Bucket) {
    if bucket.isSet || !defaultBucket.isSet { return ("global.bucket", bucket) }
    return ("global.defaultBucket", defaultBucket)
  }

  /// A switch with a variable of its own; absent until an input sets it.
  package subscript(option: ServerSwitch) -> Setting<Bool> {
    get { switches[option.rawValue] ?? Setting() }
    set { switches[option.rawValue] = newValue }
  }

  /// A text with a variable of its own; absent until an input sets it.
  package subscript(option: ServerOption) -> Setting<String> {
    get { options[option.rawValue] ?? Setting() }
    set { options[option.rawValue] = newValue }
  }

  /// A number with a variable of its own; absent until an input sets it.
  package subscript(option: ServerLimit) -> Setting<Int> {
    get { limits[option.rawValue] ?? Setting() }
    set { limits[option.rawValue] = newValue }
  }

  /// A secret with a variable of its own; absent until an input sets it.
  package subscript(option: ServerSecret) -> Setting<Secret> {
    get { secrets[option.rawValue] ?? Setting() }
    set { secrets[option.rawValue] = newValue }
  }

  /// Whether the chart installs a third-party subchart; absent until an input sets it.
  package subscript(option: Subchart) -> Setting<Bool> {
    get { subcharts[option.rawValue] ?? Setting() }
    set { subcharts[option.rawValue] = newValue }
  }

  subscript(component name: String) -> Component {
    get { components[name] ?? Component() }
    set { components[name] = newValue }
  }
}
