import Settings

/// Different texts with the same meaning.
extension Comparison {
  /// A setting's value in normal form; without a value, the server's default.
  static func meaning(_ text: String?, of field: Field<Configuration>) -> String? {
    guard let text else { return field.default }
    return field.name == "global.host" ? withoutDefaultPort(text) : text
  }

  /// Whether a side that does not write a setting uses the chart's default, which `text` is.
  static func isDefault(
    _ text: String?, of field: Field<Configuration>, in resolved: ResolvedConfiguration
  ) -> Bool {
    guard let text, let found = resolved.appliedDefault(of: field)?.value else { return false }
    return field.type.canonical(text) == field.type.canonical(found)
  }

  private static func withoutDefaultPort(_ host: String) -> String {
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")]
    where host.hasPrefix(scheme) && host.hasSuffix(port) {
      return String(host.dropLast(port.count))
    }
    return host
  }
}
