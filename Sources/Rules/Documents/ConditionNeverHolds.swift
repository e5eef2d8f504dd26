package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement allows something under a condition that no request meets.
package enum ConditionNeverHolds: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3271", "condition-never-holds", .error,
    Documentation(
      summary: "A condition compares with a text that no request has.",
      explanation: """
        `StringEquals` takes `*` and `?` as they are; `StringLike` and `ArnLike` take them as \
        patterns (IAM user guide, "Condition operators"). The source of an event is the bucket, \
        `arn:aws:s3:::BUCKET`, never its objects.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for condition in check.allowing.flatMap(\.conditions) where condition.isPositive {
      for value in condition.values where !PolicyResource.isOpen(value.value) {
        if condition.isLiteral, isName(condition.key.value), Wildcard.isIn(value.value) {
          report.report(
            "`\(condition.comparison.value.prefix(40))` takes the wildcard of `\(value.value.prefix(80))` as it is",
            at: value.span, help: "compare with `StringLike`")
        } else if check.purpose == .queue, condition.isOfNames,
          condition.key.value.lowercased() == "aws:sourcearn",
          case .objects(let bucket)? = PolicyResource(value)?.place
        {
          report.report(
            "`\(value.value.prefix(80))` is objects, and the source of an event is the bucket",
            at: value.span, help: "write the ARN of the bucket `\(bucket.prefix(63))` itself")
        }
      }
    }
  }

  /// Whether no value of the key holds a star.
  private static func isName(_ key: String) -> Bool {
    let key = key.lowercased()
    return key.hasPrefix("aws:source") || key.hasPrefix("aws:principal") || key.hasSuffix(":sub")
      || key.hasSuffix(":aud")
  }
}
