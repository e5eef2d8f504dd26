/// The annotations that bind a service account to a cloud identity.
package enum CloudAnnotation {
  /// The ARN of an AWS role.
  package static let role = "eks.amazonaws.com/role-arn"
  /// The e-mail address of a Google service account.
  package static let googleAccount = "iam.gke.io/gcp-service-account"
}
