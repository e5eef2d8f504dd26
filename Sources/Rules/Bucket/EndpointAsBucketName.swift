package import Diagnostics
package import Settings

/// The address of a cloud's store is where the name of a bucket belongs.
package enum EndpointAsBucketName: Rule {
  package static let id = DiagnosticID(
    "WB3078", "endpoint-as-bucket-name", .warning,
    evidence: .read(by: .server, source: "wandb/operator, document infra-connection-settings"),
    Documentation(
      summary: "The bucket is named by an address that contains its name, or has none.",
      explanation: """
        Clouds show a bucket as `NAME.s3.REGION.amazonaws.com` or `NAME.storage.googleapis.com`. \
        The server expects the name alone, since it builds such addresses itself. With a path after \
        it, the first part of the path is read as the bucket (wandb/operator, \
        infra-connection-settings).
        """,
      failing: .env("BUCKET=s3://wandb-files.s3.eu-west-1.amazonaws.com\nAWS_REGION=eu-west-1\n"),
      passing: .env("BUCKET=s3://wandb-files\nAWS_REGION=eu-west-1\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets where bucket.provider.literal != .az {
      // `UnknownScheme` says what to write in place of a web address.
      if case .unrecognized = bucket.provider.state { continue }
      let isWhole = bucket.endpoint.isAbsent
      let setting = isWhole ? bucket.name : bucket.endpoint
      guard let text = setting.literal, let origin = resolved.origin(of: setting),
        let address = StoreAddress(text), isWhole ? !isRefused(bucket) : address.bucket != nil
      else { continue }
      findings.add(
        .address(origin.spelling, address.bucket), at: origin, setting: "\(section).name",
        help: address.bucket.map { .writeOnlyName($0) } ?? .writeBucket,
        fixes: isWhole ? address.fixes(for: Located(text, origin.span)) : [])
    }
  }

  /// Whether `MalformedBucketName` reports the name.
  private static func isRefused(_ bucket: Bucket) -> Bool {
    guard let name = bucket.name.literal, let provider = bucket.provider.literal else {
      return false
    }
    return BucketNameFault(name, provider) != nil
  }
}

extension Message {
  fileprivate static func address(_ spelling: String, _ bucket: String?) -> Message {
    bucket == nil
      ? "`\(spelling)` contains the address of a store where the bucket name belongs"
      : "`\(spelling)` contains the address of a bucket where its name belongs"
  }

  fileprivate static let writeBucket: Message =
    "write the bucket name, or append it to the address: `/BUCKET`"
}
