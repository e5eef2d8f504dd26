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
    .gcsCORS: ["cors"],
    .azureCORS: ["properties", "cors", "corsRules"],
  ]

  init(_ root: ConfigNode?, _ kind: DocumentKind) {
    var (node, wrapper, strangers): (ConfigNode?, Located?, [Located]) = (root, nil, [])
    for name in Self.containers[kind] ?? [] {
      guard let entries = node?.entries,
        let entry = entries.first(where: { $0.key.value == name })
      else { continue }
      if wrapper != nil, kind == .s3CORS { strangers += Self.others(entries, than: name) }
      (node, wrapper) = (entry.value, entry.key)
    }
    self.wrapper = wrapper
    let elements = node?.entries?.filter { $0.key.value == "CORSRule" } ?? []
    if kind == .s3CORS, !elements.isEmpty {
      nodes = elements.map { ($0.value, $0.key.span) }
      self.strangers = strangers + Self.others(node?.entries ?? [], than: "CORSRule")
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
