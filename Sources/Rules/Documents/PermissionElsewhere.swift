package import CloudDocuments
package import Diagnostics
package import Settings

/// What W&B needs is allowed, and not on all of the configuration's bucket.
package enum PermissionElsewhere: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3274", "permission-elsewhere", .warning,
    Documentation(
      summary: "An action that W&B needs is allowed on another bucket, or on some of the objects.",
      explanation: """
        W&B writes below the prefix of the bucket that the configuration names, or anywhere in \
        it. A statement on `BUCKET/data/*`, on another bucket, or on all but this one does not \
        cover that.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket,
          ExamplePolicy.onObjects.replacing("wandb-files/*", with: "wandb-files/data/*"),
        ], beside: ExamplePolicy.values()),
      passing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects], beside: ExamplePolicy.values())))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.policy.isWhole,
      check.purpose == .identity || check.purpose == .bucket, let bucket = check.situation.bucket,
      check.mayName(bucket: bucket.value)
    else { return }
    let reach = PolicyReach(check)
    let statements = check.statementsForWandB
    for level in [AmazonActions.Level.bucket, .object] {
      var missing: [String] = []
      var place: SourceSpan?
      for action in NeededAction.files where AmazonActions.level(ofAction: action.name) == level {
        let covering = statements.filter { $0.covers(action.name) }
        let targets = reach.targets(of: action.name)
        guard let first = covering.first,
          !covering.contains(where: { targets.contains(where: $0.reaches) }),
          !covering.contains(where: { $0.mistakes(level, of: bucket.value) })
        else { continue }
        missing.append(action.name)
        place = place ?? first.resources?.key.span ?? first.start
      }
      guard let place else { continue }
      let object =
        "every object of `\(bucket.value)`\(check.situation.prefix.isEmpty ? "" : " below `\(check.situation.prefix)`")"
      report.report(
        "\(missing.enumeration) \(missing.count == 1 ? "is" : "are") not allowed on \(level == .object ? object : "`\(bucket.value)`")",
        at: place,
        help:
          "name `arn:aws:s3:::\(bucket.value)\(level == .object ? "/\(check.situation.prefix)*" : "")`",
        related: bucket.labels)
    }
  }
}

extension PolicyCheck {
  /// Whether some resource is, or may be, a bucket or is in it.
  fileprivate func mayName(bucket: String) -> Bool {
    resources.contains { resource in
      PolicyResource.isOpen(resource.written.value)
        || resource.bucket.map { Wildcard.matches($0, bucket) } == true
    }
  }
}

extension PolicyStatement {
  /// Whether the bucket stands for its objects or the other way around, which rules of their own tell.
  fileprivate func mistakes(_ level: AmazonActions.Level, of bucket: String) -> Bool {
    guard let resources, resources.sense == .named else { return false }
    let places = resources.values.compactMap { PolicyResource($0)?.place }
    let (own, other) = (PolicyResource.Place.bucket(bucket), PolicyResource.Place.objects(bucket))
    return level == .object
      ? places.contains(own) && !places.contains(other)
      : places.contains(other) && !places.contains(own)
  }
}
