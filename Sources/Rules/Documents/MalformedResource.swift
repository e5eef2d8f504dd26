package import CloudDocuments
package import Diagnostics
package import Settings

/// A resource is no ARN that AWS takes.
package enum MalformedResource: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3228", "malformed-resource", .error,
    Documentation(
      summary: "A resource is neither `*` nor a whole ARN, or none that its policy can be about.",
      explanation: """
        An ARN has six pieces, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`. Those of buckets \
        and objects have neither region nor account; those of keys and queues have both. A name \
        or a URI is no ARN, and AWS refuses the policy. No name has a space in it, at its end \
        neither. The policy of a bucket names that bucket, where `*` is refused; those of keys and \
        queues take `*` or their own ARN.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onObjects,
          ExamplePolicy.onBucket.replacing("arn:aws:s3:::wandb-files", with: "s3://wandb-files"),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust else { return }
    for statement in check.policy.statements {
      for written in statement.resources?.values ?? [] {
        guard !PolicyResource.isOpen(written.value),
          let (fault, help) = fault(of: written, check.purpose) ?? fault(of: written)
        else { continue }
        report.report("`\(written.value.prefix(80))` \(fault)", at: written.span, help: help)
      }
    }
  }

  /// What the kind of policy refuses.
  private static func fault(
    of written: Located, _ purpose: PolicyPurpose
  ) -> (fault: String, help: String)? {
    guard purpose.needsPrincipal, let service = purpose.service else { return nil }
    if written.value == "*", purpose == .bucket {
      return (
        "is refused in \(purpose.noun)", "write `arn:aws:s3:::BUCKET` and `arn:aws:s3:::BUCKET/*`"
      )
    }
    guard let resource = PolicyResource(written), PolicyResource.isKnown(resource.service),
      resource.service != service
    else { return nil }
    return (
      "is not what \(purpose.noun) is about",
      purpose == .bucket ? "write the bucket's own ARN" : "write `*`, or its own ARN"
    )
  }

  private static func fault(of written: Located) -> (fault: String, help: String)? {
    if written.value == "*" { return nil }
    if PolicyResource.hasBlanks(written.value) {
      return ("has white space in it, which no name has", "take it out")
    }
    guard let resource = PolicyResource(written) else {
      let isStar = written.value.hasPrefix("arn:") && written.value.hasSuffix("*")
      return isStar ? nil : ("is no ARN", form(for: written.value))
    }
    switch resource.service {
    case "s3":
      if resource.resource.isEmpty {
        return ("names no bucket", "put the bucket's name behind `:::`")
      }
      guard resource.place == .other, !resource.resource.contains("/"),
        !resource.resource.contains(":")
      else { return nil }
      return (
        "has a region or an account, and a bucket has none",
        "write `arn:\(resource.partition):s3:::\(resource.resource.prefix(80))`"
      )
    case "kms":
      let isKey = resource.resource == "*" || resource.resource.contains("/")
      return isKey && !resource.region.isEmpty && !resource.account.isEmpty
        ? nil : ("is no ARN of a key", "write `arn:aws:kms:REGION:ACCOUNT:key/ID`")
    case "sqs":
      return !resource.region.isEmpty && !resource.account.isEmpty && !resource.resource.isEmpty
        ? nil : ("is no ARN of a queue", "write `arn:aws:sqs:REGION:ACCOUNT:NAME`")
    default: return nil
    }
  }

  private static func form(for text: String) -> String {
    if text.hasPrefix("s3://") { return "write `arn:aws:s3:::\(text.dropFirst(5).prefix(80))`" }
    return "write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, or `*`"
  }
}
