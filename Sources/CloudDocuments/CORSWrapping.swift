import ConfigSyntax
import Diagnostics

/// API responses and templates that contain a CORS document among other things.
enum CORSWrapping {
  /// The kind of CORS document that such a tree contains; nil for anything else.
  static func kind(_ root: ConfigNode) -> DocumentKind? {
    if root["StorageServiceProperties"]?["Cors"] != nil { return .azureCORS }
    if blobServices(in: root) != nil { return .azureCORS }
    // The output of `gcloud storage buckets describe`.
    if case .sequence(let rules)? = root["cors_config"]?.kind,
      rules.contains(where: { $0["origin"] != nil || $0["method"] != nil })
    {
      return .gcsCORS
    }
    return nil
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
