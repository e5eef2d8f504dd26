package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy names an action that its service does not have.
package enum UnknownAction: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3232", "unknown-action", .warning,
    Documentation(
      summary: "S3, KMS or SQS does not have this action.",
      explanation: """
        In a role's policy a nonexistent action is accepted but has no effect; bucket and key \
        policies are rejected. API operations are not always actions: `s3:ListBucket` permits \
        ListObjectsV2, `s3:GetObject` permits HeadObject. A name that resembles a known one is an \
        error; any other unknown name is a warning, since services get new actions.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          ExamplePolicy.objects(#""s3:GetObjectTaging""#).replacing("Objects", with: "Tags"),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for statement in check.policy.statements {
      for action in statement.actions?.values ?? [] where !PolicyResource.isOpen(action.value) {
        guard let fault = fault(of: action.value, check.purpose) else { continue }
        let edit = fault.name.map { Edit.replace(action.span, with: "\"\($0)\"") }
        findings.add(
          "`\(value: action.value.prefix(60))` \(fault.message)", at: action.span, help: fault.help,
          fixes: document.layout.isJSON
            ? edit.map { [FixIt("write `\(fault.name ?? "")`", [$0], .unsafe)] } ?? [] : [],
          severity: fault.severity)
      }
    }
  }

  private struct Fault {
    let message: Message
    var help: Message?
    /// The action that was probably meant.
    var name: String?
    var severity = Severity.error
  }

  private static func fault(of action: String, _ purpose: PolicyPurpose) -> Fault? {
    let parts = action.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if action.allSatisfy({ $0 == "*" }), !action.isEmpty { return nil }
    guard parts.count == 2, !parts[0].isEmpty else {
      return Fault(message: "does not name a service", help: "write it like `s3:GetObject`")
    }
    if let own = purpose.service, parts[0].lowercased() != own {
      return Fault(
        message: "is not a valid action in \(purpose.noun)",
        help: "use actions that begin with `\(own):`")
    }
    guard let service = AmazonActions.service(parts[0]),
      service.names(matching: String(parts[1])).isEmpty
    else { return nil }
    let name =
      AmazonActions.operations[action.lowercased()]
      ?? NameSuggestion.nearest(to: String(parts[1]), among: service.names)
      .map { "\(service.prefix):\($0)" }
    guard let name else {
      return Fault(
        message: "is not a known \(service.noun) action", help: "check the spelling",
        severity: .warning)
    }
    return Fault(
      message: "does not exist in \(service.noun)", help: "did you mean `\(name)`?", name: name)
  }
}
