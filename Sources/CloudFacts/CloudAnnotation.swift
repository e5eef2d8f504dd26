/// The annotations that bind a service account to a cloud identity.
package enum CloudAnnotation {
  /// The ARN of an AWS role.
  package static let role = key("aws-role")
  /// The e-mail address of a Google service account.
  package static let googleAccount = key("google-account")
  /// The client ID of a managed identity on Azure.
  package static let azureClient = key("azure-client")

  private static func key(_ id: String) -> String {
    for line in FactsText.names.lines {
      if case .annotation(id, let key)? = NameRow(line) { return key }
    }
    preconditionFailure("cloud-names.txt has no annotation \(id)")
  }
}
