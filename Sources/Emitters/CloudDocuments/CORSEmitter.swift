package import Diagnostics
import Settings

/// The CORS documents for the bucket's cloud.
package enum CORSEmitter: Emitter {
  package static let target = Target(
    name: "cors",
    files: S3CORSXMLEmitter.target.files + S3CORSJSONEmitter.target.files
      + GoogleCORSEmitter.target.files + AzureCORSEmitter.target.files,
    summary: "CORS documents for the bucket's provider")

  /// Those of the bucket's provider; none without a bucket.
  package static func files(for request: RenderRequest) -> [String] {
    let bucket = request.configuration.effectiveBucket.bucket
    return bucket.isSet ? fitting(bucket).flatMap { $0.target.files } : []
  }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    var artifacts: [Artifact] = []
    for emitter in fitting(request.configuration.effectiveBucket.bucket) {
      // The second document would lack the same settings.
      guard let rendering = emitter.render(request, &bag) else { return nil }
      artifacts += rendering.artifacts
    }
    return Rendering(artifacts)
  }

  /// The emitters for the bucket's provider.
  private static func fitting(_ bucket: Bucket) -> [any Emitter.Type] {
    switch bucket.provider.literal {
    case .gcs: [GoogleCORSEmitter.self]
    case .az: [AzureCORSEmitter.self]
    case .s3, .cw, nil: [S3CORSXMLEmitter.self, S3CORSJSONEmitter.self]
    }
  }
}
