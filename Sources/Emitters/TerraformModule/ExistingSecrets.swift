import ConfigSyntax
import Diagnostics
import Documents
import Secrets
import Terraform

/// The names in a root module whose values are or contain secrets.
struct ExistingSecrets {
  /// `var.x` and `local.x`.
  private var names: Set<String> = []

  init(_ root: RootModule) {
    var waiting = root.variables.filter(\.isSecret).map { "var.\($0.name.value)" }
    var users: [String: [String]] = [:]
    for local in root.locals {
      for name in Self.names(in: local.expression) {
        users[name, default: []].append("local.\(local.name.value)")
      }
    }
    while let name = waiting.popLast() {
      guard names.insert(name).inserted else { continue }
      waiting += users[name] ?? []
    }
  }

  /// Whether the argument must not be written to a file without secrets.
  func isHeld(by argument: HCLAttribute, _ value: DocumentValue) -> Bool {
    let name = Self.harmless.contains(argument.name.value) ? "" : argument.name.value
    return SecretData.holdsSecrets(value, .named(name, value))
      || Self.names(in: argument.expression).contains(where: names.contains)
  }

  private static func names(in expression: HCLExpression) -> [String] {
    HCLReferences(of: expression).references.compactMap { reference in
      reference.names.first.map { "\(reference.root.value).\($0.value)" }
    }
  }

  /// Arguments of providers and backends that only name a key or a file.
  private static let harmless: Set = [
    "key", "kms_key_id", "kms_encryption_key", "workspace_key_prefix", "web_identity_token_file",
    "shared_credentials_file", "shared_credentials_files", "client_certificate_path",
  ]
}
