/// What a bucket refuses that asks for TLS, or for requests from some networks only.
extension PolicyTable {
  static let plainRows: [PolicyRow] = [
    each(
      "files in the open", ["s3:GetObject", "s3:PutObject"], on: [\.object],
      by: [\.server, \.owner, \.anonymous], in: [\.withoutTLS], with: [.tls], .refused),
    each(
      "the bucket in the open", ["s3:ListBucket", "s3:GetBucketLocation", "s3:PutBucketPolicy"],
      on: [\.theBucket], by: [\.server, \.owner], in: [\.withoutTLS], with: [.tls], .refused),
  ].flatMap { $0 }

  static let insideRows: [PolicyRow] = [
    inside(\.fromVPC, .vpcs), inside(\.fromEndpoint, .endpoints), inside(\.fromAddress, .addresses),
  ].flatMap { $0 }

  private static func inside(
    _ context: PolicyRow.Word<PolicyContext>, _ network: PolicySite.Feature
  ) -> [PolicyRow] {
    let allowed = PolicyRow.Outcome.allowed(by: [.role, .bucket])
    return [
      each(
        "from inside", ["s3:GetObject"], on: [\.object], in: [context], with: [network], allowed),
      each(
        "from inside", ["s3:ListBucket"], on: [\.theBucket], in: [context], with: [network], allowed
      ),
      each(
        "a stranger from inside", ["s3:GetObject"], on: [\.object], by: [\.namesake], in: [context],
        with: [network], .denied),
    ].flatMap { $0 }
  }

  /// Files and their names stay inside; the owner can always mend the policy.
  static let outsideRows: [PolicyRow] = [
    each(
      "files from outside",
      ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListMultipartUploadParts"],
      on: [\.object], by: [\.server, \.owner], in: outside, with: [.networks], .refused),
    each(
      "names from outside",
      ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
      on: [\.theBucket], by: [\.server, \.owner], in: outside, with: [.networks], .refused),
    each(
      "the owner mends the policy", ["s3:PutBucketPolicy"], on: [\.theBucket], by: [\.owner],
      in: outside, with: [.networks], .left),
    each(
      "the region from outside", ["s3:GetBucketLocation"], on: [\.theBucket], in: outside,
      with: [.networks], .allowed(by: [.role, .bucket])),
  ].flatMap { $0 }

  private static let outside: [PolicyRow.Word<PolicyContext>] = [
    \.fromAnotherVPC, \.fromAnotherAddress, \.fromAddressOfVersion6,
  ]
}
