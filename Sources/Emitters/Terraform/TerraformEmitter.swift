package import Diagnostics
import Documents
package import Settings
import Terraform

/// A root module that calls the official module for a cloud.
///
/// Layout: W&B documentation, "Deploy W&B Platform On-premises" on AWS, Google Cloud and Azure.
package enum TerraformEmitter: Emitter {
  package static let target = Target(
    name: "terraform", files: RootDocuments.files,
    summary: "Root module for official module aws, google or azurerm, for `terraform apply`")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let choice = ModuleChoice.cloud(resolved, options.terraform, for: target, &bag) else {
      return []
    }
    let root = CloudRoot(resolved, choice, options, &bag)
    let (cloud, inputs) = (root.cloud, root.inputs)
    let backend = RootBackend.choose(options.terraform, &bag)
    bag.report(cloud.given.findings)
    let calls = [cloud.call] + (choice.application.map { [$0.call] } ?? [])
    choice.root.map { given in
      ExistingRoot(
        root: given, calls: calls, outputs: cloud.outputs, providers: cloud.given.others
      ).reportRest(target, &bag)
    }
    return RootDocuments.artifacts(
      [
        HCLDocument(.init(cloud.main(inputs))), RootDocuments.variables(root.variables),
        RootDocuments.versions(choice.release.requiredTerraform, cloud.providers, backend),
        RootDocuments.outputs(cloud.outputs, of: cloud.call),
        RootDocuments.values(root.variables),
      ], inputs.holdsSecrets ? .secret : .open)
  }
}

/// Only the values of a root module.
package enum TfvarsEmitter: Emitter {
  package static let target = Target(
    name: "tfvars", files: ["terraform.tfvars"],
    summary: "Only the `terraform.tfvars` of target `terraform`")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let choice = ModuleChoice.cloud(resolved, options.terraform, for: target, &bag) else {
      return []
    }
    let root = CloudRoot(resolved, choice, options, &bag)
    return [
      Artifact(
        fileName: target.files[0], text: RootDocuments.values(root.variables).render(),
        sensitivity: root.inputs.holdsSecrets ? .secret : .open)
    ]
  }
}

/// The variables of a root module for a cloud.
private struct CloudRoot {
  let cloud: CloudModule
  let inputs: ModuleInputs
  let variables: [ModuleInput]

  init(
    _ resolved: ResolvedConfiguration, _ choice: ModuleChoice, _ options: EmitOptions,
    _ bag: inout DiagnosticBag
  ) {
    cloud = CloudModule(choice)
    inputs = ModuleInputs.make(resolved, choice, options)
    variables = cloud.variables + inputs.values + inputs.application
    bag.report(inputs.findings)
    for variable in cloud.variables where variable.value == nil {
      let name = variable.name.text
      let source = cloud.source(of: variable)
      bag.report(
        .inputNotKnown(
          name,
          "provider `\(choice.module.rawValue)` requires `\(name)`, \(Diagnostic.reason(source))",
          at: source?.span ?? choice.place(resolved)))
    }
  }
}
