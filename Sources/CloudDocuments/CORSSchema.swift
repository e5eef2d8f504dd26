import ConfigSyntax
import Diagnostics

/// A field of a rule, independent of the name that a cloud uses.
enum CORSField: CaseIterable { case origins, methods, headers, exposed, maxAge }

/// One cloud's names for the fields of a rule, and its requirements.
struct CORSSchema {
  let kind: DocumentKind
  let names: [CORSField: String]
  /// Keys that do not affect what is allowed.
  let labels: [String]
  let required: [CORSField]
  let methods: [String]
  let maximumRules: Int?
  /// Whether a list may be one comma-separated text, as `az storage cors list` prints it and as the
  /// service's XML has it.
  var takesText: Bool { names == Self.azureListing }

  /// The first rule, `rule`, shows which of the two spellings of Azure's names is used.
  init(_ kind: DocumentKind, _ form: CORSDocument.Form, _ rule: ConfigNode?) {
    self.kind = kind
    switch kind {
    case .gcsCORS:
      names = Self.google
      (labels, required) = ([], [.origins, .methods])
      methods = [
        "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "*",
      ]
      maximumRules = nil
    case .azureCORS:
      let first = rule?.entries?.first?.key.value.first
      let properties = first?.isUppercase == true ? Self.azureListing : Self.azure
      names = form == .command ? Self.azureOptions : properties
      labels = ["Service", "Rule", "service"]
      required = form == .command ? [.origins, .methods] : CORSField.allCases
      methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "MERGE", "OPTIONS", "PATCH"]
      maximumRules = 5
    default:
      names = form == .xml ? Self.amazonElements : Self.amazon
      (labels, required) = (["ID"], [.origins, .methods])
      methods = ["GET", "HEAD", "PUT", "POST", "DELETE"]
      maximumRules = 100
    }
  }

  func name(_ field: CORSField) -> String { names[field] ?? "" }

  /// The field that `key` names; to Google Cloud, headers and exposed headers are the same field.
  func field(_ key: String) -> CORSField? {
    CORSField.allCases.first { names[$0] == key }
  }

  /// The field that `key` names in another cloud's documents, or in this cloud's with other case.
  func misnamedField(_ key: String) -> CORSField? {
    let small = key.lowercased()
    if let field = CORSField.allCases.first(where: { names[$0]?.lowercased() == small }) {
      return field
    }
    for names in [
      Self.amazon, Self.amazonElements, Self.azureListing, Self.azure, Self.google, Self.others,
    ] {
      if let field = CORSField.allCases.first(where: { names[$0] == key }) { return field }
    }
    return nil
  }

  private static let amazon: [CORSField: String] = [
    .origins: "AllowedOrigins", .methods: "AllowedMethods", .headers: "AllowedHeaders",
    .exposed: "ExposeHeaders", .maxAge: "MaxAgeSeconds",
  ]

  private static let amazonElements: [CORSField: String] = [
    .origins: "AllowedOrigin", .methods: "AllowedMethod", .headers: "AllowedHeader",
    .exposed: "ExposeHeader", .maxAge: "MaxAgeSeconds",
  ]

  /// `responseHeader` is both the allowed and the exposed headers.
  private static let google: [CORSField: String] = [
    .origins: "origin", .methods: "method", .headers: "responseHeader",
    .exposed: "responseHeader", .maxAge: "maxAgeSeconds",
  ]

  private static let azure: [CORSField: String] = [
    .origins: "allowedOrigins", .methods: "allowedMethods", .headers: "allowedHeaders",
    .exposed: "exposedHeaders", .maxAge: "maxAgeInSeconds",
  ]

  /// As `az storage cors add` accepts them.
  private static let azureOptions: [CORSField: String] = [
    .origins: "--origins", .methods: "--methods", .headers: "--allowed-headers",
    .exposed: "--exposed-headers", .maxAge: "--max-age",
  ]

  /// As `az storage cors list` prints them.
  private static let azureListing: [CORSField: String] = [
    .origins: "AllowedOrigins", .methods: "AllowedMethods", .headers: "AllowedHeaders",
    .exposed: "ExposedHeaders", .maxAge: "MaxAgeInSeconds",
  ]

  /// As documentation and Terraform name them.
  private static let others: [CORSField: String] = [
    .origins: "origins", .methods: "methods", .headers: "requestHeader",
    .exposed: "exposeHeaders", .maxAge: "max_age_seconds",
  ]
}
