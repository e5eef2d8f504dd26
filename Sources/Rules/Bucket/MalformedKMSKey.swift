package import Diagnostics
package import Settings

/// The KMS key of a bucket is not an ARN.
package enum MalformedKMSKey: Rule {
  package static let id = DiagnosticID(
    "WB3044", "malformed-kms-key", .error,
    evidence: .read(
      by: .aws,
      source: "S3 API, `x-amz-server-side-encryption-aws-kms-key-id`: an ID, an ARN or an alias"),
    Documentation(
      summary: "The KMS key is not the ARN of a key.",
      explanation: """
        The form is `arn:aws:kms:REGION:ACCOUNT:key/ID`, with `aws-us-gov` or `aws-cn` in other \
        partitions. S3 also accepts an ID and an alias (WB3264), and refuses everything else.
        """,
      failing: .yaml(
        "global:\n  bucket:\n    provider: s3\n    name: wandb-files\n    kmsKey: wandb/key\n"),
      passing: .yaml(passing)))

  package static let otherIDs = [incomplete]

  private static let incomplete = DiagnosticID(
    "WB3264", "kms-key-not-arn", .warning,
    evidence: .read(
      by: .terraformModules,
      source: "Validation of the inputs for keys; AWS KMS developer guide, \"Key identifiers\""),
    Documentation(
      summary: "The KMS key is named by its ID or an alias, not by its ARN.",
      explanation: """
        S3 looks up an ID or an alias in the account of whoever sends the request, so a key in another \
        account is not found, and an alias there may be another key. W&B's Terraform modules accept \
        only the ARN.
        """,
      failing: .yaml(
        "global:\n  bucket:\n    provider: s3\n    name: wandb-files\n    kmsKey: alias/wandb\n"),
      passing: .yaml(passing)))

  private static let passing = """
    global:
      bucket:
        provider: s3
        name: wandb-files
        kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d

    """

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.bothBuckets where !bucket.isOutsideAWS {
      guard let key = bucket.kmsKey.literal.map(asPrinted),
        AmazonResourceName(key)?.regionOfKey == nil,
        let origin = resolved.origin(of: bucket.kmsKey)
      else { continue }
      let (message, help) = fault(of: key, origin.spelling)
      findings.add(
        message, at: origin.span, via: origin.via, setting: "\(section).kmsKey", help: help,
        code: isAlias(key) || isID(key) ? incomplete : nil)
    }
  }

  /// The chart reads the text as YAML once more, so a comment and whitespace are not part of it.
  private static func asPrinted(_ text: String) -> String {
    let key = text.ranges(of: " #").first.map { text[..<$0.lowerBound] } ?? text[...]
    return key.withoutBlankEnd
  }

  private static func fault(
    of key: String, _ spelling: String
  ) -> (message: Message, help: Message) {
    if isAlias(key) { return (.named(spelling, by: "alias"), .writeKeyOfAlias) }
    if isID(key) { return (.named(spelling, by: "ID"), .prependARN) }
    let isBareID = !key.contains { ":/".contains($0) }
    return (.malformedKey(spelling), isBareID ? .prependARN : .writeARN)
  }

  private static func isAlias(_ key: String) -> Bool {
    key.hasPrefix("alias/") || AmazonResourceName(key)?.resource.hasPrefix("alias/") == true
  }

  /// Whether the text is a UUID, or the ID of a multi-Region key.
  private static func isID(_ key: String) -> Bool {
    let digits = key.hasPrefix("mrk-") ? key.dropFirst(4) : key.replacing("-", with: "")[...]
    return digits.utf8.count == 32 && digits.allSatisfy(\.isHexDigit)
  }
}

extension Message {
  fileprivate static func malformedKey(_ spelling: String) -> Message {
    "`\(spelling)` must be the ARN of a key"
  }

  fileprivate static func named(_ spelling: String, by noun: String) -> Message {
    "`\(spelling)` is a key \(noun), which S3 looks up in the account that sends the request"
  }

  fileprivate static let writeKeyOfAlias: Message =
    "write the ARN of the key that the alias refers to"

  fileprivate static let prependARN: Message =
    "write arn:aws:kms:REGION:ACCOUNT:key/ before the key ID"

  fileprivate static let writeARN: Message = "write arn:aws:kms:REGION:ACCOUNT:key/ID"
}
