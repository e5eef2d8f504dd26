/// A field of a CORS rule, independent of the name that a cloud uses.
package enum CORSField: CaseIterable, Sendable { case origins, methods, headers, exposed, maxAge }

/// One form of CORS documents: what its fields are called, and what the service accepts.
///
/// Documents are checked and written by the same names. Sources: S3 API reference,
/// `PutBucketCors`; Cloud Storage documentation, "Cross-origin resource sharing (CORS)"; Azure REST
/// API, `Set Blob Service Properties`; `az storage cors add --help`.
package struct CORSFormat: Sendable, Equatable {
  private let names: [CORSField: String]
  /// Keys that do not affect what is allowed.
  package let labels: [String]
  /// What every rule must have.
  package let required: [CORSField]
  /// The methods that a rule may name.
  package let methods: [String]
  /// The maximum number of rules; nil if the service documents none.
  package let maximumRules: Int?

  /// The name of a field.
  package func name(_ field: CORSField) -> String { names[field] ?? "" }

  /// The field that `key` names; where two fields share a name, the first.
  package func field(_ key: String) -> CORSField? {
    CORSField.allCases.first { names[$0] == key }
  }

  /// The field that `key` names here in another letter case, or in a document of any cloud.
  package func misnamedField(_ key: String) -> CORSField? {
    let small = key.lowercased()
    if let field = CORSField.allCases.first(where: { names[$0]?.lowercased() == small }) {
      return field
    }
    let forms = [Self.s3, .s3XML, .azureListing, .azure, .google].map(\.names) + [Self.otherNames]
    for names in forms {
      if let field = CORSField.allCases.first(where: { names[$0] == key }) { return field }
    }
    return nil
  }

  /// Whether one list is for the headers that a request may send and for those that a page may read.
  package var sharesHeaders: Bool { names[.headers] == names[.exposed] }

  // MARK: Forms

  /// JSON for the S3 API and the console.
  package static let s3 = amazon([
    .origins: "AllowedOrigins", .methods: "AllowedMethods", .headers: "AllowedHeaders",
    .exposed: "ExposeHeaders", .maxAge: "MaxAgeSeconds",
  ])

  /// The elements of S3's XML.
  package static let s3XML = amazon([
    .origins: "AllowedOrigin", .methods: "AllowedMethod", .headers: "AllowedHeader",
    .exposed: "ExposeHeader", .maxAge: "MaxAgeSeconds",
  ])

  private static func amazon(_ names: [CORSField: String]) -> CORSFormat {
    CORSFormat(
      names: names, labels: ["ID"], required: [.origins, .methods],
      methods: ["GET", "HEAD", "PUT", "POST", "DELETE"], maximumRules: 100)
  }

  /// The JSON of Cloud Storage.
  package static let google = CORSFormat(
    names: [
      .origins: "origin", .methods: "method", .headers: "responseHeader",
      .exposed: "responseHeader", .maxAge: "maxAgeSeconds",
    ], labels: [], required: [.origins, .methods],
    methods: [
      "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "*",
    ], maximumRules: nil)

  /// Properties of a storage account, as Resource Manager has them.
  package static let azure = azure(
    [
      .origins: "allowedOrigins", .methods: "allowedMethods", .headers: "allowedHeaders",
      .exposed: "exposedHeaders", .maxAge: "maxAgeInSeconds",
    ], required: CORSField.allCases)

  /// Options of `az storage cors add`.
  package static let azureCommand = azure(
    [
      .origins: "--origins", .methods: "--methods", .headers: "--allowed-headers",
      .exposed: "--exposed-headers", .maxAge: "--max-age",
    ], required: [.origins, .methods])

  /// What `az storage cors list` prints, and the elements of the service's XML.
  package static let azureListing = azure(
    [
      .origins: "AllowedOrigins", .methods: "AllowedMethods", .headers: "AllowedHeaders",
      .exposed: "ExposedHeaders", .maxAge: "MaxAgeInSeconds",
    ], required: CORSField.allCases)

  private static func azure(
    _ names: [CORSField: String], required: [CORSField]
  ) -> CORSFormat {
    CORSFormat(
      names: names, labels: ["Service", "Rule", "service"], required: required,
      methods: ["GET", "HEAD", "PUT", "POST", "DELETE", "MERGE", "OPTIONS", "PATCH"],
      maximumRules: 5)
  }

  /// As documentation and Terraform name them.
  private static let otherNames: [CORSField: String] = [
    .origins: "origins", .methods: "methods", .headers: "requestHeader",
    .exposed: "exposeHeaders", .maxAge: "max_age_seconds",
  ]
}

/// What pages of W&B need of a bucket's CORS rules.
///
/// Source: W&B documentation, "Object storage" and "Bring your own bucket"; module
/// terraform-aws-wandb, `secure_storage_connector`.
package enum BrowserNeeds {
  /// To load a file, to look up its size, and to upload one.
  package static let methods = ["GET", "HEAD", "PUT"]
  /// The header of an uploaded part that completes a multipart upload.
  package static let exposedHeader = "ETag"
  /// A header that a page sends with an upload.
  package static let sentHeader = "Content-Type"
  /// How long browsers may remember the rules, in seconds.
  package static let maxAge = 3600
}
