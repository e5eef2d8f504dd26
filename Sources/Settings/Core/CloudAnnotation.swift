/// The annotations that tie a service account to an identity of a cloud.
package enum CloudAnnotation {
  /// The ARN of a role of AWS.
  package static let role = "eks.amazonaws.com/role-arn"
  /// The address of a service account of Google's.
  package static let googleAccount = "iam.gke.io/gcp-service-account"
}
