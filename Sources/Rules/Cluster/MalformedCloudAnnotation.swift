package import Diagnostics
package import Settings

/// An annotation that ties a service account to a cloud's identity names none.
package enum MalformedCloudAnnotation: Rule {
  package static let id = DiagnosticID(
    "WB3055", "malformed-cloud-annotation", .warning,
    Documentation(
      summary: "A service account's annotation has not the form of a cloud's identity.",
      explanation: """
        EKS takes the ARN of a role, GKE the mail address of a Google service account, Azure the \
        client ID of a managed identity, a UUID. With anything else the pods get no identity, and \
        the bucket refuses them.
        """,
      failing: .yaml(
        """
        app:
          serviceAccount:
            annotations:
              eks.amazonaws.com/role-arn: wandb-role

        """),
      passing: .yaml(
        """
        app:
          serviceAccount:
            annotations:
              eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/wandb

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    guard !resolved.configuration.components.isEmpty else { return }
    for annotation in resolved.accountAnnotations {
      // An empty one ties to nothing, and a template is filled in later.
      guard let text = annotation.text, !text.isEmpty, !text.contains("{{"),
        let form = missedForm(annotation.key, text)
      else { continue }
      report.report(
        "`\(annotation.key)` of `\(annotation.spelling)` is no \(form.noun)", of: annotation,
        help: "write \(form.help)")
    }
  }

  /// The form that the value of `key` should have; nil when it has it, or there is none.
  private static func missedForm(_ key: String, _ text: String) -> (noun: String, help: String)? {
    switch key {
    case CloudAnnotation.role where !CloudIdentity.isRole(text):
      ("ARN of a role", "arn:aws:iam::ACCOUNT:role/NAME")
    case CloudAnnotation.googleAccount where !CloudIdentity.isGoogleAccount(text):
      ("Google service account", "NAME@PROJECT.iam.gserviceaccount.com")
    case "azure.workload.identity/client-id" where !CloudIdentity.isUUID(text):
      ("client ID", "the client ID of the managed identity, a UUID")
    default: nil
    }
  }
}
