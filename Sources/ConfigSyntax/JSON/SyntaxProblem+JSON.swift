package import Diagnostics

/// The findings of the reader of JSON.
extension SyntaxProblem {
  package static let jsonSyntax = DiagnosticID(
    "WB1028", "json-syntax", .error,
    Documentation(
      summary: "A cloud document in a `.json` file is not valid JSON.",
      explanation: """
        The cloud providers' commands read policies and CORS documents as JSON: keys and strings \
        in double quotes, no comma after the last element, no comments. Helm reads `.json` as \
        YAML, which allows all of these, so Helm values need not be JSON.
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
