package import Diagnostics
package import Settings

/// A bucket or container has a name that its cloud does not allow.
package enum MalformedBucketName: Rule {
  package static let id = DiagnosticID(
    "WB3251", "malformed-bucket-name", .error,
    evidence: .read(
      by: .clouds,
      source: "Naming rules of S3 buckets, Cloud Storage buckets and Azure containers"),
    Documentation(
      summary: "The cloud does not allow this bucket name.",
      explanation: """
        S3: 3 to 63 lower-case letters, digits, dashes and dots, with a letter or digit at both \
        ends, not an IP address, and none of the prefixes and suffixes that AWS reserves. Google \
        Cloud: underscores too, but not `google`. Azure containers: no dots, and no two dashes in \
        a row. \
        Names that S3 allowed before 2018 are WB3261.
        """,
      failing: .yaml("global:\n  bucket: {provider: s3, name: wandb files, region: us-east-1}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: wandb-files, region: us-east-1}\n")))

  package static let otherIDs = [legacy]

  private static let legacy = DiagnosticID(
    "WB3261", "legacy-bucket-name", .warning,
    evidence: .read(by: .aws, source: "S3 user guide, \"Bucket naming rules\""),
    Documentation(
      summary: "S3 has not allowed such bucket names since 2018.",
      explanation: """
        Before March 2018 S3 allowed longer names, capitals and underscores in us-east-1. Buckets of \
        that time still exist, but a new one can't have such a name.
        """,
      failing: .yaml("global:\n  bucket: {provider: s3, name: My_Files, region: us-east-1}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: my-files, region: us-east-1}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets where bucket.endpoint.isAbsent {
      guard let written = bucket.name.literal, let provider = bucket.provider.literal,
        let origin = resolved.origin(of: bucket.name),
        // These are checked as inputs.
        !origin.isInput("bucket_name", "blob_container"),
        case let name = asPrinted(written, origin),
        let fault = BucketNameFault(name, provider)
      else { continue }
      let address = StoreAddress(name)
      findings.add(
        fault.isLegacy
          ? fault.fault : address != nil ? .storeAddress : .malformedName(fault.fault),
        at: origin.span, via: origin.via, setting: "\(section).name",
        help: address.map { $0.bucket.map { .writeOnlyName($0) } ?? .writeName } ?? fault.help,
        fixes: address?.fixes(for: Located(written, origin.span)) ?? [],
        code: fault.isLegacy ? legacy : nil)
    }
  }

  /// The chart reads a name as YAML once more, so whitespace at its end is not part of it.
  private static func asPrinted(_ name: String, _ origin: Assignment) -> String {
    guard origin.isAtOrBelow("global") else { return name }
    return name[...].withoutBlankEnd
  }
}

extension Message {
  fileprivate static let storeAddress: Message =
    "the address of a store is where the bucket name belongs"

  fileprivate static let writeName: Message = "write the bucket name"

  fileprivate static func malformedName(_ fault: Message) -> Message { "the bucket name \(fault)" }
}
