import ConfigSyntax
import Diagnostics
import Documents
import Terraform

/// Module kubernetes, which installs the server on the cluster that a cloud's module creates.
///
/// Module aws has no input for the license before 4.0.0: until then the server is a separate
/// module.
struct ApplicationModule {
  let version: ModuleVersion
  let release: ModuleRelease
  /// An existing call keeps its name: under another name, Terraform would recreate everything.
  let call: HCLDocument.Name
  private let existing: OfficialCall?

  init?(connectedTo cloud: ModuleRelease, _ existing: OfficialCall?, _ catalogue: ModuleCatalogue) {
    guard cloud.module == .aws, cloud.variable("license") == nil,
      let history = catalogue.module(.kubernetes),
      let version = existing?.version ?? history.newestStable,
      let release = history.release(at: version)
    else { return nil }
    self.version = version
    self.release = release
    self.existing = existing
    call = existing.flatMap { HCLDocument.Name($0.call.name.value) } ?? "wandb_app"
  }

  /// The call, in the order of the documentation.
  func block(_ inputs: ModuleInputs, connectedTo cloud: CloudModule) -> HCLDocument.Item {
    var body = OfficialCall.source(of: .kubernetes, at: version, like: existing)
    body.append(.blank)
    for (name, connection) in connections(to: cloud, inputs.applicationQueue) {
      guard let value = expression(of: name, connectedTo: cloud.call) ?? connection else {
        continue
      }
      body.append(.attribute(name, value))
    }
    for input in inputs.application {
      body.append(.attribute(input.name, .variable(input.name)))
    }
    body.append(.blank)
    body.append(.attribute("depends_on", [.reference("module", cloud.call)]))
    return .block("module", call, body: body)
  }

  // MARK: Connections

  /// The values if the inputs do not set any; nil for those that are then left out.
  private func connections(
    to cloud: CloudModule, _ queue: ModuleInputs.Queue
  ) -> [(HCLDocument.Name, HCLDocument.Expression?)] {
    func output(_ name: HCLDocument.Name) -> HCLDocument.Expression { .module(cloud.call, name) }
    let queue: HCLDocument.Expression =
      switch queue {
      case .internal: "internal://"
      case .made: "sqs://\(output("bucket_queue_name"))"
      case .named(let name): .text(name)
      }
    return [
      ("host", output("url")), ("bucket", "s3://\(output("bucket_name"))"),
      ("bucket_aws_region", output("bucket_region")), ("bucket_kms_key_arn", nil),
      ("bucket_queue", queue),
      ("database_connection_string", "mysql://\(output("database_connection_string"))"),
      ("redis_connection_string", nil), ("redis_ca_cert", nil),
    ]
  }

  /// The value in the existing call, if it only refers to the other module.
  private func expression(
    of input: HCLDocument.Name, connectedTo cloud: HCLDocument.Name
  ) -> HCLDocument.Expression? {
    guard let existing = existing?.call.input(named: input.text)?.expression else { return nil }
    let references = HCLReferences(of: existing).references
    let isPlain = references.allSatisfy { reference in
      reference.root.value == "module" && reference.names.first?.value == cloud.text
    }
    return isPlain && !references.isEmpty ? HCLDocument.Expression(existing) : nil
  }
}
