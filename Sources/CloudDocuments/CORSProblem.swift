package import Diagnostics

/// The findings of reading a CORS document.
package enum CORSProblem {
  package static let all = [unknownField, wrongType, missingField, ruleCount, unknownMethod]

  package static let unknownField = DiagnosticID(
    "WB3201", "unknown-cors-field", .error,
    Documentation(
      summary: "A CORS document has a field that its cloud does not know.",
      explanation: """
        The cloud refuses the document, or drops the field in silence, and browsers get another \
        answer than the file promises. S3 has `ID`, `AllowedOrigins`, `AllowedMethods`, \
        `AllowedHeaders`, `ExposeHeaders` and `MaxAgeSeconds` (in XML without the plural), Google \
        `origin`, `method`, `responseHeader` and `maxAgeSeconds`, Azure `allowedOrigins`, \
        `allowedMethods`, `allowedHeaders`, `exposedHeaders` and `maxAgeInSeconds`.
        """,
      failing: google("\"credentials\": true, \"origin\": [\"*\"]"),
      passing: google("\"origin\": [\"*\"]")))

  package static let wrongType = DiagnosticID(
    "WB3202", "wrong-type-in-cors", .error,
    Documentation(
      summary: "A field of a CORS document is of another type than its cloud reads.",
      explanation: """
        Origins, methods and headers are lists of text, even if there is one of them; the age is one \
        whole number of seconds. An `ID` has 255 characters at most.
        """,
      failing: google("\"origin\": \"*\""), passing: google("\"origin\": [\"*\"]")))

  package static let missingField = DiagnosticID(
    "WB3203", "missing-cors-field", .error,
    Documentation(
      summary: "A CORS rule lacks a field without which it lets nobody in.",
      explanation: """
        S3 and Azure refuse a rule without origins or methods (Azure one without headers and age \
        too); Google takes it, and it is for no page at all.
        """,
      failing: .document(
        "cors.json", "[{\"origin\": [\"*\"], \"responseHeader\": [\"*\"]}]\n"),
      passing: google("\"origin\": [\"*\"]")))

  package static let ruleCount = DiagnosticID(
    "WB3204", "cors-rule-count", .error,
    Documentation(
      summary: "A CORS document has no rule, or more than its cloud takes.",
      explanation: """
        S3 takes 100 rules, Azure five for each service. A document without a rule takes every \
        permission back.
        """,
      failing: .document("cors.json", "{\"CORSRules\": []}\n"),
      passing: .document(
        "cors.json",
        """
        {"CORSRules": [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD", "PUT"],
          "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]}

        """)))

  package static let unknownMethod = DiagnosticID(
    "WB3205", "unknown-cors-method", .error,
    Documentation(
      summary: "A CORS document allows a method that its cloud does not know.",
      explanation: """
        S3 knows GET, HEAD, PUT, POST and DELETE, in capitals, and refuses the document otherwise. \
        It answers OPTIONS itself. Azure knows MERGE, PATCH and OPTIONS as well; Google takes every \
        method of HTTP, and `*` for all.
        """,
      failing: amazon("\"GET\", \"HEAD\", \"PUT\", \"OPTIONS\""),
      passing: amazon("\"GET\", \"HEAD\", \"PUT\"")))

  private static func google(_ fields: String) -> Example {
    .document(
      "cors.json",
      """
      [{\(fields), "method": ["GET", "HEAD", "PUT"],
        "responseHeader": ["Content-Type", "ETag"], "maxAgeSeconds": 3600}]

      """)
  }

  private static func amazon(_ methods: String) -> Example {
    .document(
      "cors.json",
      """
      [{"AllowedOrigins": ["*"], "AllowedMethods": [\(methods)],
        "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]

      """)
  }
}
