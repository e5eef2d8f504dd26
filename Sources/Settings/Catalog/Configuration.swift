package import Diagnostics

/// Everything that the inputs say, whatever surface they are written on.
package struct Configuration: Sendable {
  package var host = Setting<String>()
  package var corsOrigins = Setting<String>()
  package var size = Setting<InstallationSize>()
  package var imagePullSecrets = Setting<ListValue>()
  package var repositoryPrefix = Setting<String>()
  package var license = Setting<Secret>()
  package var licenseCertPath = Setting<String>()
  package var bucket = Bucket()
  package var defaultBucket = Bucket()
  /// Buckets that teams may use, a list with commas between; it may hold keys.
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
  // By the names of their variables: the runtime would have to look up that an enumeration is
  // hashable.
  /// Settings that are on or off, and nothing else.
  private var switches: [String: Setting<Bool>] = [:]
  /// Settings that are one text, number or secret, and that nothing else depends on.
  private var options: [String: Setting<String>] = [:]
  private var limits: [String: Setting<Int>] = [:]
  private var secrets: [String: Setting<Secret>] = [:]
  private var subcharts: [String: Setting<Bool>] = [:]
  /// By the key of their section: `app`, `weave-trace`.
  package internal(set) var components: [String: Component] = [:]
  /// What no field claims.
  package var unmodelled = Unmodelled()

  package init() {}

  /// The bucket that the chart uses: `bucket` when it has a name, else `defaultBucket`.
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

/// The sizes of `global.size`; the chart sizes every component by them.
package enum InstallationSize: String, WordValue {
  case small, medium, large, xlarge, xxlarge
}
