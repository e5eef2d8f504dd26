import Diagnostics

/// Certificate authorities that the server trusts in addition to those of its image.
package struct Certificates: Sendable {
  package var custom = Setting<ListValue>()
  package var configMap = Setting<String>()

  package init() {}
}

/// How requests reach the server from outside the cluster.
package struct Ingress: Sendable {
  package var install = Setting<Bool>()
  package var create = Setting<Bool>()
  package var className = Setting<String>()
  package var annotations = Setting<MapValue>()
  package var tls = Setting<ListValue>()
  package var additionalHosts = Setting<ListValue>()
  package var issuerCreate = Setting<Bool>()
  package var issuerProvider = Setting<String>()
  package var issuerServer = Setting<String>()
  package var issuerEmail = Setting<String>()
  package var secondaryCreate = Setting<Bool>()
  package var secondaryClassName = Setting<String>()
  package var secondaryAnnotations = Setting<MapValue>()
  package var secondaryTLS = Setting<ListValue>()

  package init() {}
}

/// Charts that are bundled with the server's chart.
package enum Subchart: String, CaseIterable, Sendable {
  case mysql, redis, kafka, clickhouse, prometheus, otel, reloader, stackdriver, yace, bufstream
}

/// The operator's own chart.
package struct OperatorChart: Sendable {
  package var imageRepository = Setting<String>()
  package var imageTag = Setting<String>()
  package var airgapped = Setting<Bool>()
  package var customCACerts = Setting<ListValue>()
  package var caCertsConfigMap = Setting<String>()

  package init() {}
}

extension FieldSection {
  static let certificates = FieldSection(
    "Certificate authorities", "global.customCACerts global.caCertsConfigMap",
    source: "Documentation, \"Custom certificate authority\"; chart \(ChartRelease.citation)",
    fields: [
      Field(
        "global.customCACerts", \.certificates.custom, [.helm("global.customCACerts")],
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
        summary: "Annotations of the Ingress; every value must be text."),
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
        summary: "Annotations of the second Ingress; every value must be text."),
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
