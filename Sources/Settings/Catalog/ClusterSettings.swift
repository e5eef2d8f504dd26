import Diagnostics

/// Authorities that the server trusts beside those of its image.
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

/// Charts that come with the server's.
package enum Subchart: String, CaseIterable, Sendable {
  case mysql, redis, kafka, clickhouse, prometheus, otel, reloader, stackdriver, yace, bufstream
}

/// The chart of the operator itself.
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
    source: "Documentation, \"Custom certificate authority\"; chart operator-wandb 0.43.8",
    fields: [
      Field(
        "global.customCACerts", \.certificates.custom, [.helm("global.customCACerts")],
        summary: "PEM certificates of authorities that the server trusts, one an entry."),
      Field(
        "global.caCertsConfigMap", \.certificates.configMap, [.helm("global.caCertsConfigMap")],
        summary: "ConfigMap with certificates of authorities, under keys that end in `.crt`."),
    ])

  static let ingress = FieldSection(
    "Ingress", "ingress", source: "Chart operator-wandb 0.43.8, template `ingress`",
    fields: [
      Field(
        "ingress.install", \.ingress.install, [.helm("ingress.install")],
        summary: "Whether the chart handles requests from outside at all."),
      Field(
        "ingress.create", \.ingress.create, [.helm("ingress.create")],
        summary: "Whether the chart makes an Ingress."),
      Field(
        "ingress.class", \.ingress.className, [.helm("ingress.class")],
        summary: "Name of the IngressClass."),
      Field(
        "ingress.annotations", \.ingress.annotations, [.helm("ingress.annotations")],
        summary: "Annotations of the Ingress; every value is text."),
      Field(
        "ingress.tls", \.ingress.tls, [.helm("ingress.tls")],
        summary: "Secrets with certificates, and the hosts that each is for."),
      Field(
        "ingress.additionalHosts", \.ingress.additionalHosts, [.helm("ingress.additionalHosts")],
        summary: "Host names beside the one of `global.host`."),
      Field(
        "ingress.issuer.create", \.ingress.issuerCreate, [.helm("ingress.issuer.create")],
        summary: "Whether the chart makes an Issuer of cert-manager."),
      Field(
        "ingress.issuer.provider", \.ingress.issuerProvider, [.helm("ingress.issuer.provider")],
        summary: "Provider of the Issuer."),
      Field(
        "ingress.issuer.server", \.ingress.issuerServer, [.helm("ingress.issuer.server")],
        summary: "ACME server of the Issuer."),
      Field(
        "ingress.issuer.email", \.ingress.issuerEmail, [.helm("ingress.issuer.email")],
        summary: "Address that the ACME server writes to."),
      Field(
        "ingress.secondary.create", \.ingress.secondaryCreate, [.helm("ingress.secondary.create")],
        summary: "Whether the chart makes a second Ingress."),
      Field(
        "ingress.secondary.class", \.ingress.secondaryClassName, [.helm("ingress.secondary.class")],
        summary: "Name of the second Ingress's class."),
      Field(
        "ingress.secondary.annotations", \.ingress.secondaryAnnotations,
        [.helm("ingress.secondary.annotations")],
        summary: "Annotations of the second Ingress; every value is text."),
      Field(
        "ingress.secondary.tls", \.ingress.secondaryTLS, [.helm("ingress.secondary.tls")],
        summary: "Secrets with certificates of the second Ingress, and their hosts."),
    ])

  static let subcharts = FieldSection(
    "Bundled services",
    """
    mysql.install redis.install kafka.install clickhouse.install prometheus.install otel.install
    reloader.install stackdriver.install yace.install bufstream.install
    """,
    source: "Chart operator-wandb 0.43.8, dependencies",
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
        [.operatorChart("image.repository")], summary: "Repository of the operator's image."),
      Field(
        "operator.image.tag", \.operatorChart.imageTag, [.operatorChart("image.tag")],
        summary: "Tag of the operator's image."),
      Field(
        "operator.airgapped", \.operatorChart.airgapped, [.operatorChart("airgapped")],
        summary: "Whether the operator stays away from deploy.wandb.ai."),
      Field(
        "operator.customCACerts", \.operatorChart.customCACerts, [.operatorChart("customCACerts")],
        summary: "PEM certificates of authorities that the operator trusts, one an entry."),
      Field(
        "operator.caCertsConfigMap", \.operatorChart.caCertsConfigMap,
        [.operatorChart("caCertsConfigMap")],
        summary: "ConfigMap with certificates of authorities that the operator trusts."),
    ])
}
