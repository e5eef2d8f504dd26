package import CloudDocuments
package import Diagnostics
package import Settings

/// A resource is not in a form that AWS accepts.
package enum MalformedResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3228", "malformed-resource", .error,
    evidence: .read(
      by: .aws,
      source: "IAM user guide, \"Resource\"; \"Policy has invalid resource\" for bucket policies"),
    Documentation(
      summary: "A resource is neither `*` nor a full ARN, or is not allowed in this policy.",
      explanation: """
        An ARN has six parts, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`. Bucket and object \
        ARNs have neither a region nor an account; key and queue ARNs have both. AWS rejects a \
        policy with a plain name or a URI. An ARN can't contain spaces, not even trailing ones. A \
        bucket policy must name its bucket rather than `*`; key and queue policies accept `*` or \
        their own ARN.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onObjects,
          ExamplePolicy.onBucket.replacing("arn:aws:s3:::wandb-files", with: "s3://wandb-files"),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    for statement in check.policy.statements {
      for written in statement.resources?.values ?? [] {
        guard !PolicyResource.isOpen(written.value),
          let problem = problem(of: written, in: check.purpose) ?? problem(of: written)
        else { continue }
        findings.add(
          problem.message, at: written.span, help: problem.help, fixes: fixes(written))
      }
    }
  }

  /// The ARN of a bucket that is named in another way.
  private static func fixes(_ written: Located) -> [FixIt] {
    let meant: String
    if written.value.hasPrefix("s3://") {
      meant = "arn:aws:s3:::" + written.value.dropFirst(5)
    } else if let resource = PolicyResource(written), resource.service == "s3",
      !resource.resource.isEmpty, resource.scope == .other
    {
      meant = "arn:\(resource.partition):s3:::\(resource.resource)"
    } else {
      meant = written.value.filter { !$0.isWhitespace }
    }
    return meant == written.value
      ? [] : [.write(meant, for: written, summary: .write(value: meant))]
  }

  private typealias Problem = (message: Message, help: Message)

  /// What is wrong with a resource in this kind of policy, and what to do.
  private static func problem(of written: Located, in purpose: PolicyPurpose) -> Problem? {
    guard purpose.needsPrincipal, let service = purpose.service else { return nil }
    if written.value == "*", purpose == .bucket {
      return (.notAllowed(written, in: purpose), .writeBucketAndObjects)
    }
    guard let resource = PolicyResource(written), PolicyResource.isKnown(resource.service),
      resource.service != service
    else { return nil }
    return (.invalid(written, in: purpose), .writeOwn(purpose))
  }

  /// What is wrong with a resource in any policy.
  private static func problem(of written: Located) -> Problem? {
    if written.value == "*" { return nil }
    if PolicyResource.hasBlanks(written.value) { return (.blanks(in: written), .removeBlanks) }
    guard let resource = PolicyResource(written) else {
      let isPattern = written.value.hasPrefix("arn:") && written.value.hasSuffix("*")
      return isPattern ? nil : (.notARN(written), .writeARN(of: written))
    }
    let (region, account, name) = (resource.region, resource.account, resource.resource)
    switch resource.service {
    case "s3":
      if name.isEmpty { return (.noBucket(written), .addBucket) }
      guard resource.scope == .other, !name.contains("/"), !name.contains(":") else { return nil }
      return (.hasRegionOrAccount(written), .writeBucketARN(resource))
    case "kms":
      let isKey = name == "*" || name.contains("/")
      return isKey && !region.isEmpty && !account.isEmpty ? nil : (.notKey(written), .writeKeyARN)
    case "sqs":
      return !region.isEmpty && !account.isEmpty && !name.isEmpty
        ? nil : (.notQueue(written), .writeQueueARN)
    default: return nil
    }
  }
}

/// What a kind of policy accepts.
extension Message {
  fileprivate static func notAllowed(_ resource: Located, in purpose: PolicyPurpose) -> Message {
    "`\(value: resource.value.prefix(80))` is not allowed in \(purpose.noun)"
  }

  fileprivate static let writeBucketAndObjects: Message =
    "write `arn:aws:s3:::BUCKET` and `arn:aws:s3:::BUCKET/*`"

  fileprivate static func invalid(_ resource: Located, in purpose: PolicyPurpose) -> Message {
    "`\(value: resource.value.prefix(80))` is not a valid resource in \(purpose.noun)"
  }

  fileprivate static func writeOwn(_ purpose: PolicyPurpose) -> Message {
    switch purpose {
    case .bucket: "write the bucket's own ARN"
    case .key: "write `*` or the key's own ARN"
    case .identity, .trust, .queue: "write `*` or the queue's own ARN"
    }
  }
}

/// What every policy accepts.
extension Message {
  fileprivate static func blanks(in resource: Located) -> Message {
    "`\(value: resource.value.prefix(80))` must not contain whitespace"
  }

  fileprivate static let removeBlanks: Message = "remove the whitespace"

  fileprivate static func notARN(_ resource: Located) -> Message {
    "`\(value: resource.value.prefix(80))` is not an ARN"
  }

  fileprivate static func writeARN(of resource: Located) -> Message {
    guard resource.value.hasPrefix("s3://") else {
      return "write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, or `*`"
    }
    return "write `arn:aws:s3:::\(value: resource.value.dropFirst(5).prefix(80))`"
  }

  fileprivate static func noBucket(_ resource: Located) -> Message {
    "`\(value: resource.value.prefix(80))` does not name a bucket"
  }

  fileprivate static let addBucket: Message = "add the bucket's name after `:::`"

  fileprivate static func hasRegionOrAccount(_ resource: Located) -> Message {
    "`\(value: resource.value.prefix(80))` must not have a region or an account"
  }

  fileprivate static func writeBucketARN(_ resource: PolicyResource) -> Message {
    "write `arn:\(value: resource.partition):s3:::\(value: resource.resource.prefix(80))`"
  }

  fileprivate static func notKey(_ resource: Located) -> Message {
    "`\(value: resource.value.prefix(80))` is not the ARN of a key"
  }

  fileprivate static let writeKeyARN: Message = "write `arn:aws:kms:REGION:ACCOUNT:key/ID`"

  fileprivate static func notQueue(_ resource: Located) -> Message {
    "`\(value: resource.value.prefix(80))` is not the ARN of a queue"
  }

  fileprivate static let writeQueueARN: Message = "write `arn:aws:sqs:REGION:ACCOUNT:NAME`"
}
