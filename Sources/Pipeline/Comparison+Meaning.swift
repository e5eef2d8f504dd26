import Settings

/// Texts that say the same.
extension Comparison {
  /// What a value of a setting says; what no input gives is what the server takes then.
  static func meaning(_ text: String?, of field: Field<Configuration>) -> String? {
    guard let text else { return field.standard }
    return field.name == "global.host" ? withoutStandardPort(text) : text
  }

  private static func withoutStandardPort(_ host: String) -> String {
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")]
    where host.hasPrefix(scheme) && host.hasSuffix(port) {
      return String(host.dropLast(port.count))
    }
    return host
  }
}
