import ConfigSyntax
import Diagnostics
import Settings

/// Names of objects, and of keys in a Secret or ConfigMap.
package enum ObjectName {
  /// A DNS name in lower case with up to 253 characters (RFC 1123).
  package static func isName(_ text: String) -> Bool {
    text.utf8.count <= 253
      && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy { part in
          isBounded(part) { $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        }
  }

  /// Letters, digits, `-`, `_` and `.`.
  package static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253
      && text.utf8.allSatisfy(isKeyByte)
  }

  /// A letter, a digit, `-`, `_` or `.`.
  static func isKeyByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  /// Whether all characters are allowed in the middle of a name.
  static func isPart(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || "-.".utf8.contains($0) }
  }

  /// Whether a text that is not empty consists of such characters, and letters or digits at its ends.
  static func isBounded(_ text: Substring.UTF8View, by isAllowed: (UInt8) -> Bool) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    return (first.isLetter || first.isDigit) && (last.isLetter || last.isDigit)
      && text.allSatisfy(isAllowed)
  }
}

/// Parts of the name of an image, as container runtimes parse it (distribution/reference).
enum ImageName {
  /// Whether the text may be the repository of an image or the start of one: a registry with an
  /// optional port, and names in lower case between slashes.
  static func isPart(_ text: String) -> Bool {
    var rest = text.utf8[...]
    var isAccepted = isRegistryOrName
    while true {
      // Not `split`, which makes a list for each image of a large input.
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      // An empty part is reported as such.
      guard rest.startIndex == end || isAccepted(rest[..<end]) else { return false }
      guard end < rest.endIndex else { return true }
      rest = rest[rest.index(after: end)...]
      isAccepted = isName
    }
  }

  /// Whether the text names an algorithm and a digest in hexadecimal digits.
  static func isDigest(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count >= 32 else { return false }
    return parts[1].allSatisfy(\.isHexDigit) && isName(parts[0])
  }

  /// Whether a word stands for the digits, as `sha256:appdigest` in W&B's test configurations.
  static func isPlaceholderDigest(_ text: String) -> Bool {
    guard text.hasPrefix("sha256:") else { return false }
    let word = text.utf8.dropFirst("sha256:".utf8.count)
    return isName(word) && !word.allSatisfy(\.isHexDigit)
  }

  private static func isRegistryOrName(_ text: Substring.UTF8View) -> Bool {
    let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
    let port = text[colon...].dropFirst()
    return ObjectName.isBounded(text[..<colon], by: ObjectName.isKeyByte)
      && (colon == text.endIndex || !port.isEmpty && port.allSatisfy(\.isDigit))
  }

  private static func isName(_ text: Substring.UTF8View) -> Bool {
    ObjectName.isBounded(text) {
      $0.isLowercaseLetter || $0.isDigit || "-_.".utf8.contains($0)
    }
  }
}

/// The host of an ingress rule.
enum HostName {
  static func fault(of text: String, _ node: ConfigNode, _ path: String) -> Diagnostic? {
    let help: Message? =
      if text.isEmpty {
        nil
      } else if text.hasPrefix("*") {
        "the chart prints hosts without quotes, and `*` is special in YAML; name each host"
      } else if text.holds("://") {
        "remove the scheme"
      } else if text.contains("/") {
        "remove the path"
      } else if text.contains(":") {
        "remove the port"
      } else if text.split(separator: ".").allSatisfy({ Int($0) != nil }) {
        "use a DNS name, not an IP address"
      } else if ObjectName.isName(text) {
        nil
      } else if ObjectName.isName(text.lowercased()) {
        "write it in lower case"
      } else {
        "use a DNS name"
      }
    guard let help else { return nil }
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedIngressHost,
      "`\(path)` is not a valid host of a Kubernetes Ingress", at: node.span)
    diagnostic.help = help
    diagnostic.addUses(node.via)
    if let (name, certainty) = name(in: text), ObjectName.isName(name) {
      diagnostic.fixes = [
        .write(name, for: Located(text, node.span), certainty, summary: "write only the name")
      ]
    }
    return diagnostic
  }

  /// The host in lower case, without a scheme, a port and a slash at the end; nil for an address with
  /// a path, which may be meant, as may a port other than those of an Ingress.
  private static func name(in text: String) -> (String, FixIt.Applicability)? {
    var name = text.lowercased()[...]
    for scheme in ["https://", "http://"] where name.hasPrefix(scheme) {
      name = name.dropFirst(scheme.count)
    }
    if name.hasSuffix("/") { name = name.dropLast() }
    var certainty = FixIt.Applicability.safe
    if let colon = name.lastIndex(of: ":"), name[colon...].dropFirst().allSatisfy(\.isNumber) {
      if ![":80", ":443"].contains(name[colon...]) { certainty = .unsafe }
      name = name[..<colon]
    }
    return name.contains { "/:*".contains($0) } ? nil : (String(name), certainty)
  }
}
