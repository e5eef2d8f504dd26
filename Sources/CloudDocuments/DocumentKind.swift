package import ConfigSyntax
import Diagnostics

/// A kind of document that a cloud keeps beside the configuration, as `--kind` names it.
package enum DocumentKind: String, Sendable, CaseIterable {
  case s3CORS = "s3-cors"
  case gcsCORS = "gcs-cors"
  case azureCORS = "azure-cors"
  case iam
  case bucketPolicy = "s3-bucket-policy"
  case kms
  case sqs

  /// What the tree of an input is by its keys; nil for anything else, as a configuration.
  package init?(recognising root: ConfigNode) {
    guard let kind = Self.cors(root) ?? Self.policy(root) else { return nil }
    self = kind
  }

  private static func cors(_ root: ConfigNode) -> DocumentKind? {
    switch root.kind {
    case .sequence(let rules):
      guard let first = rules.first?.entries else { return nil }
      let keys = Set(first.map(\.key.value))
      if !keys.isDisjoint(with: ["AllowedOrigins", "AllowedMethods"]) { return .s3CORS }
      return keys.isSuperset(of: ["origin"]) || keys.isSuperset(of: ["method"]) ? .gcsCORS : nil
    case .mapping(let entries):
      guard let only = entries.first?.key.value, entries.count == 1 else {
        return root["AllowedOrigins"] == nil ? nil : .s3CORS
      }
      switch only {
      case "CORSRules", "CORSConfiguration": return .s3CORS
      case "cors":
        return root["cors"]?.entries?.first?.key.value == "corsRules" ? .azureCORS : .gcsCORS
      case "corsRules", "Cors", "properties": return .azureCORS
      default: return nil
      }
    case .scalar, .damaged, .unknown: return nil
    }
  }

  /// A policy with principals belongs to what its actions are about, one without to a role.
  private static func policy(_ root: ConfigNode) -> DocumentKind? {
    guard let statement = root["Statement"] else { return nil }
    let statements: [ConfigNode] =
      if case .sequence(let several) = statement.kind { several } else { [statement] }
    guard statements.contains(where: { $0["Principal"] != nil }) else { return .iam }
    let actions = statements.compactMap { $0["Action"] }.flatMap { action -> [ConfigNode] in
      if case .sequence(let several) = action.kind { several } else { [action] }
    }
    for text in actions.compactMap(\.scalar?.text) {
      switch text.prefix(while: { $0 != ":" }) {
      case "kms": return .kms
      case "sqs", "SQS": return .sqs
      case "s3": return .bucketPolicy
      case "sts": return .iam
      default: continue
      }
    }
    return .bucketPolicy
  }
}
