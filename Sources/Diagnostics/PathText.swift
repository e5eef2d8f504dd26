/// Paths as text: what they mean without asking the file system.
package enum PathText {
  /// The path without `.`, doubled slashes, and `..` after a name.
  package static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.pieces(between: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    // By hand: `joined` asks the runtime for a conformance, which takes longer than the rest.
    var joined = ""
    for part in parts {
      if !joined.isEmpty { joined += "/" }
      joined += String(part)
    }
    if path.hasPrefix("/") { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// A path seen from an absolute directory; `current` is the absolute directory that a relative path
  /// begins at.
  package static func relative(_ path: String, to directory: String, from current: String) -> String
  {
    let absolute = normalized(path.hasPrefix("/") ? path : current + "/" + path)
    let target = absolute.split(separator: "/")
    let base = normalized(directory).split(separator: "/")
    let shared = zip(target, base).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: base.count - shared)
    let joined = (steps + target[shared...].map(String.init)).joined(separator: "/")
    return joined.isEmpty ? "." : joined
  }
}
