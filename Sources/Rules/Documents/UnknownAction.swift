package import CloudDocuments
package import Diagnostics
package import Settings

/// A policy names an action that its service does not have.
package enum UnknownAction: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3232", "unknown-action", .warning,
    Documentation(
      summary: "S3, KMS or SQS has no such action.",
      explanation: """
        A role's policy takes any action and allows nothing by one that does not exist; buckets \
        and keys refuse it. Operations of the interface are not all actions: `s3:ListBucket` \
        permits ListObjectsV2, `s3:GetObject` HeadObject. A name that resembles a known one is \
        an error; one that resembles nothing is a warning, since services get new actions.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          ExamplePolicy.objects(#""s3:GetObjectTaging""#).replacing("Objects", with: "Tags"),
        ]),
      passing: ExamplePolicy.document("iam", [ExamplePolicy.onBucket, ExamplePolicy.onObjects])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved) else { return }
    for statement in check.policy.statements {
      for action in statement.actions?.values ?? [] where !PolicyResource.isOpen(action.value) {
        guard let fault = fault(of: action.value, check.purpose) else { continue }
        let edit = fault.name.map { Edit.replace(action.span, with: "\"\($0)\"") }
        report.report(
          "`\(action.value.prefix(60))` \(fault.message)", at: action.span, help: fault.help,
          fixes: document.layout.isJSON
            ? edit.map { [FixIt("write `\(fault.name ?? "")`", [$0], .unsafe)] } ?? [] : [],
          severity: fault.severity)
      }
    }
  }

  private struct Fault {
    let message: String
    var help: String?
    /// The action that is probably meant.
    var name: String?
    var severity = Severity.error
  }

  private static func fault(of action: String, _ purpose: PolicyPurpose) -> Fault? {
    let parts = action.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if action.allSatisfy({ $0 == "*" }), !action.isEmpty { return nil }
    guard parts.count == 2, !parts[0].isEmpty else {
      return Fault(message: "names no service", help: "write it as `s3:GetObject`")
    }
    if let own = purpose.service, parts[0].lowercased() != own {
      return Fault(
        message: "is no action of \(purpose.noun)", help: "its actions begin with `\(own):`")
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
        message: "is no action of \(service.noun) that is known", help: "look for its spelling",
        severity: .warning)
    }
    return Fault(
      message: "is no action of \(service.noun)", help: "did you mean `\(name)`?", name: name)
  }
}
