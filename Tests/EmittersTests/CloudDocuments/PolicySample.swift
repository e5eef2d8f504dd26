import TestSupport

/// Short words for the policies and callers of these tests.
enum PolicySample {
  static let role: PolicyPrincipal = .role(
    "arn:aws:iam::111122223333:role/app/wandb", session: "s1")
  static let bucketObject = "arn:aws:s3:::files/runs/1"
  static let allS3 = #""Action": "s3:*", "Resource": "*""#

  static func policy(_ statements: String...) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
  }

  static func allow(_ elements: String) -> String { #"{"Effect": "Allow", \#(elements)}"# }
  static func deny(_ elements: String) -> String { #"{"Effect": "Deny", \#(elements)}"# }
}
