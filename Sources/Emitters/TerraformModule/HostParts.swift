/// The URL of an instance, split into the parts that modules expect.
struct HostParts {
  /// The host name, without scheme and slash.
  let name: String
  let isEncrypted: Bool

  /// nil for a URL that inputs can't express: with a port, a path or an IP address.
  init?(_ url: String) {
    var rest = url[...]
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    if rest.hasPrefix("https://") {
      isEncrypted = true
      rest = rest.dropFirst(8)
    } else if rest.hasPrefix("http://") {
      isEncrypted = false
      rest = rest.dropFirst(7)
    } else {
      return nil
    }
    let labels = rest.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress = labels.last?.allSatisfy(\.isNumber) ?? true
    guard !isAddress, !labels.contains(where: \.isEmpty), !rest.contains(where: ":/?#@[".contains)
    else { return nil }
    name = String(rest)
  }

  /// Split at the first dot; a domain of two labels is not split.
  var cut: (subdomain: String?, domain: String) {
    guard let dot = name.firstIndex(of: "."), name[dot...].dropFirst().contains(".") else {
      return (nil, name)
    }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }
}
