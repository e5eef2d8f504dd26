package import Diagnostics

/// The Redis server of the installation.
package struct Redis: Sendable {
  /// `redis.scheme`: the scheme of the Redis URL.
  package var scheme = Setting<RedisScheme>()
  /// `global.redis.host`: the host name or address of the Redis server.
  package var host = Setting<String>()
  /// `global.redis.port`: the TCP port of the Redis server, or of Sentinel.
  package var port = Setting<Int>()
  /// `redis.user`: the Redis user, which the server parses but typically ignores.
  package var user = Setting<String>()
  /// `global.redis.password`: the password of the Redis server.
  package var password = Setting<Secret>()
  /// `redis.database`: the path of the Redis URL; it is not known whether the server reads it.
  package var database = Setting<String>()
  /// `global.redis.caCert`: the PEM certificate of the authority that signed the Redis server's
  /// certificate.
  package var caCert = Setting<String>()
  /// `global.redis.params.tls`: whether connections to Redis use TLS; the chart sets it if `caCert`
  /// is set.
  package var tls = Setting<Bool>()
  /// `global.redis.params.ttlInSeconds`: the lifetime of cached values in seconds; the chart always
  /// writes 604800.
  package var ttlInSeconds = Setting<Int>()
  /// `global.redis.params.cluster`: whether the server is a Redis cluster.
  package var cluster = Setting<Bool>()
  private var parameters: [String: Setting<String>] = [:]

  /// Nothing is set.
  package init() {}

  /// A parameter of the URL that has no property of its own.
  package subscript(parameter: RedisParameter) -> Setting<String> {
    get { parameters[parameter.rawValue] ?? Setting() }
    set { parameters[parameter.rawValue] = newValue }
  }
}

/// The only scheme of a Redis URL that the server knows; TLS is enabled by the parameter `tls`.
package enum RedisScheme: String, WordValue {
  case redis
}

/// The parameters of a Redis URL without a setting of their own type.
///
/// Source: wandb/operator `docs/infra-connection-settings.md`.
package enum RedisParameter: String, CaseIterable, Sendable {
  case caCertPath, master, poolSize, poolSizeMultiple, minIdleConns, dialTimeout, readTimeout
  case writeTimeout, poolTimeout, connMaxIdleTime, connMaxLifetime, connMaxLifetimeJitter
  case dialerRetryTimeout, minRetryBackoff, maxRetryBackoff, minDialerRetryBackoff
  case maxDialerRetryBackoff, contextTimeoutEnabled, maxRetries, dialerRetries
  case maxConcurrentDials

  var summary: String {
    switch self {
    case .caCertPath: "The file with the CA certificate inside the container."
    case .master: "The name of the master set, for Redis with Sentinel."
    default: "The parameter `\(rawValue)` of the server's Redis client."
    }
  }
}

extension FieldSection {
  static let redis = FieldSection(
    "Redis", "global.redis",
    variables: """
      REDIS REDIS_HOST REDIS_PORT REDIS_PASSWORD REDIS_PARAMS GORILLA_ACTIVITY_STORE_CACHE_ADDRESS
      GORILLA_AUDITOR_CACHE GORILLA_CACHE GORILLA_FILE_METADATA_SOURCE GORILLA_LOCKER
      GORILLA_METADATA_CACHE GORILLA_SETTINGS_CACHE GORILLA_USAGE_METRICS_CACHE
      """,

    source:
      "Chart \(ChartRelease.citation), template `redis`; wandb/operator, infra-connection-settings",
    composites: [RedisComposite.environment, RedisComposite.secret],
    fields: Field<Configuration>.redis)
}

extension Field<Configuration> {
  private static let variable = Location.environment("REDIS")

  private static func parameter(_ name: String) -> [Spelling] {
    var alias = Spelling.helm("global.redis.parameters.\(name)")
    alias.role = .alias
    return [
      .helm("global.redis.params.\(name)"), alias, .part(.query(name), of: variable),
    ]
  }

  fileprivate static var redis: [Field] {
    [
      Field(
        "redis.scheme", \.redis.scheme, [.part(.scheme, of: variable)],
        implied: SmallMap(.helm, "redis"),
        summary: "The scheme of the Redis URL."),
      Field(
        "global.redis.host", \.redis.host,
        [
          .helm("global.redis.host"), .part(.host, of: variable),
        ] + Spelling.derived("REDIS_HOST")
          + Spelling.copies(
            of: "REDIS", "GORILLA_ACTIVITY_STORE_CACHE_ADDRESS", "GORILLA_AUDITOR_CACHE",
            "GORILLA_CACHE", "GORILLA_FILE_METADATA_SOURCE", "GORILLA_LOCKER",
            "GORILLA_METADATA_CACHE", "GORILLA_SETTINGS_CACHE", "GORILLA_USAGE_METRICS_CACHE"),
        summary: "The host name or address of the Redis server."),
      Field(
        "global.redis.port", \.redis.port,
        [
          .helm("global.redis.port", .literal, .portAndParameters), .part(.port, of: variable),
        ] + Spelling.derived("REDIS_PORT"),
        [.port], default: "6379",
        summary: "The TCP port of the Redis server, or of Sentinel."),
      Field(
        "redis.user", \.redis.user, [.part(.user, of: variable)],
        summary: "The Redis user, which the server parses but typically ignores."),
      Field(
        "global.redis.password", \.redis.password,
        [
          .helm("global.redis.password", .literal, .urlText),
          .part(.reference, of: .helm("global.redis.secret"), .reference),
          .part(.password, of: variable),
        ] + Spelling.derived("REDIS_PASSWORD"),
        summary: "The password of the Redis server."),
      Field(
        "redis.database", \.redis.database, [.part(.path, of: variable)],
        summary: "The path of the Redis URL; it is not known whether the server reads it."),
      Field(
        "global.redis.caCert", \.redis.caCert,
        [.helm("global.redis.caCert")],
        summary:
          "The PEM certificate of the authority that signed the Redis server's certificate."),
      Field(
        "global.redis.params.tls", \.redis.tls, parameter("tls") + Spelling.derived("REDIS_PARAMS"),
        summary: "Whether connections to Redis use TLS; the chart sets it if `caCert` is set."),
      Field(
        "global.redis.params.ttlInSeconds", \.redis.ttlInSeconds, parameter("ttlInSeconds"),
        [.range(0...Int(Int32.max))],
        summary: "The lifetime of cached values in seconds; the chart always writes 604800."),
      Field(
        "global.redis.params.cluster", \.redis.cluster, parameter("cluster"),
        summary: "Whether the server is a Redis cluster."),
    ]
      + RedisParameter.allCases.map { name in
        Field(
          "global.redis.params.\(name.rawValue)", \.redis[name], parameter(name.rawValue),
          summary: name.summary)
      }
  }
}

/// The variable `REDIS`: `redis://[user][:password]@host:port?parameters`.
package enum RedisComposite {
  /// The one member `REDIS`; its parameters are settings of their own.
  package static let environment = Composite(
    "REDIS", .redis, members: [.environment("REDIS")],
    split: { URLComposite.split($0, .environment("REDIS")) },
    join: { parts in
      URLComposite.join(parts, .environment("REDIS"), scheme: parts.text(.scheme) ?? "redis")
    })

  /// The Secret with the password: its name, and the key in it.
  package static let secret = SecretComposite.make(
    "global.redis.secret", nameKey: "secretName", keyKey: "secretKey",
    defaultKey: "REDIS_PASSWORD")
}
