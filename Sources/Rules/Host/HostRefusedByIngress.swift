package import Diagnostics
package import Settings

/// The Ingress of the chart can't have the host of the instance.
package enum HostRefusedByIngress: Rule {
  package static let id = DiagnosticID(
    "WB3086", "host-refused-by-ingress", .error, evidence: evidence,
    Documentation(
      summary: "The chart creates an Ingress, whose host Kubernetes rejects.",
      explanation: """
        The chart removes only `http://` or `https://` from `global.host` and uses the rest as the \
        host of its Ingress. Kubernetes accepts a DNS name in lower case there, without a port, and \
        no IP address. For a server without an Ingress, set `ingress.install: false`.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com:8443\ningress: {class: nginx}\n"),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com:8443\ningress: {install: false}\n")))

  package static let otherIDs = [byDefault]

  /// The same for an Ingress that the inputs do not mention.
  package static let byDefault = DiagnosticID(
    "WB3087", "host-refused-by-default-ingress", .warning, evidence: evidence,
    Documentation(
      summary: "The chart creates an Ingress by default, whose host Kubernetes rejects.",
      explanation: """
        The chart creates an Ingress unless `ingress.install` or `ingress.create` is false, which \
        another file may say. Its host is what follows `http://` or `https://` in `global.host`; \
        Kubernetes accepts a DNS name in lower case there, without a port, and no IP address.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com:8443\n"),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com:8443\ningress: {install: false}\n")))

  private static let evidence = Evidence.read(
    by: .kubernetes, source: "validation of networking.k8s.io/v1 Ingress, on the rendered chart")

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let (setting, ingress) = (resolved.configuration.host, resolved.configuration.ingress)
    guard let host = setting.literal, let origin = resolved.origin(of: setting),
      origin.spelling.hasSuffix("global.host"), createsIngress(ingress),
      MalformedHost.fault(of: host) == nil, let scheme = host.range(of: "://"),
      let (fault, help) = fault(of: host[scheme.upperBound...])
    else { return }
    findings.add(
      .setting(origin.spelling, fault), at: origin.span, via: origin.via, setting: "global.host",
      help: help, fixes: fixes(Located(host, origin.span)),
      code: isMentioned(ingress) ? nil : byDefault)
  }

  /// The host in lower case, which is the same name, or without its port, which may matter.
  private static func fixes(_ host: Located) -> [FixIt] {
    let name = host.value.lowercased()
    guard let scheme = name.range(of: "://") else { return [] }
    if fault(of: name[scheme.upperBound...]) == nil {
      return [.write(name, for: host, .safe, summary: .useLowerCase)]
    }
    let bare = name[..<scheme.upperBound] + name[scheme.upperBound...].prefix { $0 != ":" }
    return fault(of: bare[scheme.upperBound...]) == nil
      ? [.write(String(bare), for: host, summary: .dropPort)] : []
  }

  /// Whether the chart creates its Ingress, as it does by default.
  private static func createsIngress(_ ingress: Ingress) -> Bool {
    (ingress.install.isAbsent || ingress.install.literal == true)
      && (ingress.create.isAbsent || ingress.create.literal == true)
  }

  private static func isMentioned(_ ingress: Ingress) -> Bool {
    ![ingress.install, ingress.create].allSatisfy(\.isAbsent) || !ingress.className.isAbsent
      || !ingress.annotations.isAbsent
      || ![ingress.tls, ingress.additionalHosts].allSatisfy(\.isAbsent)
  }

  /// Names of one's own machine are for servers that nobody reaches through an Ingress.
  private static func fault(of name: Substring) -> (fault: Message, help: Message)? {
    let host = name.hasPrefix("[") ? name.prefix { $0 != "]" } : name.prefix { $0 != ":" }
    if host == "localhost" || host == "[::1" || host.hasPrefix("127.") { return nil }
    if name.hasPrefix("[") { return (.address, .useName) }
    if name.contains(":") { return (.port, .removePort) }
    if name.utf8.allSatisfy(isOfAddress) { return (.address, .useName) }
    if name.contains("_") { return (.underscore, .useName) }
    if name.utf8.contains(where: \.isUppercaseLetter) {
      return (.upperCase, .useLowerCase)
    }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    return labels.contains { $0.isEmpty || $0.hasPrefix("-") || $0.hasSuffix("-") }
      ? (.noName, .useName) : nil
  }

  private static func isOfAddress(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: ".")
  }
}

extension Message {
  fileprivate static let address: Message =
    "is an IP address, which Kubernetes rejects in the chart's Ingress"

  fileprivate static let port: Message =
    "contains a port, which Kubernetes rejects in the chart's Ingress"

  fileprivate static let underscore: Message =
    "contains an underscore, which Kubernetes rejects in the chart's Ingress"

  fileprivate static let upperCase: Message =
    "contains upper-case letters, which Kubernetes rejects in the chart's Ingress"

  fileprivate static let noName: Message =
    "is not a DNS name, which Kubernetes requires in the chart's Ingress"

  fileprivate static let useName: Message =
    "use a DNS name, or set `ingress.install: false` if the chart must not create an Ingress"

  fileprivate static let removePort: Message =
    "remove the port, or set `ingress.install: false` if the chart must not create an Ingress"

  fileprivate static let dropPort: Message = "remove the port"

  fileprivate static let useLowerCase: Message = "write the name in lower case"
}
