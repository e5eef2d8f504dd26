import Diagnostics

/// Certificate authorities that the server trusts in addition to those of its image.
package struct Certificates: Sendable {
  /// `global.customCACerts`: PEM certificates of authorities that the server trusts, one per entry.
  package var custom = Setting<ListValue>()
  /// `global.caCertsConfigMap`: the ConfigMap with CA certificates, under keys that end in `.crt`.
  package var configMap = Setting<String>()

  /// Nothing is set.
  package init() {}
}

/// How requests reach the server from outside the cluster.
package struct Ingress: Sendable {
  /// `ingress.install`: whether the chart handles requests from outside the cluster at all.
  package var install = Setting<Bool>()
  /// `ingress.create`: whether the chart creates an Ingress.
  package var create = Setting<Bool>()
  /// `ingress.class`: the name of the IngressClass.
  package var className = Setting<String>()
  /// `ingress.annotations`: annotations of the Ingress; every value must be a string.
  package var annotations = Setting<MapValue>()
  /// `ingress.tls`: secrets with certificates, and the hosts that each applies to.
  package var tls = Setting<ListValue>()
  /// `ingress.additionalHosts`: host names in addition to that of `global.host`.
  package var additionalHosts = Setting<ListValue>()
  /// `ingress.issuer.create`: whether the chart creates a cert-manager Issuer.
  package var issuerCreate = Setting<Bool>()
  /// `ingress.issuer.provider`: the provider of the Issuer.
  package var issuerProvider = Setting<String>()
  /// `ingress.issuer.server`: the ACME server of the Issuer.
  package var issuerServer = Setting<String>()
  /// `ingress.issuer.email`: the e-mail address that the ACME server contacts.
  package var issuerEmail = Setting<String>()
  /// `ingress.secondary.create`: whether the chart creates a second Ingress.
  package var secondaryCreate = Setting<Bool>()
  /// `ingress.secondary.class`: the name of the second Ingress's class.
  package var secondaryClassName = Setting<String>()
  /// `ingress.secondary.annotations`: annotations of the second Ingress; every value must be a string.
  package var secondaryAnnotations = Setting<MapValue>()
  /// `ingress.secondary.tls`: secrets with certificates for the second Ingress, and their hosts.
  package var secondaryTLS = Setting<ListValue>()

  /// Nothing is set.
  package init() {}
}

/// Charts that are bundled with the server's chart.
package enum Subchart: String, CaseIterable, Sendable {
  case mysql, redis, kafka, clickhouse, prometheus, otel, reloader, stackdriver, yace, bufstream
}

/// The operator's own chart.
package struct OperatorChart: Sendable {
  /// The newest release whose values are known.
  package static let version = "1.4.8"

  /// `operator.image.repository`: the repository of the operator's image.
  package var imageRepository = Setting<String>()
  /// `operator.image.tag`: the tag of the operator's image.
  package var imageTag = Setting<String>()
  /// `operator.airgapped`: whether the operator does not contact deploy.wandb.ai.
  package var airgapped = Setting<Bool>()
  /// `operator.customCACerts`: PEM certificates of authorities that the operator trusts, one per
  /// entry.
  package var customCACerts = Setting<ListValue>()
  /// `operator.caCertsConfigMap`: the ConfigMap with certificates of authorities that the operator
  /// trusts.
  package var caCertsConfigMap = Setting<String>()

  /// Nothing is set.
  package init() {}
}

extension FieldSection {
  static let certificates = FieldSection(
    "Certificate authorities", "global.customCACerts global.caCertsConfigMap",
    source: "Documentation, \"Custom certificate authority\"; chart \(ChartRelease.citation)",
    fields: [
      Field(
        "global.customCACerts", \.certificates.custom,
        [.helm("global.customCACerts", .listOrMapping)],
        summary: "PEM certificates of authorities that the server trusts, one per entry."),
      Field(
        "global.caCertsConfigMap", \.certificates.configMap, [.helm("global.caCertsConfigMap")],
        summary: "The ConfigMap with CA certificates, under keys that end in `.crt`."),
    ])

  static let ingress = FieldSection(
    "Ingress", "ingress", source: "Chart \(ChartRelease.citation), template `ingress`",
    fields: [
      Field(
        "ingress.install", \.ingress.install, [.helm("ingress.install")],
        summary: "Whether the chart handles requests from outside the cluster at all."),
      Field(
        "ingress.create", \.ingress.create, [.helm("ingress.create")],
        summary: "Whether the chart creates an Ingress."),
      Field(
        "ingress.class", \.ingress.className, [.helm("ingress.class")],
        summary: "The name of the IngressClass."),
      Field(
        "ingress.annotations", \.ingress.annotations, [.helm("ingress.annotations")],
        summary: "Annotations of the Ingress; every value must be a string."),
      Field(
        "ingress.tls", \.ingress.tls, [.helm("ingress.tls")],
        summary: "Secrets with certificates, and the hosts that each applies to."),
      Field(
        "ingress.additionalHosts", \.ingress.additionalHosts, [.helm("ingress.additionalHosts")],
        summary: "Host names in addition to that of `global.host`."),
      Field(
        "ingress.issuer.create", \.ingress.issuerCreate, [.helm("ingress.issuer.create")],
        summary: "Whether the chart creates a cert-manager Issuer."),
      Field(
        "ingress.issuer.provider", \.ingress.issuerProvider, [.helm("ingress.issuer.provider")],
        summary: "The provider of the Issuer."),
      Field(
        "ingress.issuer.server", \.ingress.issuerServer, [.helm("ingress.issuer.server")],
        summary: "The ACME server of the Issuer."),
      Field(
        "ingress.issuer.email", \.ingress.issuerEmail, [.helm("ingress.issuer.email")],
        summary: "The e-mail address that the ACME server contacts."),
      Field(
        "ingress.secondary.create", \.ingress.secondaryCreate, [.helm("ingress.secondary.create")],
        summary: "Whether the chart creates a second Ingress."),
      Field(
        "ingress.secondary.class", \.ingress.secondaryClassName, [.helm("ingress.secondary.class")],
        summary: "The name of the second Ingress's class."),
      Field(
        "ingress.secondary.annotations", \.ingress.secondaryAnnotations,
        [.helm("ingress.secondary.annotations")],
        summary: "Annotations of the second Ingress; every value must be a string."),
      Field(
        "ingress.secondary.tls", \.ingress.secondaryTLS, [.helm("ingress.secondary.tls")],
        summary: "Secrets with certificates for the second Ingress, and their hosts."),
    ])

  static let subcharts = FieldSection(
    "Bundled services",
    """
    mysql.install redis.install kafka.install clickhouse.install prometheus.install otel.install
    reloader.install stackdriver.install yace.install bufstream.install
    """,
    source: "Chart \(ChartRelease.citation), dependencies",
    fields: Subchart.allCases.map { chart in
      Field(
        "\(chart.rawValue).install", \.[chart], [.helm("\(chart.rawValue).install")],
        summary: "Whether the bundled chart `\(chart.rawValue)` is installed.")
    })

  static let operatorChart = FieldSection(
    "Operator chart", "image airgapped customCACerts caCertsConfigMap",
    on: .operatorChart,
    source: "Chart operator 1.4.8; documentation, \"Configuration Reference for W&B Operator\"",
    fields: [
      Field(
        "operator.image.repository", \.operatorChart.imageRepository,
        [.operatorChart("image.repository")], summary: "The repository of the operator's image."),
      Field(
        "operator.image.tag", \.operatorChart.imageTag, [.operatorChart("image.tag")],
        summary: "The tag of the operator's image."),
      Field(
        "operator.airgapped", \.operatorChart.airgapped, [.operatorChart("airgapped")],
        summary: "Whether the operator does not contact deploy.wandb.ai."),
      Field(
        "operator.customCACerts", \.operatorChart.customCACerts, [.operatorChart("customCACerts")],
        summary: "PEM certificates of authorities that the operator trusts, one per entry."),
      Field(
        "operator.caCertsConfigMap", \.operatorChart.caCertsConfigMap,
        [.operatorChart("caCertsConfigMap")],
        summary: "The ConfigMap with certificates of authorities that the operator trusts."),
    ])
}
