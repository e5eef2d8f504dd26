import Diagnostics

/// The text of a host, which the chart inserts into a URL as it is.
enum HostText {
  /// What the text contains besides a name or an address, with help if it needs its own; nil if the
  /// text contains nothing else.
  static func fault(of host: String) -> (noun: String, help: Message?)? {
    if host.holds("://") { return ("a scheme", nil) }
    if host.contains("/") { return ("a path", nil) }
    if host.contains("@") { return ("a user name", nil) }
    if host.contains("*") { return ("`*`", nil) }
    if host.contains(where: \.isWhitespace) { return ("whitespace", nil) }
    if host.hasPrefix("[") {
      guard let end = host.lastIndex(of: "]") else { return ("`[` without `]`", nil) }
      return host[end...] == "]" ? nil : ("text after `]`", nil)
    }
    guard host.contains(":") else { return nil }
    let isPort = host.count { $0 == ":" } == 1
    return isPort ? ("a port", nil) : ("several colons", .bracketAddressOrWriteInstance)
  }
}

extension Message {
  fileprivate static let bracketAddressOrWriteInstance: Message =
    "put an IPv6 address in brackets; write a Cloud SQL instance as project.region.instance"
}
