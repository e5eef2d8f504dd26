import ConfigSyntax
import Diagnostics

/// Where the rules of a CORS document stand in its tree.
struct CORSRuleList {
  /// The rules, each with the span of its element's name in XML.
  let nodes: [(value: ConfigNode, name: SourceSpan?)]
  let wrapper: Located?
  /// What stands where the list should; nil for a list.
  let misplaced: ConfigNode?
  /// Keys beside the rules that no document has.
  let strangers: [Located]

  private static let containers: [DocumentKind: [String]] = [
    .s3CORS: ["CORSConfiguration", "CORSRules"],
    .gcsCORS: ["cors", "cors_config"],
    .azureCORS: ["StorageServiceProperties", "Cors", "properties", "cors", "corsRules"],
  ]

  /// What an element with a rule is called in XML.
  static func element(_ kind: DocumentKind) -> String {
    kind == .azureCORS ? "CorsRule" : "CORSRule"
  }

  init(_ root: ConfigNode?, _ kind: DocumentKind) {
    let start = kind == .azureCORS ? root.flatMap(CORSWrapping.blobServices) ?? root : root
    var (node, wrapper, strangers): (ConfigNode?, Located?, [Located]) = (start, nil, [])
    for name in Self.containers[kind] ?? [] {
      guard let entries = node?.entries,
        let entry = entries.first(where: { $0.key.value == name })
      else { continue }
      // Beside `CORSConfiguration` stand other arguments of a command.
      if name == "CORSRules", kind == .s3CORS { strangers += Self.others(entries, than: name) }
      (node, wrapper) = (entry.value, entry.key)
    }
    self.wrapper = wrapper
    let name = Self.element(kind)
    let elements = node?.entries?.filter { $0.key.value == name } ?? []
    if kind != .gcsCORS, !elements.isEmpty {
      nodes = elements.map { ($0.value, $0.key.span) }
      self.strangers = strangers + Self.others(node?.entries ?? [], than: name)
      misplaced = nil
      return
    }
    self.strangers = strangers
    if case .sequence(let rules)? = node?.kind {
      nodes = rules.map { ($0, nil) }
      misplaced = nil
    } else {
      nodes = []
      misplaced = node
    }
  }

  private static func others(_ entries: [Entry], than name: String) -> [Located] {
    entries.map(\.key).filter { $0.value != name }
  }
}
