package import Diagnostics
package import Settings

/// A bucket or container has a name that its cloud does not allow.
package enum MalformedBucketName: Rule {
  package static let id = DiagnosticID(
    "WB3251", "malformed-bucket-name", .error,
    Documentation(
      summary: "The cloud does not allow this bucket name.",
      explanation: """
        S3: 3 to 63 lower-case letters, digits, dashes and dots, with a letter or digit at both \
        ends, not an IP address, and none of the prefixes and suffixes that AWS reserves. Google \
        Cloud: underscores too, but not `google`. Azure containers: no dots, and no two dashes in \
        a row. Before 2018 S3 also allowed longer names, capitals and underscores in us-east-1; \
        such a name is a warning.
        """,
      failing: .yaml("global:\n  bucket: {provider: s3, name: wandb..files, region: us-east-1}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: wandb.files, region: us-east-1}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets where bucket.endpoint.isAbsent {
      guard let name = bucket.name.literal, let provider = bucket.provider.literal,
        let place = resolved.origin(of: bucket.name), !inputs.contains(place.spelling),
        let fault = BucketNameFault(name, provider)
      else { continue }
      findings.add(
        .malformedName(fault.fault), at: place.span, via: place.via, setting: "\(section).name",
        help: fault.help, severity: fault.isLegacy ? .warning : nil)
    }
  }

  /// Inputs of the modules, whose names are checked with the inputs.
  private static let inputs = ["bucket_name", "blob_container"]
}

extension Message {
  fileprivate static func malformedName(_ fault: Message) -> Message { "the bucket name \(fault)" }
}
