import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport
import Testing

/// The shapes of CORS documents.
@Suite struct CORSDocumentTests {
  static let fields = """
    "AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD", "PUT"], "AllowedHeaders": ["*"]
    """
  static let google = """
    "origin": ["*"], "method": ["GET", "HEAD", "PUT"], "responseHeader": ["*"]
    """
  static let azure = """
    "allowedOrigins": ["*"], "allowedMethods": ["GET", "HEAD", "PUT"], "allowedHeaders": ["*"], \
    "exposedHeaders": ["*"], "maxAgeInSeconds": 3600
    """

  @Test(arguments: [
    ("[{\(fields), \"ExposeHeaders\": [\"ETag\"]}]", DocumentKind.s3CORS),
    ("{\"CORSRules\": [{\(fields), \"ExposeHeaders\": [\"ETag\"], \"ID\": \"a\"}]}", .s3CORS),
    ("[{\(google)}]", .gcsCORS), ("[{\(azure)}]", .azureCORS),
    ("{\"corsRules\": [{\(azure)}]}", .azureCORS),
    ("{\"cors\": {\"corsRules\": [{\(azure)}]}}", .azureCORS),
    ("{\"properties\": {\"cors\": {\"corsRules\": [{\(azure)}]}}}", .azureCORS),
    (
      """
      [{"AllowedOrigins": "*", "AllowedMethods": "GET,HEAD, PUT", "AllowedHeaders": "*",
        "ExposedHeaders": "*", "MaxAgeInSeconds": 3600, "Service": "blob", "Rule": 1}]
      """, .azureCORS
    ),
  ])
  func everyFormIsRead(_ text: String, _ kind: DocumentKind) throws {
    let sample = CORSSample(text, host: CORSSample.host)
    #expect(sample.spots == [])
    let document = try #require(sample.compilation.cloudDocuments.first)
    let rule = try #require(document.cors?.rules.first)
    #expect(document.kind == kind)
    #expect(rule.methods.texts == ["GET", "HEAD", "PUT"])
    #expect(rule.origins.texts == ["*"])
  }

  @Test func theCommandLineTakesTheRulesWithoutTheirConfiguration() {
    let rules = "{\"CORSRules\": [{\(Self.fields), \"ExposeHeaders\": [\"ETag\"]}]}"
    let sample = CORSSample("{\"CORSConfiguration\": \(rules)}", host: CORSSample.host)
    #expect(sample.spots == ["WB3214 \"CORSConfiguration\""])
  }

  @Test(arguments: [
    ("[{\(fields), \"ExposeHeaders\": [\"ETag\"]}]", "provider: gcs, name: files", ["WB3215"]),
    ("[{\(google)}]", "provider: s3, name: files", ["WB3215"]),
    ("[{\(google)}]", "provider: az, name: acct, path: files", ["WB3215"]),
    ("[{\(azure)}]", "provider: az, name: acct, path: files", []),
    (
      "[{\(google)}]",
      "provider: s3, name: storage.googleapis.com, path: 'files?tls=true&region=auto'", []
    ),
  ])
  func rulesOfAnotherCloudAreTold(_ text: String, _ bucket: String, _ codes: [String]) {
    let values = "global: {host: 'https://wandb.example.com', bucket: {\(bucket)}}\n"
    let inputs = [Check.input("cors.json", text), Check.input("values.yaml", values)]
    #expect(Check.codes(Compiler.compile(inputs, Check.options)) == codes)
  }

  /// The form that target `azure-cors` writes.
  @Test func commandsOfAzureAreRead() {
    let text = """
      #!/bin/sh
      az storage cors add --services b --account-key c2VjcmV0 \\
        --origins 'https://wandb.example.com' --methods GET PUT \\
        --allowed-headers '*' --exposed-headers "*" --max-age 3600

      """
    let sample = CORSSample(text, name: "cors.sh", host: CORSSample.host)
    #expect(sample.spots == ["WB3208 --methods"])
    #expect(sample.mended.contains("--methods GET PUT HEAD \\\n"), "\(sample.mended)")
    #expect(sample.codesOfMended(host: CORSSample.host) == [])
    let secret = sample.compilation.masks.map(sample.compilation.sources.text)
    #expect(secret.contains { $0.contains("c2VjcmV0") })
  }

  @Test(arguments: [
    "global: {host: 'https://w.example.com'}\n", "cors: {enabled: true}\n", "cors: []\n",
    "properties: {a: b}\n", "corsRules: {a: b}\n", "cors: [{name: a}]\n", "[{name: a}]\n",
    "{\"resource\": {\"aws_s3_bucket_cors_configuration\": {\"a\": {\"cors_rule\": []}}}}\n",
    "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: w}\nspec: {}\n",
    "text\n", "",
  ])
  func whatIsNoDocumentIsNotTakenForOne(_ text: String) {
    #expect(CORSSample(text).compilation.cloudDocuments.isEmpty)
  }

  @Test(arguments: [
    ("{\(google), \"credentials\": true}", "WB3201 \"credentials\""),
    ("{\(google), \"orgin\": [\"a\"]}", "WB3201 \"orgin\""),
    ("{\(google), \"maxAgeSeconds\": \"3600\"}", "WB3202 \"3600\""),
    ("{\(google), \"maxAgeSeconds\": -1}", "WB3202 -1"),
    ("{\(google), \"maxAgeSeconds\": 1.5}", "WB3202 1.5"), ("7", "WB3202 7"),
    ("{\"origin\": [\"*\"], \"responseHeader\": [\"*\"]}", "WB3203 {"),
    ("{\"method\": [\"GET\", \"PUT\", \"HEAD\"], \"responseHeader\": [\"*\"]}", "WB3203 {"),
    (
      "{\"origin\": [1], \"method\": [\"GET\", \"PUT\", \"HEAD\"], \"responseHeader\": [\"*\"]}",
      "WB3202 1"
    ),
  ])
  func shapesAreChecked(_ rule: String, _ spot: String) {
    #expect(CORSSample("[\(rule), {\(Self.google)}]", host: CORSSample.host).spots == [spot])
  }

  @Test func everythingThatAzureAsksForIsMissed() {
    let sample = CORSSample("[{\"allowedOrigins\": [\"*\"]}]")
    #expect(sample.codes == Array(repeating: "WB3203", count: 4))
  }

  @Test(arguments: [(5, "{\(azure)}", []), (6, "{\(azure)}", ["WB3204"])])
  func azureTakesFiveRules(_ count: Int, _ rule: String, _ codes: [String]) {
    let rules = Array(repeating: rule, count: count).joined(separator: ",")
    #expect(CORSSample("[\(rules)]").codes == codes)
  }

  @Test(arguments: [(100, [String]()), (101, ["WB3204"])])
  func amazonTakesAHundredRules(_ count: Int, _ codes: [String]) {
    let rule = "{\(Self.fields), \"ExposeHeaders\": [\"ETag\"]}"
    let rules = Array(repeating: rule, count: count).joined(separator: ",\n")
    #expect(CORSSample("[\(rules)]").codes == codes)
  }

  @Test(arguments: [
    ("\"get\", \"HEAD\", \"PUT\"", "write `GET`"), ("\"GET\", \"HEAD\", \"put\"", "write `PUT`"),
  ])
  func methodsInSmallLettersAreMended(_ methods: String, _ summary: String) {
    let sample = CORSSample.s3(methods: methods)
    #expect(sample.codes == ["WB3205"])
    #expect(sample.findings.first?.fixes.first?.summary == summary)
    #expect(sample.codesOfMended(host: CORSSample.host) == [])
  }

  @Test func aBareValueIsPutIntoBrackets() {
    let text = "[{\"origin\": \"*\", \"method\": [\"GET\", \"HEAD\", \"PUT\"], "
    let sample = CORSSample(text + "\"responseHeader\": [\"*\"]}]")
    #expect(sample.codes == ["WB3202"])
    #expect(sample.codesOfMended() == [])
  }

  @Test func placeholdersAreToldOnce() {
    let sample = CORSSample.s3(origins: "\"https://<HOST>\"", methods: "\"GET\", \"PUT\"")
    #expect(sample.spots == ["WB2008 \"https://<HOST>\"", "WB3208 \"AllowedMethods\""])
  }

  /// What is broken may hold what seems to be missing.
  @Test func damageIsNotTakenForAbsence() {
    let sample = CORSSample(
      "- origin: ['*']\n  method: [GET\n  maxAgeSeconds: 3600\n", name: "cors.yaml",
      host: CORSSample.host)
    #expect(sample.codes.allSatisfy { $0.hasPrefix("WB1") || $0 == "WB3214" })
    #expect(sample.codes.contains { $0.hasPrefix("WB1") })
  }

  @Test(arguments: [
    "[{\"AllowedOrigins\": 1, \"AllowedMethods\": {\"a\": {}}, \"AllowedHeaders\": null}]",
    "[{\"origin\": [[[]]], \"method\": [null], \"maxAgeSeconds\": {}}, [], null]",
    "{\"CORSRules\": {\"a\": 1}, \"CORSConfiguration\": []}", "{\"CORSConfiguration\": 1}",
    "cors:\n- origin\n- method: a\n- \n",
    "[{\"origin\": [\"\", \"*\\u0000\", \"://\", \"http://\"]}]",
  ])
  func nothingStopsTheReader(_ text: String) {
    for kind in DocumentKind.allCases {
      var options = Check.options
      options.documentKind = kind
      _ = Compiler.compile([Check.input("cors.json", text)], options)
    }
  }
}
