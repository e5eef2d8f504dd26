package import CloudDocuments
package import Diagnostics
package import Settings

/// A statement has a condition that no request can meet.
package enum ConditionNeverHolds: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3271", "condition-never-holds", .error,
    Documentation(
      summary: "A condition compares with a value that no request has.",
      explanation: """
        `StringEquals` compares `*` and `?` literally; `StringLike` and `ArnLike` treat them as \
        wildcards (IAM user guide, "Condition operators"). The source of an event is the bucket, \
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for condition in check.allowing.flatMap(\.conditions) where condition.isPositive {
      for value in condition.values where !PolicyResource.isOpen(value.value) {
        if condition.isLiteral, isName(condition.key.value), Wildcard.isIn(value.value) {
          findings.add(
            .wildcard(in: value, comparedLiterallyBy: condition.comparison), at: value.span,
            help: .useStringLike)
        } else if check.purpose == .queue, condition.comparesNames,
          condition.key.value.lowercased() == "aws:sourcearn",
          case .objects(let bucket)? = PolicyResource(value)?.place
        {
          findings.add(.objectsAsSource(value), at: value.span, help: .writeBucket(bucket))
        }
      }
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

  /// Whether ARNs are compared.
  fileprivate var comparesNames: Bool { comparison.value.lowercased().contains("arn") }
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

  fileprivate static func objectsAsSource(_ value: Located) -> Message {
    "`\(value: value.value.prefix(80))` names objects, but the source of an event is the bucket"
  }

  fileprivate static func writeBucket(_ bucket: String) -> Message {
    "write the ARN of bucket `\(value: bucket.prefix(63))` itself"
  }
}
