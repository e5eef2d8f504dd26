package import CloudDocuments
package import Diagnostics
package import Settings

/// Object actions are allowed only on the bucket.
package enum ObjectActionsOnBucket: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3230", "object-actions-on-bucket", .error,
    evidence: .read(
      by: .aws,
      source: "Service authorization reference, Amazon S3: resource types of the actions"),
    Documentation(
      summary: "Object actions are allowed only on the bucket's ARN, which does not cover objects.",
      explanation: """
        `arn:aws:s3:::BUCKET` is the bucket itself; its objects are `arn:aws:s3:::BUCKET/*`. \
        With the node policy in the documentation, `s3:*` on the bucket, W&B can list files but \
        neither read nor write them.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket,
          ExamplePolicy.onObjects.replacing("wandb-files/*", with: "wandb-files"),
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
      let actions = BucketAction.all(of: statement) { !$0.onObjects.isEmpty }
      guard !actions.isEmpty else { continue }
      for written in resources.values {
        guard let resource = PolicyResource(written), !resource.isOutside(own),
          case .bucket(let bucket)? = resource.scope
        else { continue }
        let granted = grants.onObjects(of: bucket)
        guard let action = actions.first(where: { isLost($0, granted) }) else { continue }
        let objects = written.value + "/*"
        let edit = document.layout.insert(objects, after: written, resources.form)
        findings.add(
          .objectsNotCovered(by: written, in: action), at: written.span,
          help: .add(value: objects), related: [.init(.allowedHere, action.written.span)],
          fixes: edit.map { [FixIt(.add(value: objects), [$0])] } ?? [])
      }
    }
  }

  /// Whether the action has no effect: nothing else allows it on objects.
  ///
  /// A pattern that covers bucket actions too counts only when nothing is allowed on objects.
  private static func isLost(_ action: BucketAction, _ granted: Set<String>) -> Bool {
    guard action.onBuckets.isEmpty else {
      return granted.isEmpty && !action.onObjects.isDisjoint(with: ["GetObject", "PutObject"])
    }
    return granted.isDisjoint(with: action.onObjects)
  }
}

extension Message {
  fileprivate static func objectsNotCovered(
    by bucket: Located, in action: BucketAction
  ) -> Message {
    """
    `\(value: action.written.value.prefix(60), at: action.written.span)` on \
    `\(value: bucket.value)` does not cover the objects
    """
  }
}
