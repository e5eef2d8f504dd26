import ConfigSyntax
import Diagnostics

/// Answers and templates that hold a CORS document among other things.
enum CORSWrapping {
  /// Whose rules such a tree holds; nil for anything else.
  static func kind(_ root: ConfigNode) -> DocumentKind? {
    if root["StorageServiceProperties"]?["Cors"] != nil { return .azureCORS }
    if blobServices(in: root) != nil { return .azureCORS }
    // What `gcloud storage buckets describe` prints.
    if case .sequence(let rules)? = root["cors_config"]?.kind,
      rules.contains(where: { $0["origin"] != nil || $0["method"] != nil })
    {
      return .gcsCORS
    }
    return nil
  }

  /// The resource with CORS rules of a template for Azure Resource Manager, or below one of them.
  static func blobServices(in template: ConfigNode) -> ConfigNode? {
    guard case .sequence(let resources)? = template["resources"]?.kind else { return nil }
    for resource in resources {
      if resource.descendant(["properties", "cors", "corsRules"]) != nil { return resource }
      if let found = blobServices(in: resource) { return found }
    }
    return nil
  }
}
