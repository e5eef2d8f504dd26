import CloudFacts
package import Diagnostics
package import Settings

/// An annotation that binds a service account to a cloud identity does not name one.
package enum MalformedCloudAnnotation: Rule {
  package static let id = DiagnosticID(
    "WB3055", "malformed-cloud-annotation", .warning,
    evidence: .read(
      by: .clouds, source: "EKS user guide, GKE and AKS documentation of workload identity"),
    Documentation(
      summary: "A service account's annotation is not a valid cloud identity.",
      explanation: """
        EKS expects the ARN of a role, GKE the email address of a Google service account, and \
        Azure the client ID of a managed identity, a UUID. With anything else the pods have no \
        identity, and the bucket refuses their requests.
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

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard !resolved.configuration.components.isEmpty else { return }
    for annotation in resolved.accountAnnotations {
      // An empty annotation binds nothing, and a template is filled in later.
      guard let text = annotation.text, !text.isEmpty, !text.holds("{{"),
        let form = missedForm(annotation.key, text)
      else { continue }
      findings.add(.malformed(annotation, form.noun), of: annotation, help: form.help)
    }
  }

  /// The form that the value of `key` should have; nil if it has that form, or needs none.
  private static func missedForm(_ key: String, _ text: String) -> (noun: String, help: Message)? {
    switch key {
    case CloudAnnotation.role where !CloudIdentity.isRole(text): ("the ARN of a role", .writeRole)
    case CloudAnnotation.googleAccount where !CloudIdentity.isGoogleAccount(text):
      ("a Google service account", .writeServiceAccount)
    case CloudAnnotation.azureClient where !CloudIdentity.isUUID(text):
      ("a client ID", .writeClientID)
    default: nil
    }
  }
}

extension Message {
  fileprivate static func malformed(_ annotation: Annotation, _ noun: String) -> Message {
    "`\(annotation.key)` in `\(annotation.spelling)` is not \(noun)"
  }

  fileprivate static let writeRole: Message = "write arn:aws:iam::ACCOUNT:role/NAME"

  fileprivate static let writeServiceAccount: Message =
    "write NAME@PROJECT.iam.gserviceaccount.com"

  fileprivate static let writeClientID: Message =
    "write the client ID of the managed identity, a UUID"
}
