package import ConfigSyntax
package import Diagnostics

/// The objects in which commands of the clouds print a policy.
package enum PolicyWrapper {
  private static let paths = [
    ["PolicyVersion", "Document"], ["PolicyDocument"], ["Role", "AssumeRolePolicyDocument"],
    ["Policy"], ["Attributes", "Policy"],
  ]

  /// The document with the policy as its root, if the policy is an object inside another one.
  package static func unwrapped(_ document: ConfigDocument) -> ConfigDocument {
    guard let root = document.root, root["Statement"] == nil,
      let inner = paths.lazy.compactMap(root.descendant).first(where: { $0["Statement"] != nil })
    else { return document }
    return ConfigDocument(
      root: inner, span: document.span, damage: document.damage, overridden: document.overridden,
      unnamed: document.unnamed, specials: document.specials)
  }

  /// The key of the roles in an IAM policy of Google Cloud; nil for anything else.
  package static func googleBindings(_ root: ConfigNode) -> SourceSpan? {
    guard let entry = root.entries?.first(where: { $0.key.value == "bindings" }),
      case .sequence(let bindings) = entry.value.kind, !bindings.isEmpty,
      bindings.allSatisfy({ $0["role"] != nil && $0["members"] != nil })
    else { return nil }
    return entry.key.span
  }

  /// The path and the span of a policy that is a quoted string inside an object.
  package static func quoted(_ root: ConfigNode) -> (path: String, span: SourceSpan)? {
    for path in paths {
      guard let node = root.descendant(path), let text = node.scalar?.text,
        text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), text.contains("\"Statement\"")
      else { continue }
      return (path.joined(separator: "."), node.span)
    }
    return nil
  }
}
