import ConfigSyntax
import Diagnostics

/// The rules of a CORS document, located in its tree.
struct CORSRuleList {
  /// The rules, in XML each with the span of its element's name.
  let nodes: [(value: ConfigNode, name: SourceSpan?)]
  /// The innermost key that contains the list; nil for a bare list.
  let wrapper: Located?
  /// The node found in place of the list; nil if there is a list.
  let misplaced: ConfigNode?
  /// Keys next to the rules that do not belong there.
  let strangers: [Located]
  /// The key in place of `CORSRules`, where S3 requires that name.
  let misnamed: Located?

  private static let containers: [DocumentKind: [String]] = [
    .s3CORS: ["CORSConfiguration", "CORSRules"],
    .gcsCORS: ["cors", "cors_config"],
    .azureCORS: ["StorageServiceProperties", "Cors", "properties", "cors", "corsRules"],
  ]

  /// The name of the XML element for a rule.
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
      // Next to `CORSConfiguration` there may be other arguments of a command.
      if name == "CORSRules", kind == .s3CORS { strangers += Self.others(entries, than: name) }
      (node, wrapper) = (entry.value, entry.key)
    }
    let other = Self.otherList(node, wrapper, kind)
    if let other { (node, wrapper) = (other.value, other.key) }
    (self.wrapper, misnamed) = (wrapper, other?.key)
    let name = Self.element(kind)
    let elements = node?.entries?.filter { $0.key.value == name } ?? []
    if kind != .gcsCORS, !elements.isEmpty, wrapper != nil {
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

  /// A list of rules under another name than S3's, in JSON or YAML.
  private static func otherList(
    _ node: ConfigNode?, _ wrapper: Located?, _ kind: DocumentKind
  ) -> Entry? {
    guard kind == .s3CORS, wrapper == nil || wrapper?.value == "CORSConfiguration",
      let entries = node?.entries, entries.count == 1, let only = entries.first,
      case .sequence = only.value.kind
    else { return nil }
    return only
  }

  private static func others(_ entries: [Entry], than name: String) -> [Located] {
    entries.map(\.key).filter { $0.value != name }
  }
}

/// API responses and templates that contain a CORS document among other things.
enum CORSWrapping {
  /// The kind of CORS document that such a tree contains; nil for anything else.
  static func kind(_ root: ConfigNode) -> DocumentKind? {
    if root["StorageServiceProperties"]?["Cors"] != nil { return .azureCORS }
    if blobServices(in: root) != nil { return .azureCORS }
    // The output of `gcloud storage buckets describe`.
    if isGoogle(root["cors_config"]) { return .gcsCORS }
    // A bucket as the JSON API of Cloud Storage returns it.
    let isBucket = root["kind"]?.scalar?.text == "storage#bucket" || root["storageClass"] != nil
    return isBucket && isGoogle(root["cors"]) ? .gcsCORS : nil
  }

  private static func isGoogle(_ rules: ConfigNode?) -> Bool {
    guard case .sequence(let rules)? = rules?.kind else { return false }
    return rules.contains { $0["origin"] != nil || $0["method"] != nil }
  }

  /// The resource with CORS rules in an Azure Resource Manager template, nested ones included.
  static func blobServices(in template: ConfigNode) -> ConfigNode? {
    guard case .sequence(let resources)? = template["resources"]?.kind else { return nil }
    for resource in resources {
      if resource.descendant(["properties", "cors", "corsRules"]) != nil { return resource }
      if let found = blobServices(in: resource) { return found }
    }
    return nil
  }
}
