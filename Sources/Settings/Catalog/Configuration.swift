package import Diagnostics

/// The settings from all inputs, independent of the surface on which they are written.
package struct Configuration: Sendable {
  package var host = Setting<String>()
  package var corsOrigins = Setting<String>()
  package var size = Setting<String>()
  package var imagePullSecrets = Setting<ListValue>()
  package var repositoryPrefix = Setting<String>()
  package var license = Setting<Secret>()
  package var licenseCertPath = Setting<String>()
  package var bucket = Bucket()
  package var defaultBucket = Bucket()
  /// Buckets that teams may use, comma-separated; the list may contain keys.
  package var fileStores = Setting<Secret>()
  package var queues = Queues()
  package var mysql = Database()
  package var redis = Redis()
  package var oidc = OIDC()
  package var ldap = LDAP()
  package var session = Session()
  package var email = Email()
  package var slack = Slack()
  package var certificates = Certificates()
  package var ingress = Ingress()
  package var clickHouse = ClickHouse()
  package var dataRetention = Setting<GoDuration>()
  package var operatorChart = OperatorChart()
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

  package init() {}

  /// The bucket that the chart uses: `bucket` if it has a name, otherwise `defaultBucket`.
  package var effectiveBucket: (section: String, bucket: Bucket) {
    if bucket.isSet || !defaultBucket.isSet { return ("global.bucket", bucket) }
    return ("global.defaultBucket", defaultBucket)
  }

  package subscript(option: ServerSwitch) -> Setting<Bool> {
    get { switches[option.rawValue] ?? Setting() }
    set { switches[option.rawValue] = newValue }
  }

  package subscript(option: ServerOption) -> Setting<String> {
    get { options[option.rawValue] ?? Setting() }
    set { options[option.rawValue] = newValue }
  }

  package subscript(option: ServerLimit) -> Setting<Int> {
    get { limits[option.rawValue] ?? Setting() }
    set { limits[option.rawValue] = newValue }
  }

  package subscript(option: ServerSecret) -> Setting<Secret> {
    get { secrets[option.rawValue] ?? Setting() }
    set { secrets[option.rawValue] = newValue }
  }

  package subscript(option: Subchart) -> Setting<Bool> {
    get { subcharts[option.rawValue] ?? Setting() }
    set { subcharts[option.rawValue] = newValue }
  }

  subscript(component name: String) -> Component {
    get { components[name] ?? Component() }
    set { components[name] = newValue }
  }
}
