package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement has a condition that no request can meet.
package enum ConditionNeverHolds: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3271", "condition-never-holds", .error,
    evidence: .read(by: .aws, source: "IAM user guide, \"Condition operators\""),
    Documentation(
      summary: "A condition compares with a value that no request has.",
      explanation: """
        `StringEquals` compares `*` and `?` literally; `StringLike` and `ArnLike` treat them as \
        wildcards (IAM user guide, "Condition operators"). The source of an event is the bucket, \
        `arn:aws:s3:::BUCKET`, without a region and an account, and never its objects. An account's \
        ID has 12 digits.
        """,
      failing: ExamplePolicy.document(
        "sqs",
        [
          ExamplePolicy.queue(
            condition: #"{"StringEquals": {"aws:SourceArn": "arn:aws:s3:::wandb-*"}}"#)
        ]),
      passing: ExamplePolicy.document(
        "sqs",
        [
          ExamplePolicy.queue(
            condition: #"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::wandb-*"}}"#)
        ])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for condition in check.allowing.flatMap(\.conditions) where condition.isPositive {
      if check.purpose == .queue, condition.key.value.lowercased() == "aws:sourcearn" {
        reportSources(condition, document.layout, &findings)
      }
      reportAccounts(condition, &findings)
      for value in condition.values where !PolicyResource.isOpen(value.value) {
        if condition.isLiteral, isName(condition.key.value), Wildcard.isIn(value.value) {
          findings.add(
            .wildcard(in: value, comparedLiterallyBy: condition.comparison), at: value.span,
            help: .useStringLike, fixes: condition.withWildcards)
        }
      }
    }
  }

  /// Reports accounts without an ID of 12 digits, unless another value of the condition can match.
  private static func reportAccounts(
    _ condition: PolicyCondition, _ findings: inout RuleFindings
  ) {
    let keys: Set = ["aws:sourceaccount", "aws:principalaccount", "aws:resourceaccount"]
    guard keys.contains(condition.key.value.lowercased()), condition.baseName.hasPrefix("string"),
      condition.values.allSatisfy({ value in
        !AmazonResourceName.isAccount(value.value) && !value.value.isEmpty
          && value.value.allSatisfy { $0.isASCII && $0.isNumber || $0 == "-" || $0 == " " }
      })
    else { return }
    for value in condition.values {
      let digits = value.value.filter(\.isNumber)
      findings.add(
        .notAnAccount(value), at: value.span, help: .writeAccount,
        fixes: AmazonResourceName.isAccount(digits)
          ? [.write(digits, for: value, .safe, summary: .write(value: digits))] : [])
    }
  }

  /// Reports sources that S3 never sends, unless another value of the condition can match.
  private static func reportSources(
    _ condition: PolicyCondition, _ layout: DocumentLayout, _ findings: inout RuleFindings
  ) {
    let isLiteral = condition.isLiteral
    let faults = condition.values.map { value in
      isLiteral && Wildcard.isIn(value.value) ? nil : EventSource.fault(value)
    }
    guard faults.allSatisfy({ $0 != nil }) else { return }
    for (value, fault) in zip(condition.values, faults) {
      guard let fault else { continue }
      let name = fault.bucketName
      findings.add(
        .wrongSource(value, fault.reason), at: value.span,
        help: name.map { .write(value: $0) } ?? .writeBucketARN,
        fixes: name.map { layout.fixes(quoting: $0, at: value.span, .write(value: $0)) } ?? [])
    }
  }

  /// Whether the key's values are names, which never contain a wildcard.
  private static func isName(_ key: String) -> Bool {
    let key = key.lowercased()
    return key.hasPrefix("aws:source") || key.hasPrefix("aws:principal") || key.hasSuffix(":sub")
      || key.hasSuffix(":aud")
  }
}

extension PolicyCondition {
  /// Whether values are compared literally, without wildcards.
  fileprivate var isLiteral: Bool { comparison.value.lowercased().contains("stringequals") }

  /// The fix that compares with wildcards.
  fileprivate var withWildcards: [FixIt] {
    let (name, end) = (comparison.value, "StringEquals")
    return name.hasSuffix(end)
      ? [.rename(comparison, to: name.dropLast(end.count) + "StringLike")] : []
  }
}

extension Message {
  fileprivate static func wildcard(
    in value: Located, comparedLiterallyBy comparison: Located
  ) -> Message {
    """
    `\(comparison.value.prefix(40))` compares the wildcard in \
    `\(value: value.value.prefix(80))` literally
    """
  }

  fileprivate static let useStringLike: Message = "use `StringLike` instead"

  fileprivate static func notAnAccount(_ value: Located) -> Message {
    "`\(value: value.value.prefix(40))` is not an account ID, which has 12 digits"
  }

  fileprivate static let writeAccount: Message = "write the 12 digits, without dashes and spaces"

  fileprivate static func wrongSource(_ value: Located, _ reason: EventSource.Reason) -> Message {
    let what: Message =
      switch reason {
      case .objects: "names objects"
      case .regionOrAccount: "contains a region or an account"
      case .notARN: "is not an ARN"
      case .queue: "is a queue"
      }
    return """
      `\(value: value.value.prefix(80))` \(what), but the source of an event from S3 is the bucket's ARN
      """
  }

  fileprivate static let writeBucketARN: Message = "write `arn:aws:s3:::BUCKET`"
}
