package import Diagnostics
package import Settings

/// A bucket or container has a name that its cloud gives to none.
package enum RefusedBucketName: Rule {
  package static let id = DiagnosticID(
    "WB3251", "refused-bucket-name", .error,
    Documentation(
      summary: "The cloud has no bucket of this name.",
      explanation: """
        S3: 3 to 63 lower-case letters, digits, dashes and dots, with a letter or digit at both \
        ends, no address, none of AWS's own prefixes and suffixes. Google Cloud: underscores too, \
        and nothing with `google`. Azure's containers: no dots, no two dashes in a row. Before \
        2018 S3 gave longer names, with capitals and underscores, in us-east-1: a warning.
        """,
      failing: .yaml("global:\n  bucket: {provider: s3, name: wandb..files, region: us-east-1}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: wandb.files, region: us-east-1}\n")))

  /// Names that the modules take are looked at with their inputs.
  private static let inputs = ["bucket_name", "blob_container"]

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.buckets where bucket.endpoint.isAbsent {
      guard let name = bucket.name.literal, let provider = bucket.provider.literal,
        let place = resolved.origin(of: bucket.name), !inputs.contains(place.spelling),
        let fault = BucketNameGrammar.fault(of: name, provider)
      else { continue }
      report.report(
        "the bucket's name \(fault.fault)", at: place.span, via: place.via,
        setting: "\(section).name", help: fault.help, severity: fault.isLegacy ? .warning : nil)
    }
  }
}
