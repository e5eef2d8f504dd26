package import Diagnostics
import Documents
import Settings
package import Surfaces
import Terraform

/// A root module that calls the official module for a cloud.
///
/// Layout: W&B documentation, "Deploy W&B Platform On-premises" on AWS, Google Cloud and Azure.
package enum TerraformEmitter: Emitter {
  package static let target = Target(
    name: "terraform", files: RootDocuments.files,
    summary: "Root module for official module aws, google or azurerm, for `terraform apply`")

  package static var replacedKind: (any InputKind.Type)? { TerraformModule.self }

  package static let scope = Scope.whole(.init())

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let choice = ModuleChoice.cloud(request, for: target, &bag) else { return nil }
    let root = CloudRoot(request, choice, &bag)
    let (cloud, inputs) = (root.cloud, root.inputs)
    let backend = RootBackend.choose(request, &bag)
    bag.report(cloud.existing.findings)
    let calls = [cloud.call] + (choice.application.map { [$0.call] } ?? [])
    choice.root.map { existing in
      ExistingRoot(
        root: existing, official: request.terraform?.calls ?? [], calls: calls,
        outputs: cloud.outputs, providers: cloud.existing.others,
        isWritten: cloud.writes
      ).reportRest(target, &bag)
    }
    let artifacts = RootDocuments.artifacts(
      [
        HCLDocument(.init(cloud.main(inputs))), RootDocuments.variables(root.variables),
        RootDocuments.versions(choice.release.requiredTerraform, cloud.providers, backend),
        RootDocuments.outputs(cloud.outputs, of: cloud.call),
        RootDocuments.values(root.variables),
      ], inputs.holdsSecrets ? .secret : .open)
    return Rendering(artifacts, inputs.losses)
  }
}

/// Only the values of a root module.
package enum TfvarsEmitter: Emitter {
  package static let target = Target(
    name: "tfvars", files: ["terraform.tfvars"],
    summary: "Only the `terraform.tfvars` of target `terraform`")

  package static var replacedKind: (any InputKind.Type)? { TerraformModule.self }

  package static let scope = Scope.whole(.init())

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let choice = ModuleChoice.cloud(request, for: target, &bag) else { return nil }
    let root = CloudRoot(request, choice, &bag)
    let artifact = Artifact(
      fileName: target.files[0], text: RootDocuments.values(root.variables).render(),
      sensitivity: root.inputs.holdsSecrets ? .secret : .open)
    return Rendering([artifact], root.inputs.losses)
  }
}

/// The variables of a root module for a cloud.
private struct CloudRoot {
  let cloud: CloudModule
  let inputs: ModuleInputs
  let variables: [ModuleInput]

  init(_ request: RenderRequest, _ choice: ModuleChoice, _ bag: inout DiagnosticBag) {
    cloud = CloudModule(choice, request)
    inputs = ModuleInputs.make(request, choice)
    variables = cloud.variables + inputs.values + inputs.application
    bag.report(inputs.findings)
    let provider = cloud.variables.filter { $0.value == nil }.map {
      MissingInput($0.name.text, cloud.source(of: $0).map { .unknown($0) } ?? .nothing)
    }
    // In the order of their lines in the values file.
    let missing = variables.compactMap { variable in
      (provider + inputs.missing).first { $0.name == variable.name.text }
    }
    if let finding = Diagnostic.inputsNotKnown(missing, at: choice.span(request)) {
      bag.report(finding)
    }
  }
}
