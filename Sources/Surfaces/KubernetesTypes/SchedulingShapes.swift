import ConfigSyntax
import Diagnostics

/// Fields about the nodes of a pod that must or can't be together (Kubernetes 1.31, validation of
/// core/v1).
enum SchedulingShapes {
  static func toleration(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    let isForAny = node["operator"]?.scalar?.text == "Exists"
    if node["key"]?.scalar?.text.isEmpty ?? true, !isForAny {
      return .impossible(path(), node, "must have `operator: Exists`, because it has no `key`")
    }
    if isForAny, let value = node["value"], value.stringValue?.isEmpty == false {
      return .impossible(path(), value, "must not have a `value` with `operator: Exists`")
    }
    if let seconds = node["tolerationSeconds"], !seconds.isNull,
      node["effect"]?.scalar?.text != "NoExecute"
    {
      return .impossible(path(), seconds, "must have `effect: NoExecute` with `tolerationSeconds`")
    }
    return nil
  }

  static func nodeTerms(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    if case .sequence(let terms)? = node["nodeSelectorTerms"]?.kind, !terms.isEmpty { return nil }
    guard node.entries != nil else { return nil }
    return .impossible(path(), node, "must have an element in `nodeSelectorTerms`")
  }

  static func expression(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard node.entries != nil else { return nil }
    guard let name = node["operator"]?.stringValue else { return nil }
    let values = node["values"].flatMap { $0.isNull ? nil : $0 }
    guard let count = count(values) else { return nil }
    switch name {
    case "In" where count == 0, "NotIn" where count == 0:
      return .impossible(path(), node, "must have `values` with `operator: \(name)`")
    case "Exists" where count > 0, "DoesNotExist" where count > 0:
      return .impossible(path(), values ?? node, "must not have `values` with `operator: \(name)`")
    case "Gt" where count != 1, "Lt" where count != 1:
      return .impossible(path(), node, "must have one of `values` with `operator: \(name)`")
    default: return nil
    }
  }

  /// How many values there are; nil where they are not a list.
  private static func count(_ values: ConfigNode?) -> Int? {
    guard let values else { return 0 }
    guard case .sequence(let elements) = values.kind else { return nil }
    return elements.count
  }

  static func preference(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard case .integer(let digits)? = node["weight"]?.scalar?.meaning else { return nil }
    guard !(1...100).contains(Int(digits) ?? 0) else { return nil }
    return .impossible(path(), node["weight"] ?? node, "must have a `weight` from 1 to 100")
  }

  static func spread(_ node: ConfigNode, _ path: () -> String) -> Diagnostic? {
    guard case .integer(let digits)? = node["maxSkew"]?.scalar?.meaning, let skew = Int(digits),
      skew < 1
    else { return nil }
    return .impossible(path(), node["maxSkew"] ?? node, "must have a `maxSkew` of at least 1")
  }

  /// Reports the first of the fields that a mapping lacks.
  static func required(
    _ fields: [String], _ node: ConfigNode, _ path: () -> String
  ) -> Diagnostic? {
    guard node.entries != nil,
      let missing = fields.first(where: { node[$0]?.isNull ?? true })
    else { return nil }
    return .impossible(path(), node, "must have a `\(missing)`")
  }
}
