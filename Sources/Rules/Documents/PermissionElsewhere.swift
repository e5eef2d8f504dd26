package import CloudDocuments
package import Diagnostics
package import Settings

/// A needed action is allowed, but not on the whole bucket of the configuration.
package enum PermissionElsewhere: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3274", "permission-elsewhere", .warning,
    Documentation(
      summary: "An action that W&B needs is allowed only on another bucket or on some objects.",
      explanation: """
        W&B writes under the configured prefix of the configured bucket or, without a prefix, \
        anywhere in the bucket. A statement on `BUCKET/data/*`, on another bucket, or on \
        everything but this bucket does not cover that.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
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
      let prefix = check.situation.prefix
      let name: Message = "\(value: bucket.value, at: bucket.span)"
      let source = resolved.valueSpan(of: resolved.configuration.effectiveBucket.bucket.prefix)
      let folder: Message = prefix.isEmpty ? "" : "\(value: prefix, at: source)"
      let below: Message = prefix.isEmpty ? "" : " under `\(folder)`"
      let target: Message =
        level == .object ? "every object in `\(name)`\(below)" : "bucket `\(name)`"
      let resource: Message = level == .object ? "\(name)/\(folder)*" : name
      findings.add(
        "\(missing.enumeration) \(missing.count == 1 ? "is" : "are") not allowed on \(target)",
        at: place, help: "add the resource `arn:aws:s3:::\(resource)`", related: bucket.labels)
    }
  }
}

extension PolicyCheck {
  /// Whether some resource is, or may be, the bucket or something in it.
  fileprivate func mayName(bucket: String) -> Bool {
    resources.contains { resource in
      PolicyResource.isOpen(resource.written.value)
        || resource.bucket.map { Wildcard.matches($0, bucket) } == true
    }
  }
}

extension PolicyStatement {
  /// Whether the statement names the bucket instead of its objects or the other way around, which
  /// other rules report.
  fileprivate func mistakes(_ level: AmazonActions.Level, of bucket: String) -> Bool {
    guard let resources, resources.sense == .named else { return false }
    let places = resources.values.compactMap { PolicyResource($0)?.place }
    let (own, other) = (PolicyResource.Place.bucket(bucket), PolicyResource.Place.objects(bucket))
    return level == .object
      ? places.contains(own) && !places.contains(other)
      : places.contains(other) && !places.contains(own)
  }
}
