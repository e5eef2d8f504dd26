import Settings

/// What null does at paths in the chart's values, as Helm renders it.
///
/// A key below `global` that only templates of components read gets the chart's default back. Those
/// that the chart's own templates read become nil, which some of them can't process.
enum ChartNulls {
  enum Effect { case harmless, breaks }

  /// The effect of null at `path`; nil where it is not known.
  static func effect(at path: String) -> Effect? {
    if let effect = exact[path] { return effect }
    let section = path.split(separator: ".").dropLast().joined(separator: ".")
    if let effect = sections[section] { return effect }
    let component = path.prefix { $0 != "." }
    guard component.count < path.count, ComponentName.isComponent(String(component)) else {
      return nil
    }
    return components[String(path.dropFirst(component.count + 1))]
  }

  /// The name of a Secret with which no template reads the literal at `path`, whatever it is.
  ///
  /// Source: `templates/license.yaml` and `templates/mysql.yaml`.
  static func reference(insteadOf path: String) -> String? { references[path] }

  private static let references = [
    "global.license": "global.licenseSecret.name",
    "global.mysql.password": "global.mysql.passwordSecret.name",
  ]

  /// Effects on every key directly below a section.
  private static let sections: [String: Effect] = [
    "global.mysql.passwordSecret": .harmless, "global.clickhouse.passwordSecret": .harmless,
    "global.email.smtp": .harmless, "global.auth.oidc.oidcSecret": .harmless,
    "global.bucket.secret": .harmless, "global.redis.secret": .harmless,
    "global.licenseSecret": .harmless, "global.slack": .harmless,
    "global.kafka": .breaks,
    "global.kafka.passwordSecret": .harmless,
  ]

  private static let exact: [String: Effect] = table(
    harmless: """
      global.mysql.host global.mysql.port global.mysql.database global.mysql.user
      global.clickhouse.host global.clickhouse.port global.clickhouse.password
      global.clickhouse.database global.clickhouse.user global.auth.jwkUrl
      global.auth.oidc.clientId global.auth.oidc.secret global.auth.oidc.oidcSecret
      global.bucket.path global.bucket.region global.bucket.kmsKey global.bucket.accessKey
      global.bucket.secretKey global.size global.repositoryPrefix global.caCertsConfigMap
      global.statsig.apiKey global.lumen global.olap global.olap.registrySearch
      global.api.rateLimits global.executor global.kafka.brokerHost prometheus otel ingress.secondary
      """,
    breaks: """
      global.host global.license global.mysql.password global.mysql.caCert global.redis
      global.redis.host global.redis.port global.redis.password global.redis.caCert
      global.redis.params global.redis.parameters global.bucket global.bucket.provider
      global.bucket.name global.auth.sessionLengthHours global.auth.oidc.issuer
      global.common.labels global.env ingress.additionalHosts
      """)

  private static let components: [String: Effect] = table(
    harmless: "deployment nodeSelector tolerations podAnnotations env resources affinity",
    breaks: """
      podLabels pod.labels extraEnv topologySpreadConstraints securityContext
      container.securityContext autoscaling autoscaling.horizontal strategy sizing replicaCount
      service.type deploymentPostfix containers envFrom
      """)

  private static func table(harmless: String, breaks: String) -> [String: Effect] {
    var table: [String: Effect] = [:]
    for path in harmless.split(whereSeparator: \.isWhitespace) { table[String(path)] = .harmless }
    for path in breaks.split(whereSeparator: \.isWhitespace) { table[String(path)] = .breaks }
    return table
  }
}
