package import CloudDocuments
package import Diagnostics
package import Settings

/// A resource is not in a form that AWS accepts.
package enum MalformedResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3228", "malformed-resource", .error,
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
          let (fault, help) = fault(of: written, check.purpose) ?? fault(of: written)
        else { continue }
        findings.add(
          "`\(value: written.value.prefix(80))` \(fault)", at: written.span, help: help)
      }
    }
  }

  /// What is wrong with a resource in this kind of policy, and what to do.
  private static func fault(
    of written: Located, _ purpose: PolicyPurpose
  ) -> (fault: Message, help: Message)? {
    guard purpose.needsPrincipal, let service = purpose.service else { return nil }
    if written.value == "*", purpose == .bucket {
      return (
        "is not allowed in \(purpose.noun)",
        "write `arn:aws:s3:::BUCKET` and `arn:aws:s3:::BUCKET/*`"
      )
    }
    guard let resource = PolicyResource(written), PolicyResource.isKnown(resource.service),
      resource.service != service
    else { return nil }
    let noun = purpose == .key ? "key" : "queue"
    return (
      "is not a valid resource in \(purpose.noun)",
      purpose == .bucket ? "write the bucket's own ARN" : "write `*` or the \(noun)'s own ARN"
    )
  }

  private static func fault(of written: Located) -> (fault: Message, help: Message)? {
    if written.value == "*" { return nil }
    if PolicyResource.hasBlanks(written.value) {
      return ("must not contain whitespace", "remove the whitespace")
    }
    guard let resource = PolicyResource(written) else {
      let isStar = written.value.hasPrefix("arn:") && written.value.hasSuffix("*")
      return isStar ? nil : ("is not an ARN", form(for: written.value))
    }
    switch resource.service {
    case "s3":
      if resource.resource.isEmpty {
        return ("does not name a bucket", "add the bucket's name after `:::`")
      }
      guard resource.place == .other, !resource.resource.contains("/"),
        !resource.resource.contains(":")
      else { return nil }
      return (
        "must not have a region or an account",
        "write `arn:\(value: resource.partition):s3:::\(value: resource.resource.prefix(80))`"
      )
    case "kms":
      let isKey = resource.resource == "*" || resource.resource.contains("/")
      return isKey && !resource.region.isEmpty && !resource.account.isEmpty
        ? nil : ("is not the ARN of a key", "write `arn:aws:kms:REGION:ACCOUNT:key/ID`")
    case "sqs":
      return !resource.region.isEmpty && !resource.account.isEmpty && !resource.resource.isEmpty
        ? nil : ("is not the ARN of a queue", "write `arn:aws:sqs:REGION:ACCOUNT:NAME`")
    default: return nil
    }
  }

  private static func form(for text: String) -> Message {
    if text.hasPrefix("s3://") {
      return "write `arn:aws:s3:::\(value: text.dropFirst(5).prefix(80))`"
    }
    return "write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, or `*`"
  }
}
