package import Diagnostics

/// The findings of the reader of JSON.
extension SyntaxProblem {
  package static let jsonSyntax = DiagnosticID(
    "WB1028", "json-syntax", .error,
    Documentation(
      summary: "A document of a cloud is in a file `.json` and is no JSON.",
      explanation: """
        The clouds' commands read policies and CORS documents as JSON: keys and texts in double \
        quotes, no comma behind the last element, no comments. Helm reads `.json` as YAML, which \
        takes all of these; its values are not held to JSON.
        """,
      failing: .document(
        "policy.json",
        #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"},]}"#
          + "\n"),
      passing: .document(
        "policy.json",
        #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"}]}"#
          + "\n")))
}
