package import CloudDocuments
package import Diagnostics
package import Settings

/// What works on objects is allowed on the bucket alone.
package enum ObjectActionsOnBucket: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3230", "object-actions-on-bucket", .error,
    Documentation(
      summary: "Actions on objects are allowed on the ARN of the bucket, which covers no object.",
      explanation: """
        `arn:aws:s3:::BUCKET` is the bucket itself; its objects are `arn:aws:s3:::BUCKET/*`. \
        With the documentation's policy of the nodes, `s3:*` on the bucket, W&B can list files \
        and neither read nor write one.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket,
          ExamplePolicy.onObjects.replacing("wandb-files/*", with: "wandb-files"),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
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
          case .bucket(let bucket)? = resource.place
        else { continue }
        let granted = grants.onObjects(of: bucket)
        guard let action = actions.first(where: { isLost($0, granted) }) else { continue }
        let objects = written.value + "/*"
        let edit = document.layout.insert(objects, behind: written, resources.form)
        report.report(
          "`\(action.written.value.prefix(60))` on `\(written.value)` covers no object",
          at: written.span,
          help: "add `\(objects)`", related: [.init("allowed here", action.written.span)],
          fixes: edit.map { [FixIt("add `\(objects)`", [$0])] } ?? [])
      }
    }
  }

  /// What is for buckets as well is lost only when nothing at all is allowed on objects.
  private static func isLost(_ action: BucketAction, _ granted: Set<String>) -> Bool {
    guard action.onBuckets.isEmpty else {
      return granted.isEmpty && !action.onObjects.isDisjoint(with: ["GetObject", "PutObject"])
    }
    return granted.isDisjoint(with: action.onObjects)
  }
}
