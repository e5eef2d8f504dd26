import Diagnostics
import TestSupport
import Testing

/// Findings about what CORS documents allow, compared with what pages of the server need.
@Suite struct CORSRuleTests {
  @Test(arguments: [
    ("https://wandb.example.com", "\"https://wandb.example.com\""),
    ("https://Wandb.Example.com:443", "\"https://wandb.example.com\""),
    ("https://wandb.example.com:8443", "\"https://wandb.example.com:8443\""),
    ("https://wandb.example.com", "\"https://a.example\", \"https://wandb.example.com\""),
    ("https://wandb.example.com", "\"https://*.example.com\""),
    ("https://wandb.example.com", "\"https://*\""), ("http://localhost:8080", "\"*\""),
  ])
  func acceptsOriginsThatMatchTheHost(_ host: String, _ origins: String) {
    // The chart's Ingress takes a name in lower case without a port.
    let isName = !host.dropFirst("https:".count).contains(":") || host.contains("localhost")
    #expect(
      CORSSample.s3(origins: origins, host: host).spots == (isName ? [] : ["WB3087 '\(host)'"]))
  }

  @Test(arguments: [
    "http://wandb.example.com", "https://wandb.example.com:8443", "https://wandb.example.org",
    "https://*.example.org", "http://*", "https://a.*.example.com",
  ])
  func reportsOriginsThatDoNotMatchTheHost(_ origin: String) {
    let sample = CORSSample.s3(origins: "\"\(origin)\"")
    #expect(sample.spots == ["WB3207 \(origin)"])
    #expect(sample.findings.first?.fixes.first?.applicability == .unsafe)
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }

  @Test func reportsAListWithoutTheHostOnce() {
    let sample = CORSSample.s3(origins: "\"https://a.example\", \"https://b.example\"")
    #expect(sample.spots == ["WB3207 \"AllowedOrigins\""])
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }

  /// The missing origin is added after the matching one.
  @Test func keepsAMatchingOriginWhenAnotherIsMissing() {
    let sample = CORSSample(
      CORSSample.s3(origins: "\"\(CORSSample.host)\"").text, host: CORSSample.host,
      origins: "https://b.example")
    #expect(sample.spots == ["WB3207 \"AllowedOrigins\""])
    #expect(
      sample.fixed.contains("[\"https://wandb.example.com\", \"https://b.example\"]"),
      "\(sample.fixed)")
  }

  @Test func acceptsAnyOriginWithoutAHost() {
    #expect(CORSSample.s3(origins: "\"http://a.example\"", host: nil).codes == [])
  }

  @Test(arguments: [
    ("https://wandb.example.com/", "https://wandb.example.com"),
    ("https://WANDB.example.com", "https://wandb.example.com"),
    ("https://wandb.example.com:443", "https://wandb.example.com"),
  ])
  func fixesTheFormOfOrigins(_ origin: String, _ fixed: String) {
    let sample = CORSSample.s3(origins: "\"\(origin)\"")
    #expect(sample.spots == ["WB3211 \(origin)"])
    #expect(sample.fixed.contains("[\"\(fixed)\"]"))
    #expect(sample.findings.first?.fixes.first?.applicability == .safe)
  }

  @Test(arguments: [
    "https://wandb.example.com/files", "wandb.example.com", "ftp://wandb.example.com",
    "https://wandb.example.com:x",
  ])
  func reportsMalformedOrigins(_ origin: String) {
    #expect(CORSSample.s3(origins: "\"\(origin)\"", host: nil).spots == ["WB3211 \(origin)"])
  }

  @Test func hidesUserInformationInOrigins() {
    let sample = CORSSample.s3(origins: "\"https://user:s3cret@wandb.example.com\"")
    #expect(sample.codes.contains("WB3211"))
    for finding in sample.findings {
      let fixes = finding.fixes.flatMap(\.edits).map { "\($0.replacement)" }
      for text in [finding.message, finding.help ?? ""] + fixes {
        #expect(!text.contains("s3cret"), "\(text)")
      }
    }
  }

  @Test(arguments: [
    ("\"GET\"", "[\"GET\", \"HEAD\", \"PUT\"]"), ("\"GET\",\"PUT\"", "[\"GET\",\"PUT\",\"HEAD\"]"),
    ("\n    \"PUT\",\n    \"HEAD\"\n  ", "\"HEAD\",\n    \"GET\"\n  ]"),
    ("\n    \"PUT\"\n  ", "\"PUT\",\n    \"GET\",\n    \"HEAD\"\n  ]"),
  ])
  func addsMethodsInTheLayoutOfTheList(_ methods: String, _ fixed: String) {
    let sample = CORSSample.s3(methods: methods)
    #expect(sample.spots == ["WB3208 \"AllowedMethods\""])
    #expect(sample.fixed.contains(fixed), "\(sample.fixed)")
    #expect(sample.findings.first?.fixes.first?.applicability == .safe)
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }

  @Test(arguments: [
    ("- GET\n  - PUT", "- GET\n  - PUT\n  - HEAD"), ("- PUT", "- PUT\n  - GET\n  - HEAD"),
    ("- 'GET' # load\n  - 'PUT'", "- 'GET' # load\n  - 'PUT'\n  - 'HEAD'"),
    ("- GET\n  - PUT   # up", "- GET\n  - PUT   # up\n  - HEAD"),
    ("- GET\n  - &a PUT", nil),
  ])
  func addsMethodsToYAML(_ methods: String, _ fixed: String?) {
    let sample = CORSSample(
      "- origin: ['*']\n  responseHeader: [ETag, Content-Type]\n  method:\n  \(methods)\n",
      name: "cors.yaml")
    #expect(sample.codes == ["WB3287", "WB3208"])
    #expect(sample.findings.last?.fixes.isEmpty == (fixed == nil))
    if let fixed {
      #expect(sample.fixed.contains(fixed + "\n"), "\(sample.fixed)")
      #expect(sample.codesAfterFixes() == ["WB3287"])
    }
  }

  /// Two rules may complement each other; one for another origin adds nothing.
  @Test(arguments: [
    ("*", [String]()), ("https://other.example", ["WB3209", "WB3210", "WB3208"]),
  ])
  func combinesTheRulesThatMatchTheHost(_ origin: String, _ codes: [String]) {
    let sample = CORSSample(
      """
      [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD"]},
       {"AllowedOrigins": ["\(origin)"], "AllowedMethods": ["PUT"], "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag"]}]
      """, host: CORSSample.host)
    #expect(sample.codes == codes)
  }

  @Test(arguments: ["content-type", "Content-*", "*", "*-type"])
  func acceptsHeadersThatCoverAnUpload(_ header: String) {
    #expect(CORSSample.s3(headers: "\"\(header)\"").codes == [])
  }

  @Test func addsHeadersThatAnUploadSends() {
    let sample = CORSSample.s3(headers: "\"Range\"")
    #expect(sample.spots == ["WB3209 \"AllowedHeaders\""])
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }

  @Test func reportsAMissingBlobTypeOnAzure() {
    let fields = CORSDocumentTests.azure.replacing(
      "\"allowedHeaders\": [\"*\"]", with: "\"allowedHeaders\": [\"Content-Type\"]")
    let sample = CORSSample("[{\(fields)}]")
    #expect(sample.codes == ["WB3209"])
    #expect(sample.codesAfterFixes() == [])
    #expect(
      CORSSample("[{\(fields.replacing("Content-Type", with: "content-*\",\"x-ms-*"))}]").codes
        == [])
  }

  @Test func addsMissingFieldsToTheirRule() {
    let sample = CORSSample(
      """
      [
        {
          "AllowedOrigins": ["*"],
          "AllowedMethods": ["GET", "HEAD", "PUT"]
        }
      ]
      """)
    #expect(sample.codes == ["WB3209", "WB3210"])
    #expect(sample.fixed.contains(",\n    \"ExposeHeaders\": [\"ETag\"]"), "\(sample.fixed)")
    #expect(sample.codesAfterFixes() == [])
  }

  @Test func addsMissingFieldsToYAML() {
    let sample = CORSSample(
      """
      CORSRules:
      - AllowedOrigins: ['*'] # all
        AllowedMethods: [GET, HEAD, PUT]
        AllowedHeaders:
        - '*' # headers
      # end

      """, name: "cors.yaml")
    #expect(sample.codes == ["WB3210"])
    #expect(
      sample.fixed.hasSuffix("  - '*' # headers\n  ExposeHeaders: [\"ETag\"]\n# end\n"),
      "\(sample.fixed)")
    #expect(sample.codesAfterFixes() == [])
  }

  @Test(arguments: [
    ("", "WB3210"), (" ", "WB3210"),
    ("\"x-amz-request-id\"", "WB3210"), ("\"*\"", "WB3212"),
  ])
  func exposesTheETag(_ exposed: String, _ code: String) {
    let sample = CORSSample.s3(exposed: exposed)
    #expect(sample.codes == [code])
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }

  @Test(arguments: [
    ("https://*.*.example.com", "WB3212 https://*.*.example.com"),
    ("https://*wandb.*", "WB3212 https://*wandb.*"),
  ])
  func reportsASecondStarInAnOrigin(_ origin: String, _ spot: String) {
    #expect(CORSSample.s3(origins: "\"*\", \"\(origin)\"").spots == [spot])
  }

  @Test func reportsPatternsOnGoogleCloud() {
    let text = CORSDocumentTests.google.replacing(
      "[\"*\"], \"method", with: "[\"https://*.example.com\"], \"method")
    let sample = CORSSample("[{\(text)}]", host: CORSSample.host)
    #expect(sample.codes == ["WB3207", "WB3212"])
  }

  @Test(arguments: [
    ("\"exposeHeaders\": [\"ETag\"]", "\"responseHeader\": [\"Content-Type\", \"ETag\"]", []),
    (
      "\"exposeHeaders\": [\"Content-Type\"]", "\"responseHeader\": [\"Content-Type\"]",
      ["WB3210"]
    ),
  ])
  func movesFieldsOfAnotherCloud(_ field: String, _ list: String, _ codes: [String]) {
    let sample = CORSSample(
      """
      [{"origin": ["*"], "responseHeader": ["Content-Type"], \(field),
        "method": ["GET", "HEAD", "PUT"]}]
      """)
    #expect(sample.codes.contains("WB3206"))
    let text = sample.fixed(["WB3206"])
    #expect(text.contains(list) && !text.contains("exposeHeaders"), "\(text)")
    #expect(CORSSample(text).codes == codes)
  }

  @Test func renamesFieldsOfAnotherCloud() {
    let sample = CORSSample(
      """
      [{"origin": ["*"], "exposeHeaders": ["ETag", "Content-Type"],
        "method": ["GET", "HEAD", "PUT"]}]
      """)
    #expect(sample.spots == ["WB3206 \"exposeHeaders\""])
    #expect(sample.fixed.contains("\"responseHeader\": [\"ETag\", \"Content-Type\"]"))
    #expect(sample.codesAfterFixes() == [])
  }

  @Test(arguments: [("86400", [String]()), ("86401", ["WB3213"])])
  func reportsAgesThatBrowsersIgnore(_ age: String, _ codes: [String]) {
    #expect(CORSSample("[{\(CORSDocumentTests.google), \"maxAgeSeconds\": \(age)}]").codes == codes)
  }

  @Test func reportsAListInYAMLAsANote() {
    let sample = CORSSample(
      "- origin: ['*']\n  method: [GET, HEAD, PUT]\n  responseHeader: ['*']\n", name: "cors.yaml")
    #expect(sample.codes == ["WB3287"])
  }

  // MARK: XML

  private static func xml(_ fields: String) -> CORSSample {
    CORSSample(
      "<CORSConfiguration>\n  <CORSRule>\n\(fields)  </CORSRule>\n</CORSConfiguration>\n",
      name: "cors.xml", host: CORSSample.host)
  }

  @Test func addsValuesToXML() {
    let sample = Self.xml(
      """
          <AllowedOrigin>https://wandb.example.com</AllowedOrigin>
          <AllowedMethod>GET</AllowedMethod>
          <AllowedHeader>*</AllowedHeader>

      """)
    #expect(sample.spots == ["WB3210 CORSRule", "WB3208 AllowedMethod"])
    let added = """
          <AllowedMethod>GET</AllowedMethod>
          <AllowedMethod>HEAD</AllowedMethod>
          <AllowedMethod>PUT</AllowedMethod>
          <AllowedHeader>*</AllowedHeader>
          <ExposeHeader>ETag</ExposeHeader>

      """
    #expect(sample.fixed.contains(added), "\(sample.fixed)")
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }

  @Test func reportsFieldNamesOfJSONInXML() {
    let sample = Self.xml(
      """
          <AllowedOrigins>*</AllowedOrigins>
          <AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>
          <AllowedMethod>HEAD</AllowedMethod><AllowedMethd>POST</AllowedMethd>
          <AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>
          <MaxAgeSeconds>many</MaxAgeSeconds>

      """)
    #expect(
      sample.spots == ["WB3206 AllowedOrigins", "WB3201 AllowedMethd", "WB3202 many"])
  }

  @Test(arguments: [
    ("<CORSConfiguration/>", "WB3204 CORSConfiguration"),
    ("<CORSConfiguration><CORSRules/></CORSConfiguration>", "WB3204 CORSRules"),
  ])
  func reportsMissingRulesInXML(_ text: String, _ spot: String) {
    #expect(CORSSample(text, name: "cors.xml").spots == [spot])
  }

  @Test func reportsMissingFieldsOfAnEmptyXMLRule() {
    let sample = CORSSample(
      "<CORSConfiguration><CORSRule/></CORSConfiguration>", name: "cors.xml")
    #expect(sample.findings.first?.message == "the rule has no `AllowedOrigin`")
    #expect(sample.codes.allSatisfy { $0 != "WB3202" })
  }

  @Test func renamesBothTagsOfAnElement() {
    let sample = Self.xml(
      """
          <AllowedOrigins>*</AllowedOrigins>
          <allowedMethod>GET</allowedMethod>
          <AllowedMethod>PUT</AllowedMethod><AllowedMethod>HEAD</AllowedMethod>
          <AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>

      """)
    #expect(sample.spots == ["WB3206 AllowedOrigins", "WB3206 allowedMethod"])
    #expect(sample.fixed.contains("<AllowedOrigin>*</AllowedOrigin>\n"), "\(sample.fixed)")
    #expect(sample.fixed.contains("<AllowedMethod>GET</AllowedMethod>\n"), "\(sample.fixed)")
    #expect(sample.codesAfterFixes(host: CORSSample.host) == [])
  }
}
