package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// A policy names an action that its service does not have.
package enum UnknownAction: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3232", "unknown-action", .error,
    evidence: .read(
      by: .aws,
      source: """
        IAM Access Analyzer policy checks, error "Invalid action"; service authorization \
        reference
        """),
    Documentation(
      summary: "S3, KMS or SQS does not have this action.",
      explanation: """
        In a role's policy a nonexistent action is accepted but has no effect; bucket and key \
        policies are rejected. API operations are not always actions: `s3:ListBucket` permits \
        ListObjectsV2, `s3:GetObject` permits HeadObject. A name that resembles no known one is \
        WB3285, since services get new actions.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          ExamplePolicy.objects(#""s3:GetObjectTaging""#).replacing("Objects", with: "Tags"),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static let otherIDs = [unfamiliar]

  private static let unfamiliar = DiagnosticID(
    "WB3285", "unfamiliar-action", .warning,
    evidence: .read(
      by: .aws, source: "Service authorization reference, Amazon S3, AWS KMS and Amazon SQS"),
    Documentation(
      summary: "S3, KMS or SQS is not known to have this action.",
      explanation: """
        The name resembles none of the actions that were known when this program was built. It \
        may be newer than that, or mistyped.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          ExamplePolicy.objects(#""s3:Frobnicate""#).replacing("Objects", with: "More"),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for statement in check.policy.statements {
      for action in statement.actions?.values ?? [] where !PolicyResource.isOpen(action.value) {
        guard let fault = fault(of: action.value, check.purpose) else { continue }
        let layout = document.layout
        let fixes = fault.name.map { layout.fixes(quoting: $0, at: action.span, .write($0)) }
        findings.add(
          .action(action, fault.message), at: action.span, help: fault.help, fixes: fixes ?? [],
          code: fault.code)
      }
    }
  }

  private struct Fault {
    /// A clause whose subject is the action.
    let message: Message
    let help: Message
    /// The action that was probably meant.
    var name: String?
    /// One of `otherIDs`, unless the action is certain not to exist.
    var code: DiagnosticID?
  }

  private static func fault(of action: String, _ purpose: PolicyPurpose) -> Fault? {
    let parts = action.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if action.allSatisfy({ $0 == "*" }), !action.isEmpty { return nil }
    guard parts.count == 2, !parts[0].isEmpty else {
      return Fault(message: .noService, help: .nameService)
    }
    if let own = purpose.service, parts[0].lowercased() != own {
      return Fault(message: .anotherService(in: purpose), help: .useActions(of: own))
    }
    guard let service = AmazonService.named(parts[0]),
      service.names(matching: String(parts[1])).isEmpty
    else { return nil }
    let name =
      service.action(permitting: String(parts[1]))
      ?? service.suggestion(for: String(parts[1]))
      .map { "\(service.prefix):\($0)" }
    guard let name else {
      return Fault(message: .unknown(in: service), help: .checkSpelling, code: unfamiliar)
    }
    return Fault(message: .doesNotExist(in: service), help: .didYouMean(name), name: name)
  }
}

extension Message {
  fileprivate static func action(_ action: Located, _ clause: Message) -> Message {
    "`\(value: action.value.prefix(60))` \(clause)"
  }

  fileprivate static let noService: Message = "does not name a service"

  fileprivate static let nameService: Message = "write it like `s3:GetObject`"

  fileprivate static func anotherService(in purpose: PolicyPurpose) -> Message {
    "is not a valid action in \(purpose.noun)"
  }

  fileprivate static func useActions(of service: String) -> Message {
    "use actions that begin with `\(service):`"
  }

  fileprivate static func unknown(in service: AmazonService) -> Message {
    "is not a known \(service.noun) action"
  }

  fileprivate static let checkSpelling: Message = "check the spelling"

  fileprivate static func doesNotExist(in service: AmazonService) -> Message {
    "does not exist in \(service.noun)"
  }
}
