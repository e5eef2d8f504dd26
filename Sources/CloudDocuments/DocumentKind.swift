package import ConfigSyntax
import Diagnostics

/// A kind of cloud document that accompanies the configuration, as `--kind` names it.
package enum DocumentKind: String, Sendable, CaseIterable {
  case s3CORS = "s3-cors"
  case gcsCORS = "gcs-cors"
  case azureCORS = "azure-cors"
  case iam
  case bucketPolicy = "s3-bucket-policy"
  case kms
  case sqs
  case s3Notification = "s3-notification"

  /// Detects the kind from the keys of a tree; nil for anything else, such as a configuration.
  package init?(detecting root: ConfigNode) {
    guard let kind = Self.cors(root) ?? Self.policy(root) ?? NotificationDocument.kind(root) else {
      return nil
    }
    self = kind
  }

  private static func cors(_ root: ConfigNode) -> DocumentKind? {
    switch root.kind {
    case .sequence(let rules): return list(rules)
    case .mapping(let entries): return mapping(root, entries)
    case .scalar(let scalar): return AzureCommand.matches(scalar.text) ? .azureCORS : nil
    case .damaged, .unknown: return nil
    }
  }

  /// The kind that the fields of the rules indicate.
  private static func list(_ rules: [ConfigNode]) -> DocumentKind? {
    let keys = Set(rules.flatMap { $0.entries ?? [] }.map(\.key.value))
    if !keys.isDisjoint(with: ["allowedOrigins", "allowedMethods"]) { return .azureCORS }
    if !keys.isDisjoint(with: ["AllowedOrigins", "AllowedMethods"]) {
      let isAzure = !keys.isDisjoint(with: ["Service", "MaxAgeInSeconds", "ExposedHeaders"])
      return isAzure ? .azureCORS : .s3CORS
    }
    // As the elements of the XML form are called.
    if !keys.isDisjoint(with: ["AllowedOrigin", "AllowedMethod"]) { return .s3CORS }
    return keys.isDisjoint(with: ["origin", "method", "maxAgeSeconds"]) ? nil : .gcsCORS
  }

  private static func mapping(_ root: ConfigNode, _ entries: [Entry]) -> DocumentKind? {
    if let kind = loneRule(root) { return kind }
    if root["CORSRules"] != nil || root["AllowedOrigins"] != nil { return .s3CORS }
    if isList(root.descendant(["properties", "cors", "corsRules"])) { return .azureCORS }
    if let kind = CORSWrapping.kind(root) { return kind }
    guard let only = entries.first, entries.count == 1 else { return nil }
    switch only.key.value {
    case "CORSConfiguration": return .s3CORS
    // The element of the XML form.
    case "CORSRule": return list(only.value.oneOrMany) == .s3CORS ? .s3CORS : nil
    case "corsRules":
      return isList(only.value) || loneRule(only.value) != nil ? .azureCORS : nil
    case "cors":
      if only.value["corsRules"] != nil { return .azureCORS }
      if let kind = loneRule(only.value) { return kind }
      guard case .sequence(let rules) = only.value.kind else { return nil }
      return list(rules) == .gcsCORS ? .gcsCORS : nil
    default:
      // Another name for `CORSRules`, such as `Rules`.
      guard case .sequence(let rules) = only.value.kind else { return nil }
      return list(rules) == .s3CORS ? .s3CORS : nil
    }
  }

  /// The kind of a single rule where its cloud expects a list of them.
  private static func loneRule(_ node: ConfigNode) -> DocumentKind? {
    let keys = Set((node.entries ?? []).map(\.key.value))
    let google: Set = ["origin", "method", "responseHeader", "maxAgeSeconds"]
    let azure: Set = ["allowedOrigins", "allowedMethods", "allowedHeaders", "exposedHeaders"]
    if keys.intersection(google).count > 1 { return .gcsCORS }
    if keys.intersection(azure).count > 1 { return .azureCORS }
    guard
      keys.isSuperset(of: ["AllowedOrigins", "AllowedMethods"])
        || keys.isSuperset(of: ["AllowedOrigin", "AllowedMethod"])
    else { return nil }
    return list([node])
  }

  private static func isList(_ node: ConfigNode?) -> Bool {
    if case .sequence? = node?.kind { true } else { false }
  }

  /// The kind of a policy: that of a role if it has no principals, else that of its actions.
  ///
  /// A principal in fewer than half of the statements counts as misplaced.
  private static func policy(_ root: ConfigNode) -> DocumentKind? {
    guard let statements = root["Statement"]?.oneOrMany ?? misplacedStatements(root) else {
      return nil
    }
    let named = statements.count { $0["Principal"] != nil || $0["NotPrincipal"] != nil }
    guard named > 0, named * 2 >= statements.count else { return .iam }
    let actions = statements.compactMap { $0["Action"] ?? $0["NotAction"] }.flatMap(\.oneOrMany)
    for text in actions.compactMap(\.scalar?.text) {
      switch text.prefix(while: { $0 != ":" }).lowercased() {
      case "kms": return .kms
      case "sqs": return .sqs
      case "s3": return .bucketPolicy
      case "sts": return .iam
      default: continue
      }
    }
    return .bucketPolicy
  }

  /// The statements of a document that lacks the policy around them, or writes `Statement` in
  /// another case; nil for anything else.
  private static func misplacedStatements(_ root: ConfigNode) -> [ConfigNode]? {
    let candidates: [ConfigNode]
    switch root.kind {
    case .sequence(let elements): candidates = elements
    case .mapping(let entries):
      let entry = entries.first { $0.key.value.lowercased() == "statement" }
      candidates = entry?.value.oneOrMany ?? [root]
    case .scalar, .damaged, .unknown: return nil
    }
    return !candidates.isEmpty && candidates.allSatisfy(isStatement) ? candidates : nil
  }

  private static func isStatement(_ node: ConfigNode) -> Bool {
    let effect = node.entries?.first { $0.key.value.lowercased() == "effect" }?.value.scalar
    return ["allow", "deny"].contains(effect?.text.lowercased())
  }
}
