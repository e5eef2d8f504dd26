import Foundation

/// Folders from which `terraform init` takes providers without a network.
enum ProviderMirror {
  /// The folder that holds a provider of the registry, such as `hashicorp/aws`.
  ///
  /// The mirror of the configuration comes first, then the places that Terraform looks in by itself.
  static func folder(of provider: String) -> URL? {
    (configured + implied).map { URL(filePath: $0) }.first {
      let folder = $0.appending(path: "registry.terraform.io/\(provider)")
      return FileManager.default.fileExists(atPath: folder.path)
    }
  }

  private static let environment = ProcessInfo.processInfo.environment

  private static var configured: [String] {
    let home = environment["HOME"] ?? ""
    let file = environment["TF_CLI_CONFIG_FILE"] ?? "\(home)/.terraformrc"
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let block = text.split(separator: "filesystem_mirror").dropFirst().first,
      let match = block.firstMatch(of: /path\s*=\s*"([^"]+)"/)
    else { return [] }
    return [String(match.1)]
  }

  private static var implied: [String] {
    let home = environment["HOME"] ?? ""
    return [
      "\(home)/.terraform.d/plugins", "/usr/local/share/terraform/plugins",
      "/usr/share/terraform/plugins", "/opt/tf-plugins",
    ]
  }
}
