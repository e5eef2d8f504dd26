/// The text of a host, which the chart puts into a URL as it is.
enum HostText {
  /// What it holds beside a name or an address; nil for nothing.
  static func fault(of host: String) -> String? {
    if host.contains("://") { return "a scheme" }
    if host.contains("/") { return "a path" }
    if host.contains("@") { return "a user" }
    if host.contains(where: \.isWhitespace) { return "white space" }
    guard host.contains(":"), !host.hasPrefix("[") else { return nil }
    return host.count(where: { $0 == ":" }) > 1
      ? "several colons: brackets go around IPv6, dots into Cloud SQL's project.region.instance"
      : "a port"
  }
}
