package import Diagnostics
import Documents
package import Settings

/// The CORS rules of an Azure storage account: as `az` takes them, and as Resource Manager does.
///
/// Source: documentation, "Bring your own bucket"; terraform-azurerm-wandb, module `storage`.
package enum AzureCORSEmitter: Emitter {
  package static let target = Target(
    name: "azure-cors", files: ["azure-cors.sh", "azure-cors.json"],
    summary: "CORS rules of a storage account, for `az` and for Resource Manager")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let bucket = CloudBucket.find(resolved, [.az], for: target, &bag),
      let access = BrowserAccess(resolved, for: target, &bag)
    else { return [] }
    guard let account = bucket.account.writable else {
      let section = resolved.configuration.effectiveBucket.section
      bag.report(
        .missing("\(section.dropFirst("global.".count)).account", for: target, resolved))
      return []
    }
    return artifacts(access, account)
  }

  static func artifacts(_ access: BrowserAccess, _ account: String) -> [Artifact] {
    [
      Artifact(
        fileName: target.files[0], text: script(access, account), sensitivity: .open),
      Artifact(
        fileName: target.files[1], text: JSONDocument.render(resource(access), .indented),
        sensitivity: .open),
    ]
  }

  private static func script(_ access: BrowserAccess, _ account: String) -> String {
    let origins = access.origins.map(ShellText.quoted).joined(separator: " ")
    return """
      #!/bin/sh
      az storage cors add \\
        --account-name \(ShellText.quoted(account)) \\
        --services b \\
        --origins \(origins) \\
        --methods \(access.methods.joined(separator: " ")) \\
        --allowed-headers '*' \\
        --exposed-headers '*' \\
        --max-age \(access.maxAge)

      """
  }

  /// Properties of `Microsoft.Storage/storageAccounts/blobServices`.
  private static func resource(_ access: BrowserAccess) -> DocumentValue {
    let rule = DocumentValue.object([
      "allowedOrigins": .words(access.origins), "allowedMethods": .words(access.methods),
      "allowedHeaders": .words(["*"]), "exposedHeaders": .words(["*"]),
      "maxAgeInSeconds": .number(access.maxAge),
    ])
    return .object([
      "properties": .object(["cors": .object(["corsRules": .array([rule])])])
    ])
  }
}

/// Text in a POSIX shell.
enum ShellText {
  /// As it is where every shell reads it so; else in quotes, inside which only `'` is special.
  static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"):
        true
      default: false
      }
    }
    if isPlain, !text.isEmpty { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

extension Setting<String> {
  /// The text that a document holds: a placeholder is written as it is.
  var writable: String? {
    switch state {
    case .literal(let text), .placeholder(let text): text
    case .absent, .reference, .unknown, .invalid: nil
    }
  }
}
