import Diagnostics
import Documents
import Terraform

/// The files of a root module.
enum RootDocuments {
  static let files = ["main.tf", "variables.tf", "versions.tf", "outputs.tf", "terraform.tfvars"]

  static func variables(_ inputs: [ModuleInput]) -> HCLDocument {
    HCLDocument(.init(inputs.map(\.declaration)))
  }

  static func values(_ inputs: [ModuleInput]) -> HCLDocument {
    HCLDocument(.init(inputs.flatMap(\.assignment)))
  }

  static func versions(
    _ terraform: String?, _ providers: [RequiredProvider], _ backend: RootBackend?
  ) -> HCLDocument {
    var settings: HCLDocument.Body = []
    if let terraform { settings.append(.attribute("required_version", .text(terraform))) }
    var requirements: HCLDocument.Body = []
    for provider in providers.sorted(by: { $0.name < $1.name }) {
      guard let name = HCLDocument.Name(provider.name) else { continue }
      requirements.append(
        .attribute(
          name, ["source": .text(provider.source), "version": .text(provider.constraint)]))
    }
    if !providers.isEmpty {
      settings.append(.block("required_providers", body: requirements))
    }
    for item in backend?.items ?? [] { settings.append(item) }
    return HCLDocument([.block("terraform", body: settings)])
  }

  static func outputs(_ names: [HCLDocument.Name], of call: HCLDocument.Name) -> HCLDocument {
    HCLDocument(
      .init(
        names.map { name in
          .block("output", name, body: [.attribute("value", .module(call, name))])
        }))
  }

  /// The files as artifacts; only the values file may contain a secret.
  static func artifacts(
    _ documents: [HCLDocument], _ sensitivity: Artifact.Sensitivity
  ) -> [Artifact] {
    zip(files, documents).filter { !$1.body.items.isEmpty }.map { file, document in
      Artifact(
        fileName: file, text: document.render(),
        sensitivity: file.hasSuffix(".tfvars") ? sensitivity : .open)
    }
  }
}
