package import Diagnostics
package import Settings
import Terraform

/// A root module of plain resources for the configured bucket.
///
/// Layout: W&B documentation, "Bring your own bucket"; terraform-aws-wandb and its siblings for
/// Google Cloud and Azure, modules `secure_storage_connector`.
package enum BucketModuleEmitter: Emitter {
  package static let target = Target(
    name: "terraform-byob", files: RootDocuments.files,
    summary: "Root module of plain resources: bucket, CORS, encryption, queue and access")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let root = root(resolved, &bag) else { return [] }
    // The backend in the inputs contains the state of another module.
    let backend = options.terraform.backend.map { RootBackend(kind: $0) }
    return RootDocuments.artifacts(root.documents(backend), .open)
  }

  private static func root(
    _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) -> BucketModule? {
    switch resolved.configuration.effectiveBucket.bucket.provider.literal {
    case .gcs: GoogleBucketModule(resolved, &bag)?.made()
    case .az: AzureBucketModule(resolved, &bag)?.made()
    case .s3, .cw, nil: AWSBucketModule(resolved, &bag)?.made()
    }
  }
}
