/// The annotations that bind a service account to a cloud identity.
package enum CloudAnnotation {
  /// The ARN of an AWS role.
  package static let role = key("aws-role")
  /// The e-mail address of a Google service account.
  package static let googleAccount = key("google-account")
  /// The client ID of a managed identity on Azure.
  package static let azureClient = key("azure-client")

  private static func key(_ id: String) -> String {
    var key = ""
    FactsText.names.forEachLine { line in
      guard line.has("annotation", at: 0), line.has(id, at: 1) else { return .next }
      key = line[2]
      return .stop
    }
    precondition(!key.isEmpty, "cloud-names.txt has every annotation that is used")
    return key
  }
}
