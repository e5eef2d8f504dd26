package import CloudDocuments
package import Diagnostics
package import Settings

/// Bucket actions are allowed only on the bucket's objects.
package enum BucketActionsOnObjects: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3231", "bucket-actions-on-objects", .error,
    evidence: .read(
      by: .aws,
      source: "Service authorization reference, Amazon S3: resource types of the actions"),
    Documentation(
      summary:
        "Bucket actions are allowed only on the objects' ARN, which does not cover the bucket.",
      explanation: """
        `s3:ListBucket`, `s3:GetBucketLocation` and similar actions apply to \
        `arn:aws:s3:::BUCKET`; `arn:aws:s3:::BUCKET/*` covers only its objects, so AWS denies the \
        action.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket.replacing("wandb-files", with: "wandb-files/*"),
          ExamplePolicy.onObjects,
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    let grants = BucketGrants(check.allowing)
    let own = check.ownBucket
    for statement in check.allowing {
      guard let resources = statement.resources, resources.sense == .named,
        statement.actions?.sense == .named
      else { continue }
      let actions = BucketAction.all(of: statement) { !$0.onBuckets.isEmpty }
      guard !actions.isEmpty else { continue }
      for written in resources.values {
        guard let resource = PolicyResource(written), !resource.isOutside(own),
          case .objects(let bucket)? = resource.scope
        else { continue }
        let granted = grants.onBucket(bucket)
        guard let action = actions.first(where: { isLost($0, granted) }) else { continue }
        let arn = "arn:\(resource.partition):s3:::\(bucket)"
        let edit = document.layout.insert(arn, after: written, resources.form)
        findings.add(
          .bucketNotCovered(by: written, in: action), at: written.span, help: .add(value: arn),
          related: [.init(.allowedHere, action.written.span)],
          fixes: edit.map { [FixIt(.add(value: arn), [$0])] } ?? [])
      }
    }
  }

  /// Whether the action has no effect: nothing else allows it on the bucket.
  ///
  /// A pattern that covers object actions too counts only when nothing is allowed on the bucket.
  private static func isLost(_ action: BucketAction, _ granted: Set<String>) -> Bool {
    guard action.onObjects.isEmpty else {
      return granted.isEmpty && action.onBuckets.contains("ListBucket")
    }
    return granted.isDisjoint(with: action.onBuckets)
  }
}

extension Message {
  fileprivate static func bucketNotCovered(
    by objects: Located, in action: BucketAction
  ) -> Message {
    """
    `\(value: action.written.value.prefix(60), at: action.written.span)` on \
    `\(value: objects.value)` does not cover the bucket
    """
  }
}
