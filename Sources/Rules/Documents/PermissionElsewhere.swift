package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// A needed action is allowed, but not on the whole bucket of the configuration.
package enum PermissionElsewhere: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3274", "permission-elsewhere", .warning,
    evidence: .read(
      by: .aws,
      source: "IAM user guide, \"Policy evaluation logic\": what nothing allows is denied"),
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
        ], with: ExamplePolicy.values()),
      passing: ExamplePolicy.document(
        "iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects], with: ExamplePolicy.values())))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.policy.isWhole,
      check.purpose == .identity || check.purpose == .bucket, let bucket = check.context.bucket,
      check.mayName(bucket: bucket.value)
    else { return }
    let reach = PolicyReach(check)
    for resource in [AmazonService.Resource.bucket, .objects] {
      let missing = uncovered(resource, of: bucket.value, check, reach)
      guard let first = missing.first else { continue }
      let target = Target(resource, bucket, check.context.prefix, resolved)
      findings.add(
        .notAllowed(missing.map(\.action), on: target),
        at: first.statement.resources?.key.span ?? first.statement.start, help: .add(target),
        related: bucket.labels, fixes: fixes(target, first.statement, check.layout))
    }
  }

  private static func fixes(
    _ target: Target, _ statement: PolicyStatement, _ layout: DocumentLayout
  ) -> [FixIt] {
    guard let resources = statement.resources, resources.sense == .named,
      let last = resources.values.last,
      let edit = layout.insert(target.resource, after: last, resources.form)
    else { return [] }
    return [FixIt(.add(target), [edit], .unsafe)]
  }

  /// The needed actions that are allowed, but not on the configured bucket, each with the first
  /// statement that allows it.
  private static func uncovered(
    _ resource: AmazonService.Resource, of bucket: String, _ check: PolicyCheck,
    _ reach: PolicyReach
  ) -> [(action: PolicyAction, statement: PolicyStatement)] {
    let statements = check.statementsForWandB
    return AmazonService.s3.needs.filter { $0.resource == resource }.compactMap { action in
      let covering = statements.filter { $0.covers(action.name) }
      let targets = reach.targets(of: action.name)
      guard let first = covering.first,
        !covering.contains(where: { targets.contains(where: $0.reaches) }),
        !covering.contains(where: { $0.mistakes(resource, of: bucket) })
      else { return nil }
      return (action, first)
    }
  }

  /// What an action has to be allowed on.
  fileprivate struct Target {
    let isBucket: Bool
    let bucket: Message
    /// The prefix of object names, which ends with a slash; empty without one.
    let folder: Message
    /// Its ARN.
    let resource: String

    init(
      _ resource: AmazonService.Resource, _ bucket: PolicyContext.Fact, _ prefix: String,
      _ resolved: ResolvedConfiguration
    ) {
      isBucket = resource == .bucket
      self.bucket = "\(fact: bucket)"
      let source = resolved.valueSpan(of: resolved.configuration.effectiveBucket.bucket.prefix)
      folder = prefix.isEmpty ? "" : "\(value: prefix, at: source)"
      self.resource = "arn:aws:s3:::\(bucket.value)" + (isBucket ? "" : "/\(prefix)*")
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
  fileprivate func mistakes(_ resource: AmazonService.Resource, of bucket: String) -> Bool {
    guard let resources, resources.sense == .named else { return false }
    let scopes = resources.values.compactMap { PolicyResource($0)?.scope }
    let (own, other) = (PolicyResource.Scope.bucket(bucket), PolicyResource.Scope.objects(bucket))
    return resource == .objects
      ? scopes.contains(own) && !scopes.contains(other)
      : scopes.contains(other) && !scopes.contains(own)
  }
}

extension Message {
  fileprivate static func notAllowed(
    _ actions: [PolicyAction], on target: PermissionElsewhere.Target
  ) -> Message {
    let below: Message = target.folder.isEmpty ? "" : " under `\(target.folder)`"
    let noun: Message =
      target.isBucket ? "bucket `\(target.bucket)`" : "every object in `\(target.bucket)`\(below)"
    return "\(actions.enumeration) \(actions.count == 1 ? "is" : "are") not allowed on \(noun)"
  }

  fileprivate static func add(_ target: PermissionElsewhere.Target) -> Message {
    let objects: Message = target.isBucket ? "" : "/\(target.folder)*"
    return "add the resource `arn:aws:s3:::\(target.bucket)\(objects)`"
  }
}
