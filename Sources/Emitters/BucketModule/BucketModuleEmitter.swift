package import Diagnostics
import Settings
import Terraform

/// A root module of plain resources for the configured bucket.
///
/// Layout: W&B documentation, "Bring your own bucket"; terraform-aws-wandb and its siblings for
/// Google Cloud and Azure, modules `secure_storage_connector`.
package enum BucketModuleEmitter: Emitter {
  package static let target = Target(
    name: "terraform-byob", files: RootDocuments.files,
    summary: "Root module of plain resources: bucket, CORS, encryption, queue and access")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let root = root(request, &bag) else { return nil }
    // The backend in the inputs contains the state of another module.
    let backend = request.options.terraform.backend.map { RootBackend(kind: $0) }
    return Rendering(RootDocuments.artifacts(root.documents(backend), .open))
  }

  private static func root(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> BucketModule? {
    if let misfit = CloudContext.storeOutsideClouds(target, request) {
      bag.report(misfit)
      return nil
    }
    return switch request.configuration.effectiveBucket.bucket.provider.literal {
    case .gcs: GoogleBucketModule(request, &bag)?.made()
    case .az: AzureBucketModule(request, &bag)?.made()
    case .s3, .cw, nil: AWSBucketModule(request, &bag)?.made()
    }
  }
}
