package import Diagnostics
package import Settings

/// A bucket or container has a name that its cloud does not allow.
package enum MalformedBucketName: Rule {
  package static let id = DiagnosticID(
    "WB3251", "malformed-bucket-name", .error, also: [.warning],
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
      guard let written = bucket.name.literal, let provider = bucket.provider.literal,
        let place = resolved.origin(of: bucket.name),
        // These are checked as inputs.
        !place.isInput("bucket_name", "blob_container"),
        case let name = asPrinted(written, place),
        let fault = BucketNameFault(name, provider)
      else { continue }
      findings.add(
        fault.isLegacy ? fault.fault : .malformedName(fault.fault), at: place.span, via: place.via,
        setting: "\(section).name",
        help: StoreAddress(name)?.bucket.map { .writeOnlyName($0) } ?? fault.help,
        severity: fault.isLegacy ? .warning : nil)
    }
  }

  /// The chart reads a name as YAML once more, so white space at its end is not part of it.
  private static func asPrinted(_ name: String, _ place: Assignment) -> String {
    guard place.isAtOrBelow("global") else { return name }
    return name[...].withoutBlankEnd
  }
}

extension Message {
  fileprivate static func malformedName(_ fault: Message) -> Message { "the bucket name \(fault)" }
}
