import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// What to do with settings and keys that a resource of apps.wandb.com/v2 has no field for.
enum ResourceAdvice {
  /// Why a setting is not rendered, and what to do instead.
  static func forSetting(_ name: String) -> (why: Message, help: Message?) {
    let component = name.split(separator: ".").first.map(String.init) ?? ""
    if let found = settings.first(where: { name.hasPrefix($0.prefix) }) {
      return (found.why, found.help)
    }
    if ComponentName.isComponent(component) {
      return ("apps.wandb.com/v2 has no field for one component", components(name))
    }
    return ("apps.wandb.com/v2 has no field for it", nil)
  }

  private static func components(_ name: String) -> Message? {
    switch name.split(separator: ".").last {
    case "replicaCount":
      "choose `spec.size`, or set `autoscaling` in `spec.wandb.applications` once the operator has it"
    case "install": "the release in `spec.wandb.version` decides which components run"
    case "repository", "digest": "set `spec.global.imageRegistry` to a mirror with all images"
    case "tag": "set `spec.wandb.version`, which is that of all components"
    case "size": "choose `spec.size`, which is that of all components"
    default: nil
    }
  }

  private struct Row {
    let prefix: String
    let why: Message
    let help: Message?

    init(_ prefix: String, _ why: Message, _ help: Message? = nil) {
      (self.prefix, self.why, self.help) = (prefix, why, help)
    }
  }

  private static let monitoring: Message = "install it with a chart of its own"

  private static let settings = [
    Row(
      "global.repositoryPrefix", "apps.wandb.com/v2 has one registry for all images",
      "set `spec.global.imageRegistry`"),
    Row(
      "mysql.ssl", "operator v2 reads certificates from a Secret, not from files",
      "put the PEM text into a Secret, and name it in `sslCa`, `sslCert` and `sslKey`"),
    Row("mysql.scheme", "operator v2 always writes `mysql://`"),
    Row(
      "global.redis.params.", "operator v2 builds the URL of Redis, without other parameters",
      "connect to one Redis server, or let the operator run Redis with Sentinel"),
    Row("redis.", "operator v2 builds the URL of Redis, without a user and a database"),
    Row(
      "ingress.issuer.", "apps.wandb.com/v2 names an issuer that exists",
      "create the issuer, and name it in `spec.networking.tls.certManager`"),
    Row("ingress.secondary.", "operator v2 creates one Ingress", "create the second one yourself"),
    Row("kafka.install", "operator v2 always runs its own Kafka"),
    Row("bufstream.install", "operator v2 always runs its own Kafka"),
    Row("prometheus.install", "operator v2 installs no monitoring", monitoring),
    Row("otel.install", "operator v2 installs no monitoring", monitoring),
    Row("stackdriver.install", "operator v2 installs no monitoring", monitoring),
    Row("yace.install", "operator v2 installs no monitoring", monitoring),
    Row("reloader.install", "operator v2 restarts its applications itself"),
    Row(
      "operator.", "it belongs to the operator's chart", "set it in the values of operator v2"),
    Row(
      "mysql.install", "`spec.mysql.default` says whether the operator runs MySQL",
      "set `global.mysql.host`, or remove the setting"),
    Row(
      "redis.install", "`spec.redis.default` says whether the operator runs Redis",
      "set `global.redis.host`, or remove the setting"),
    Row(
      "clickhouse.install", "`spec.clickhouse.default` says whether the operator runs ClickHouse",
      "set `global.clickhouse.host`, or remove the setting"),
  ]

  // MARK: Keys of the chart

  /// Reports the keys of the chart that have no equivalent, grouped by what to do instead.
  static func report(
    _ values: ConfigNode, _ resource: ConfigNode?, _ bag: inout DiagnosticBag
  ) {
    var groups: [(help: Message?, names: [String], span: SourceSpan)] = []
    func add(_ entry: Entry, _ path: String) {
      let help = keyHelp(path)
      if let index = groups.firstIndex(where: { $0.help == help }) {
        groups[index].names.append(path)
      } else {
        groups.append((help, [path], entry.key.span))
      }
    }
    for entry in values.entries ?? [] {
      let isSection =
        entry.key.value == "global" || entry.key.value == "ingress"
        || ComponentName.isComponent(entry.key.value)
      guard isSection, let below = entry.value.entries else {
        if !isEmpty(entry.value) { add(entry, entry.key.value) }
        continue
      }
      for child in below where !isEmpty(child.value) {
        add(child, child.path(below: entry.key.value))
      }
    }
    for entry in resource?["spec"]?.entries ?? [] { add(entry, "spec.\(entry.key.value)") }
    for group in groups { bag.report(.keysNotRendered(group.names, group.help, at: group.span)) }
  }

  /// A section without keys sets nothing, and null only removes a default of the chart.
  private static func isEmpty(_ node: ConfigNode) -> Bool {
    switch node.kind {
    case .mapping(let entries): entries.allSatisfy { isEmpty($0.value) }
    case .sequence(let elements): elements.isEmpty
    case .scalar: node.isNull
    case .damaged, .unknown: false
    }
  }

  private static func keyHelp(_ path: String) -> Message? {
    let keys = path.split(separator: ".")
    if let component = keys.first, ResourceTable.withoutApplication.contains(String(component)),
      keys.count > 1
    {
      return """
        operator v2 has no application `\(component)`; set variables below `global.extraEnv`
        """
    }
    switch keys.last {
    case "replicaCount", "autoscaling", "horizontal":
      return "choose `spec.size`; the operator scales its applications"
    case "nodeSelector", "priorityClassName", "podSecurityContext", "securityContext":
      return "operator v2 has only `spec.affinity` and `spec.tolerations`, for all pods"
    case "tolerations": return "set `spec.tolerations`, for all pods"
    case "affinity": return "set `spec.affinity`, for all pods"
    case "kafka", "bufstream": return "operator v2 runs its own Kafka"
    case "chart": return "operator v2 installs no chart; `spec.wandb.version` is the release"
    case "imageRegistry": return "set `spec.global.imageRegistry`"
    case "envFrom", "extraEnvFrom", "envTpls":
      return "write each variable below `global.extraEnv`, with `valueFrom` where it is secret"
    default: return nil
    }
  }

  // MARK: Templates and nulls

  /// What to do with a template: values that were merged with the chart's are full of them.
  static func forTemplate(_ text: String, _ field: Field<Configuration>) -> Message {
    ChartReads.default(at: ChartPath(field.name), in: .newest)?.value == text
      ? "convert your own values: those of `helm get values` without `--all`"
      : "write the text that the template prints"
  }

  /// Reports nulls, which only remove defaults of the chart.
  static func reportNulls(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    var nulls: [Located] = []
    for values in resolved.chartValues { visit(values, "", &nulls) }
    if let first = nulls.first { bag.report(.nulls(nulls.map(\.value), at: first.span)) }
  }

  private static func visit(_ node: ConfigNode, _ path: String, _ nulls: inout [Located]) {
    for entry in node.entries ?? [] {
      let own = entry.path(below: path)
      if entry.value.isNull { nulls.append(Located(own, entry.key.span)) }
      visit(entry.value, own, &nulls)
    }
  }
}

extension Diagnostic {
  fileprivate static func keysNotRendered(
    _ names: [String], _ help: Message?, at span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic.notCarried(names, "apps.wandb.com/v2", at: span)
    diagnostic.help = help
    return diagnostic
  }

  fileprivate static func nulls(_ names: [String], at span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic.notCarried(names, "apps.wandb.com/v2", at: span)
    diagnostic.help = "remove them; null only removes a default of the chart"
    return diagnostic
  }
}
