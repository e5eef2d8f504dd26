package import ConfigSyntax

/// Values of a container's `env`, where `$(NAME)` refers to another variable.
package enum KubernetesText {
  /// Text as a process in the container sees it, or the part of it before the first unknown piece.
  enum Reading {
    case text(String)
    case unknown(prefix: String)
  }

  /// The text with its escapes resolved: `$$` is `$`, `{{ "{{" }}` is `{{`.
  ///
  /// `$(NAME)` and any other `{{` are not known here.
  static func unescape(_ value: String) -> Reading {
    // Nearly all values have nothing to resolve, and comparing characters takes long.
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "{") }) else {
      return .text(value)
    }
    var result = ""
    var rest = value[...]
    while let next = rest.firstIndex(where: { $0 == "$" || $0 == "{" }) {
      result += rest[..<next]
      rest = rest[next...]
      if rest.hasPrefix("$$") {
        result += "$"
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix(escapedBraces) {
        result += "{{"
        rest = rest.dropFirst(escapedBraces.count)
      } else if rest.hasPrefix("{{") || rest.hasPrefix("$(") {
        return .unknown(prefix: result)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return .text(result + rest)
  }

  /// The value that Helm and Kubernetes resolve to `text`.
  package static func escape(_ text: String) -> String {
    text.replacing("{{", with: escapedBraces)
      .replacing(/\$+\(|\$\$+/) { match in match.output.replacing("$", with: "$$") }
  }

  static let escapedBraces = "{{ \"{{\" }}"

  /// The text that a container gets for a value of `global.extraEnv`; nil when it is computed
  /// later.
  package static func plainText(_ node: ConfigNode) -> String? {
    guard let scalar = node.scalar else { return nil }
    let text = HelmText.templated(scalar)
    return text.unknownPrefix == nil ? text.value : nil
  }
}
