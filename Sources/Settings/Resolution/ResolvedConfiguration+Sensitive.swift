package import ConfigSyntax
package import Diagnostics

/// Values that depend on sensitive Terraform variables.
extension ResolvedConfiguration {
  /// Where the value of a setting was written; for a value in several pieces, the sensitive one.
  package func valueSpan<Value>(of setting: Setting<Value>) -> SourceSpan? {
    guard let origin = origin(of: setting) else { return nil }
    return origin.via.first(where: sensitiveSpans.contains) ?? origin.span
  }

  /// Whether the value of a setting depends on one.
  package func isSensitive(_ field: Field<Configuration>) -> Bool {
    guard !sensitiveSpans.isEmpty, let last = field.history(configuration).last else {
      return false
    }
    if case .tree(let node)? = field.read(configuration) { return holdsSensitive(node) }
    let assignment = self[last]
    return ([assignment.span] + assignment.via).contains(where: sensitiveSpans.contains)
  }

  /// Whether any part of the node depends on one.
  package func holdsSensitive(_ node: ConfigNode) -> Bool {
    guard !sensitiveSpans.isEmpty else { return false }
    switch node.kind {
    case .scalar: return sensitiveSpans.contains(node.span)
    case .sequence(let elements): return elements.contains(where: holdsSensitive)
    case .mapping(let entries): return entries.contains { holdsSensitive($0.value) }
    case .damaged, .unknown: return false
    }
  }

  /// Whether any setting, key or variable depends on one.
  package var holdsSensitive: Bool {
    guard !sensitiveSpans.isEmpty else { return false }
    let unmodelled = configuration.unmodelled
    let trees = [unmodelled.helm, unmodelled.operatorResource, unmodelled.fieldsV2].compactMap {
      $0
    }
    return (trees + unmodelled.environment.map(\.value)).contains(where: holdsSensitive)
      || FieldCatalog.fields(of: configuration).contains(where: isSensitive)
  }
}
