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
  func acceptsEveryForm(_ text: String, _ kind: DocumentKind) throws {
    let sample = CORSSample(text, host: CORSSample.host)
    #expect(sample.spots == [])
    let document = try #require(sample.compilation.cloudDocuments.first)
    let rule = try #require(document.cors?.rules.first)
    #expect(document.kind == kind)
    #expect(rule.methods.texts == ["GET", "HEAD", "PUT"])
    #expect(rule.origins.texts == ["*"])
  }

  @Test func reportsRulesUnderCORSConfiguration() {
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
  func reportsRulesForAnotherCloud(_ text: String, _ bucket: String, _ codes: [String]) {
    let values = "global: {host: 'https://wandb.example.com', bucket: {\(bucket)}}\n"
    let inputs = [Check.input("cors.json", text), Check.input("values.yaml", values)]
    #expect(Check.codes(Compiler.compile(inputs, Check.options)) == codes)
  }

  /// Target `azure-cors` writes this form.
  @Test func readsAzureCommands() {
    let text = """
      #!/bin/sh
      az storage cors add --services b --account-key c2VjcmV0 \\
        --origins 'https://wandb.example.com' --methods GET PUT \\
        --allowed-headers '*' --exposed-headers "*" --max-age 3600

      """
    let sample = CORSSample(text, name: "cors.sh", host: CORSSample.host)
    #expect(sample.spots == ["WB3208 --methods"])
    #expect(sample.fixed.contains("--methods GET PUT HEAD \\\n"), "\(sample.fixed)")
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
    let secret = sample.compilation.report.hidden.all.map(sample.compilation.sources.text)
    #expect(secret.contains { $0.contains("c2VjcmV0") })
  }

  @Test(arguments: [
    ("az login && az storage cors add --origins=https://wandb.example.com", [String]()),
    ("az login; az storage cors add --origins=\"http://wandb.example.com\" || exit 1", ["WB3207"]),
    ("az storage cors add --origins \"$ORIGIN\" 2>&1 | tee log", []),
    ("az storage cors add --origins '$ORIGIN'", ["WB3211", "WB3207"]),
    ("az storage cors add --origins https://wandb.example.com >log 2>/dev/null &", []),
    ("echo \"\\\";\" && az storage cors add --origins=https://wandb.example.com", []),
    ("echo \"\\\\\" && az storage cors add --origins=https://wandb.example.com", []),
    ("echo '\\' && az storage cors add --origins=https://wandb.example.com", []),
    ("az storage cors add --origins \"\\$ORIGIN\"", ["WB3211", "WB3207"]),
    ("az storage cors add --origins \"https://wandb.\\\nexample.com\"", []),
    ("az storage cors add --origins https://wandb.\\\nexample.com", []),
  ])
  func endsCommandsWhereTheShellDoes(_ command: String, _ codes: [String]) {
    let options =
      " --services=b --methods GET HEAD PUT --allowed-headers='*' --exposed-headers '*' --max-age=60"
    let parts = command.split(separator: "add", maxSplits: 1)
    let text = "#!/bin/sh\n\(parts[0])add\(options)\(parts[1])\n"
    let sample = CORSSample(text, name: "cors.sh", host: CORSSample.host)
    #expect(Set(sample.codes) == Set(codes), "\(sample.findings.map(\.message))")
    #expect(sample.compilation.cloudDocuments.first?.cors?.rules.first?.maxAge?.seconds == 60)
  }

  @Test(arguments: [
    "global: {host: 'https://w.example.com'}\n", "cors: {enabled: true}\n", "cors: []\n",
    "properties: {a: b}\n", "corsRules: {a: b}\n", "cors: [{name: a}]\n", "[{name: a}]\n",
    "{\"resource\": {\"aws_s3_bucket_cors_configuration\": {\"a\": {\"cors_rule\": []}}}}\n",
    "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\nmetadata: {name: w}\nspec: {}\n",
    "text\n", "",
  ])
  func ignoresOtherDocuments(_ text: String) {
    #expect(CORSSample(text).compilation.cloudDocuments.isEmpty)
  }

  @Test(arguments: [
    (
      "{\"origin\": [], \"method\": [\"GET\"], \"responseHeader\": [\"*\"]}",
      "WB3203 \"origin\""
    ),
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
  func reportsMalformedRules(_ rule: String, _ spot: String) {
    #expect(CORSSample("[\(rule), {\(Self.google)}]", host: CORSSample.host).spots == [spot])
  }

  private static let service = """
    <StorageServiceProperties><Cors><CorsRule><AllowedOrigins>*</AllowedOrigins>\
    <AllowedMethods>GET,HEAD</AllowedMethods><AllowedHeaders>*</AllowedHeaders>\
    <ExposedHeaders>*</ExposedHeaders><MaxAgeInSeconds>60</MaxAgeInSeconds></CorsRule></Cors>\
    </StorageServiceProperties>
    """

  @Test func readsAzureServiceProperties() {
    let sample = CORSSample(Self.service, name: "cors.xml")
    #expect(sample.spots == ["WB3208 AllowedMethods"])
    #expect(sample.fixed.contains("<AllowedMethods>GET,HEAD,PUT<"), "\(sample.fixed)")
    let empty = CORSSample(
      "<StorageServiceProperties><Cors><Rule/></Cors></StorageServiceProperties>", name: "cors.xml")
    #expect(empty.findings.first?.message == "the document has no `CorsRule`")
  }

  @Test(arguments: [
    ("{\(azure)}", [String]()), ("{\(azure), \"a\": 1}", ["WB3201"]),
    ("{\(azure.replacing("[\"*\"], \"allowedM", with: "\"[parameters('a')]\", \"allowedM"))}", []),
    ("{\(azure.replacing("[\"*\"], \"allowedM", with: "[\"[variables('a')]\"], \"allowedM"))}", []),
  ])
  func readsAzureTemplates(_ rule: String, _ codes: [String]) {
    let resource = """
      {"type": "Microsoft.Storage/storageAccounts/blobServices", "name": "a/default",
       "properties": {"cors": {"corsRules": [\(rule)]}}}
      """
    for resources in [resource, "{\"type\": \"a\", \"resources\": [\(resource)]}"] {
      let sample = CORSSample(
        "{\"$schema\": \"a\", \"resources\": [{\"type\": \"b\"}, \(resources)]}",
        host: CORSSample.host)
      #expect(sample.codes == codes, "\(sample.findings.map(\.message))")
      #expect(sample.compilation.cloudDocuments.first?.cors?.rules.count == 1)
    }
  }

  /// The help says which key to remove.
  @Test func reportsRulesInABucketDescription() {
    let sample = CORSSample("{\"name\": \"b\", \"cors_config\": [{\(Self.google)}]}")
    #expect(sample.spots == ["WB3214 \"cors_config\""])
  }

  @Test(arguments: [("\"GET,PUT, HEAD\"", "[\"GET\",\"PUT\",\"HEAD\"]")])
  func wrapsTextInAListInAzureTemplates(_ methods: String, _ fixed: String) {
    let fields = Self.azure.replacing("[\"GET\", \"HEAD\", \"PUT\"]", with: methods)
    let sample = CORSSample("{\"properties\": {\"cors\": {\"corsRules\": [{\(fields)}]}}}")
    #expect(sample.spots == ["WB3202 \(methods)"])
    #expect(sample.fixed.contains(fixed), "\(sample.fixed)")
    #expect(sample.codesAfterFixes() == [])
  }

  @Test(arguments: [
    ("{\"CORSRules\": [{RULE}], \"Comment\": \"x\"}", "WB3201 \"Comment\""),
    ("{\"CORSRules\": [{RULE}], \"ID\": \"x\"}", "WB3201 \"ID\""),
    ("{\"Bucket\": \"b\", \"CORSRules\": [{RULE}]}", "WB3201 \"Bucket\""),
  ])
  func reportsKeysNextToTheRules(_ text: String, _ spot: String) {
    let rule = "\(Self.fields), \"ExposeHeaders\": [\"ETag\"]"
    #expect(CORSSample(text.replacing("RULE", with: rule)).spots == [spot])
  }

  @Test(arguments: [(255, [String]()), (256, ["WB3202"])])
  func reportsLongRuleIDs(_ count: Int, _ codes: [String]) {
    let name = String(repeating: "ü", count: count)
    let fields = "\(Self.fields), \"ExposeHeaders\": [\"ETag\"]"
    #expect(CORSSample("[{\(fields), \"ID\": \"\(name)\"}]").codes == codes)
  }

  @Test func reportsASecondAgeInXML() {
    let sample = CORSSample(
      """
      <CORSConfiguration><ID>a</ID><CORSRule><AllowedOrigin>*</AllowedOrigin>
      <AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>
      <AllowedMethod>HEAD</AllowedMethod><AllowedHeader>*</AllowedHeader>
      <ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>1</MaxAgeSeconds>
      <MaxAgeSeconds>2</MaxAgeSeconds></CORSRule></CORSConfiguration>
      """, name: "cors.xml")
    #expect(sample.spots == ["WB3201 ID", "WB3202 MaxAgeSeconds"])
    #expect(
      sample.findings.map(\.message) == [
        "`ID` is next to the rules, not inside one", "the rule has `MaxAgeSeconds` twice",
      ])
  }

  @Test func reportsEveryMissingFieldOnAzure() {
    let sample = CORSSample("[{\"allowedOrigins\": [\"*\"]}]")
    #expect(sample.codes == Array(repeating: "WB3203", count: 4))
  }

  @Test(arguments: [(5, "{\(azure)}", []), (6, "{\(azure)}", ["WB3204"])])
  func acceptsUpToFiveRulesOnAzure(_ count: Int, _ rule: String, _ codes: [String]) {
    let rules = Array(repeating: rule, count: count).joined(separator: ",")
    #expect(CORSSample("[\(rules)]").codes == codes)
  }

  @Test(arguments: [(100, [String]()), (101, ["WB3204"])])
  func acceptsUpToAHundredRulesOnS3(_ count: Int, _ codes: [String]) {
    let rule = "{\(Self.fields), \"ExposeHeaders\": [\"ETag\"]}"
    let rules = Array(repeating: rule, count: count).joined(separator: ",\n")
    #expect(CORSSample("[\(rules)]").codes == codes)
  }

  @Test(arguments: [
    ("\"get\", \"HEAD\", \"PUT\"", "write `GET`"), ("\"GET\", \"HEAD\", \"put\"", "write `PUT`"),
  ])
  func fixesLowerCaseMethods(_ methods: String, _ summary: String) {
    let sample = CORSSample.s3(methods: methods)
    #expect(sample.codes == ["WB3205"])
    #expect(sample.findings.first?.fixes.first?.summary == summary)
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }

  @Test func wrapsABareValueInAList() {
    let text = "[{\"origin\": \"*\", \"method\": [\"GET\", \"HEAD\", \"PUT\"], "
    let sample = CORSSample(text + "\"responseHeader\": [\"*\"]}]")
    #expect(sample.codes == ["WB3202"])
    #expect(sample.codesAfterFixes() == [])
  }

  @Test func reportsPlaceholdersOnce() {
    let sample = CORSSample.s3(origins: "\"https://<HOST>\"", methods: "\"GET\", \"PUT\"")
    #expect(sample.spots == ["WB2008 \"https://<HOST>\"", "WB3208 \"AllowedMethods\""])
  }

  /// Damaged text may contain what seems to be missing.
  @Test func reportsNothingMissingInADamagedDocument() {
    let sample = CORSSample(
      "- origin: ['*']\n  method: [GET\n  maxAgeSeconds: 3600\n", name: "cors.yaml",
      host: CORSSample.host)
    #expect(sample.codes.allSatisfy { $0.hasPrefix("WB1") || $0 == "WB3287" })
    #expect(sample.codes.contains { $0.hasPrefix("WB1") })
  }

  @Test(arguments: [
    "[{\"AllowedOrigins\": 1, \"AllowedMethods\": {\"a\": {}}, \"AllowedHeaders\": null}]",
    "[{\"origin\": [[[]]], \"method\": [null], \"maxAgeSeconds\": {}}, [], null]",
    "{\"CORSRules\": {\"a\": 1}, \"CORSConfiguration\": []}", "{\"CORSConfiguration\": 1}",
    "cors:\n- origin\n- method: a\n- \n",
    "[{\"origin\": [\"\", \"*\\u0000\", \"://\", \"http://\"]}]",
  ])
  func reportsAnyWrongShape(_ text: String) {
    for kind in DocumentKind.allCases {
      var options = Check.options
      options.documentKind = kind
      let compilation = Compiler.compile([Check.input("cors.json", text)], options)
      #expect(!Check.codes(compilation).isEmpty, "\(kind)")
    }
  }
}
