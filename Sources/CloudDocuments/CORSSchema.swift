import ConfigSyntax
import Diagnostics

/// The fields of a rule, whatever a cloud calls them.
enum CORSField: CaseIterable { case origins, methods, headers, exposed, maxAge }

/// What one cloud calls the fields of a rule, and what it asks of them.
struct CORSSchema {
  let kind: DocumentKind
  let names: [CORSField: String]
  /// Fields that say nothing of who may do what.
  let labels: [String]
  let required: [CORSField]
  let methods: [String]
  let maximumRules: Int?
  /// Whether one text with commas may stand for a list, as `az storage cors list` prints them,
  /// and as the XML of the service has them.
  var takesText: Bool { names == Self.azureListing }

  /// `rule` tells which of the two ways to write Azure's names is used.
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

  /// The field that `key` names; headers and exposed headers are one to Google.
  func field(_ key: String) -> CORSField? {
    CORSField.allCases.first { names[$0] == key }
  }

  /// The field that `key` names in the documents of another cloud, or here but for its capitals.
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

  /// Google's `responseHeader` answers both questions.
  private static let google: [CORSField: String] = [
    .origins: "origin", .methods: "method", .headers: "responseHeader",
    .exposed: "responseHeader", .maxAge: "maxAgeSeconds",
  ]

  private static let azure: [CORSField: String] = [
    .origins: "allowedOrigins", .methods: "allowedMethods", .headers: "allowedHeaders",
    .exposed: "exposedHeaders", .maxAge: "maxAgeInSeconds",
  ]

  /// As `az storage cors add` takes them.
  private static let azureOptions: [CORSField: String] = [
    .origins: "--origins", .methods: "--methods", .headers: "--allowed-headers",
    .exposed: "--exposed-headers", .maxAge: "--max-age",
  ]

  /// As `az storage cors list` prints them.
  private static let azureListing: [CORSField: String] = [
    .origins: "AllowedOrigins", .methods: "AllowedMethods", .headers: "AllowedHeaders",
    .exposed: "ExposedHeaders", .maxAge: "MaxAgeInSeconds",
  ]

  /// What documentation and Terraform call them.
  private static let others: [CORSField: String] = [
    .origins: "origins", .methods: "methods", .headers: "requestHeader",
    .exposed: "exposeHeaders", .maxAge: "max_age_seconds",
  ]
}
