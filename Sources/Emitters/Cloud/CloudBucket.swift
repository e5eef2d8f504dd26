import Diagnostics
import Settings

/// The bucket that a document of a cloud is for.
enum CloudBucket {
  /// The bucket, when its store is one of `providers`; otherwise what is wrong is reported.
  static func find(
    _ resolved: ResolvedConfiguration, _ providers: [BucketProvider], for target: Target,
    _ bag: inout DiagnosticBag
  ) -> Bucket? {
    let (section, bucket) = resolved.configuration.effectiveBucket
    guard bucket.isSet else {
      bag.report(.missing("\(section).name", for: target, resolved))
      return nil
    }
    guard let provider = bucket.provider.literal, !providers.contains(provider) else {
      return bucket
    }
    let place = resolved.origin(of: bucket.provider)
    let wanted =
      providers.contains(.s3) ? "S3" : providers.contains(.gcs) ? "Google Cloud" : "Azure"
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit,
      "`\(target.name)` is for \(wanted), and the bucket is `\(provider.rawValue)`",
      at: place?.span ?? resolved.beginning)
    diagnostic.setting = "\(section).provider"
    bag.report(diagnostic)
    return nil
  }
}

extension Diagnostic {
  /// A setting without which the target cannot be written.
  static func missing(
    _ setting: String, for target: Target, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.missingSetting, "`\(target.name)` needs `\(setting)`", at: resolved.beginning)
    diagnostic.setting = setting
    let isOnCommandLine = FieldCatalog.field(named: setting)?.spellings.isEmpty ?? false
    diagnostic.help =
      isOnCommandLine
      ? "give it with --set \(setting)=VALUE; \(otherPlace(setting))"
      : "set `\(setting)` in an input, or with --set \(setting)=VALUE"
    return diagnostic
  }

  private static func otherPlace(_ setting: String) -> String {
    setting == "kubernetes.namespace"
      ? "`metadata.namespace` of a custom resource is read too" : "no input has a place for it"
  }
}
