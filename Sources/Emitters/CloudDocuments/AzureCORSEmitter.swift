import CloudFacts
package import Diagnostics
import Documents
import Settings

/// The CORS rules of an Azure storage account, in the forms for `az` and for Resource Manager.
///
/// Source: documentation, "Bring your own bucket"; terraform-azurerm-wandb, module `storage`.
package enum AzureCORSEmitter: Emitter {
  package static let target = Target(
    name: "azure-cors", files: ["azure-cors.sh", "azure-cors.json"],
    summary: "CORS rules of a storage account, for `az` and for Resource Manager")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let context = CloudContext(target, [.az], of: "Azure", request, &bag),
      let access = BrowserAccess(context, &bag),
      let account = context.account(&bag)
    else { return nil }
    return Rendering(artifacts(access, account))
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
    let options: [(ShellScript.Word, [String])] = [
      ("--account-name", [account]), ("--services", ["b"]),
      (option(.origins), access.origins), (option(.methods), access.methods),
      (option(.headers), access.sentHeaders(.azureCommand)),
      (option(.exposed), access.exposedHeaders(.azureCommand)),
      (option(.maxAge), ["\(access.maxAge)"]),
    ]
    let words = options.flatMap { [$0.0] + $0.1.map { ShellScript.Word($0) } }
    return ShellScript([.command(["az", "storage", "cors", "add"] + words)]).render()
  }

  private static func option(_ field: CORSField) -> ShellScript.Word {
    ShellScript.Word(CORSFormat.azureCommand.name(field))
  }

  /// Properties of `Microsoft.Storage/storageAccounts/blobServices`.
  private static func resource(_ access: BrowserAccess) -> DocumentValue {
    .object([
      "properties": .object(["cors": .object(["corsRules": .array([access.rule(.azure)])])])
    ])
  }
}
