package import Diagnostics
package import Settings

/// The CORS documents for the bucket's cloud.
package enum CORSEmitter: Emitter {
  package static let target = Target(
    name: "cors",
    files: S3CORSXMLEmitter.target.files + S3CORSJSONEmitter.target.files
      + GoogleCORSEmitter.target.files + AzureCORSEmitter.target.files,
    summary: "CORS documents for the bucket's provider")

  package static func files(
    for resolved: ResolvedConfiguration?, _ options: EmitOptions
  ) -> [String] {
    resolved.map(fitting)?.flatMap { $0.target.files } ?? []
  }

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    var artifacts: [Artifact] = []
    for emitter in fitting(resolved) {
      var found = DiagnosticBag()
      artifacts += emitter.emit(resolved, options, &found)
      bag.report(found.sorted)
      // The second document would lack the same settings.
      if found.hasErrors { return [] }
    }
    return artifacts
  }

  /// The emitters for the bucket's provider.
  private static func fitting(_ resolved: ResolvedConfiguration) -> [any Emitter.Type] {
    switch resolved.configuration.effectiveBucket.bucket.provider.literal {
    case .gcs: [GoogleCORSEmitter.self]
    case .az: [AzureCORSEmitter.self]
    case .s3, .cw, nil: [S3CORSXMLEmitter.self, S3CORSJSONEmitter.self]
    }
  }
}
