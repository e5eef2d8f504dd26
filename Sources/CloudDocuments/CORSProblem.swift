package import Diagnostics

/// The findings of reading a CORS document.
package enum CORSProblem {
  package static let all = [unknownField, wrongType, missingField, ruleCount, unknownMethod]

  package static let unknownField = DiagnosticID(
    "WB3201", "unknown-cors-field", .error,
    evidence: .read(
      by: .clouds,
      source: """
        Amazon S3 API, `PutBucketCors`; Cloud Storage JSON API, buckets; Azure Blob service, \
        CORS rules
        """),
    Documentation(
      summary: "A CORS document has a field that its cloud does not support.",
      explanation: """
        The cloud rejects the document, or silently drops the field, so browsers get a different \
        answer than the file suggests. S3 has `ID`, `AllowedOrigins`, `AllowedMethods`, \
        `AllowedHeaders`, `ExposeHeaders` and `MaxAgeSeconds` (in XML without the plural), Google \
        `origin`, `method`, `responseHeader` and `maxAgeSeconds`, Azure `allowedOrigins`, \
        `allowedMethods`, `allowedHeaders`, `exposedHeaders` and `maxAgeInSeconds`.
        """,
      failing: google("\"credentials\": true, \"origin\": [\"*\"]"),
      passing: google("\"origin\": [\"*\"]")))

  package static let wrongType = DiagnosticID(
    "WB3202", "wrong-type-in-cors", .error,
    evidence: .read(
      by: .clouds,
      source: """
        Amazon S3 API, `PutBucketCors`; Cloud Storage JSON API, buckets; Azure Blob service, \
        CORS rules
        """),
    Documentation(
      summary: "A field of a CORS document does not have the type that its cloud expects.",
      explanation: """
        Origins, methods and headers are lists of strings, even with a single element; the age is \
        a whole number of seconds. An `ID` has at most 255 characters.
        """,
      failing: google("\"origin\": \"*\""), passing: google("\"origin\": [\"*\"]")))

  package static let missingField = DiagnosticID(
    "WB3203", "missing-cors-field", .error,
    evidence: .read(
      by: .browsers,
      source: """
        Amazon S3 API, `PutBucketCors`; Azure Blob service, CORS rules; Fetch standard, CORS \
        check
        """),
    Documentation(
      summary: "A CORS rule lacks a field without which it matches no request.",
      explanation: """
        S3 and Azure reject a rule without origins or methods (Azure also one without headers or \
        age); Google Cloud accepts it, but it matches no request.
        """,
      failing: .document(
        "cors.json", "[{\"origin\": [\"*\"], \"responseHeader\": [\"*\"]}]\n"),
      passing: google("\"origin\": [\"*\"]")))

  package static let ruleCount = DiagnosticID(
    "WB3204", "cors-rule-count", .error,
    evidence: .read(
      by: .clouds, source: "Amazon S3 user guide, \"Using CORS\"; Azure Blob service, CORS rules"),
    Documentation(
      summary: "A CORS document has no rules, or more than its cloud allows.",
      explanation: """
        S3 allows 100 rules, Azure five for each service. A document without rules revokes every \
        permission.
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
    evidence: .read(
      by: .clouds, source: "Amazon S3 API, `CORSRule`; Azure Blob service, CORS rules"),
    Documentation(
      summary: "A CORS document lists a method that its cloud does not support.",
      explanation: """
        S3 supports GET, HEAD, PUT, POST and DELETE, in upper case, and rejects a document with \
        any other. It answers OPTIONS itself. Azure also supports MERGE, PATCH and OPTIONS; Google \
        Cloud accepts every HTTP method, and `*` for all of them.
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
