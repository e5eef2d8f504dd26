package import ConfigSyntax
import Diagnostics

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
    if value.consists(of: { $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: "{") }) {
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
    doublingDollars(text.holds("{{") ? text.replacing("{{", with: escapedBraces) : text)
  }

  /// The text with two dollar signs for each of several, and for those before a parenthesis: Kubernetes
  /// takes one of two away.
  package static func doublingDollars(_ text: String) -> String {
    let (bytes, dollar) = (Array(text.utf8), UInt8(ascii: "$"))
    guard bytes.contains(dollar) else { return text }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let run = bytes[index...].prefix { $0 == dollar }
      let isBeforeName = run.endIndex < bytes.count && bytes[run.endIndex] == UInt8(ascii: "(")
      result += run
      if run.count > 1 || !run.isEmpty && isBeforeName { result += run }
      if run.endIndex < bytes.count { result.append(bytes[run.endIndex]) }
      index = run.endIndex + 1
    }
    return String(decoding: result, as: UTF8.self)
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
