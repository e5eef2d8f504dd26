/// The URL of an instance as modules take it apart.
struct HostParts {
  /// Without scheme and slash.
  let name: String
  let isEncrypted: Bool

  /// nil where an input cannot hold it: a port, a path, an address.
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

  /// In two at the first dot; a domain of two labels is whole.
  var cut: (subdomain: String?, domain: String) {
    guard let dot = name.firstIndex(of: "."), name[dot...].dropFirst().contains(".") else {
      return (nil, name)
    }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }
}
