import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// CORS documents of all clouds say the same, each in its own words.
@Suite struct CORSTargetTests {
  private func render(
    _ bucket: String, _ target: String, set: [String] = [], host: String = "https://w.example.com",
    form: EmitOptions.CORSForm = .api
  ) throws -> (artifacts: [Artifact], codes: [String]) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    let settings = set.map { text -> Input in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      return .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine)
    }
    let values = Check.input("values.yaml", "global:\n  host: \(host)\n  bucket: \(bucket)\n")
    let compilation = Compiler.compile([values] + settings, Check.options)
    var options = EmitOptions()
    options.corsForm = form
    var report = compilation.report
    let artifacts =
      report.hasErrors ? [] : Compiler.render(compilation, emitter, options, &report)
    return (artifacts, report.findings.map(\.id.code))
  }

  private let amazon = "{provider: s3, name: files}"
  private let google = "{provider: gcs, name: files}"
  private let azure = "{provider: az, name: account/files}"

  @Test(arguments: [
    ("s3", "files", ["s3-cors.xml", "s3-cors.json"]), ("gcs", "files", ["gcs-cors.json"]),
    ("az", "account/files", ["azure-cors.sh", "azure-cors.json"]),
  ])
  func filesAreThoseOfTheProvider(_ provider: String, _ name: String, _ files: [String]) throws {
    let bucket = "{provider: \(provider), name: \(name)}"
    #expect(try render(bucket, "cors").artifacts.map(\.fileName) == files)
    let resolved = Check.yaml("global: {bucket: \(bucket)}").resolved
    #expect(CORSEmitter.files(for: RenderRequest(resolved, nil, EmitOptions())) == files)
    #expect(CORSEmitter.files(for: RenderRequest(EmitOptions())).isEmpty)
  }

  @Test func amazonsTwoFormsHoldTheSameRules() throws {
    let api = try #require(try render(amazon, "s3-cors-json").artifacts.first?.text)
    let console = try #require(
      try render(amazon, "s3-cors-json", form: .console).artifacts.first?.text)
    #expect(api.hasPrefix("{\n  \"CORSRules\": [\n"))
    #expect(console.hasPrefix("[\n"))
    func dense(_ text: String) -> String { text.filter { $0 != " " && $0 != "\n" } }
    #expect(dense(api) == "{\"CORSRules\":" + dense(console) + "}")
  }

  @Test func originsAreTheHostAndThoseThatAreAskedFor() throws {
    let text = try #require(
      try render(
        amazon, "s3-cors-json",
        set: ["cors.origins=https://A.example.com:443, https://w.example.com"]
      ).artifacts.first?.text)
    #expect(
      text.contains(
        """
              "AllowedOrigins": [
                "https://w.example.com",
                "https://a.example.com"
              ],
        """))
  }

  @Test func everybodyIsTheOnlyPrincipalAndOnlyOnRequest() throws {
    let text = try #require(
      try render(google, "gcs-cors", set: ["cors.origins=*"]).artifacts.first?.text)
    #expect(text.contains("\"origin\": [\n      \"*\"\n    ]"))
    #expect(try render(google, "gcs-cors").artifacts.first?.text.contains("*") == false)
  }

  @Test(arguments: ["gcs-cors", "cors"])
  func googleHasNoPatternsOfOrigins(_ target: String) throws {
    let result = try render(google, target, set: ["cors.origins=https://*.example.com"])
    #expect(result.artifacts.isEmpty)
    #expect(result.codes == ["WB4009"])
  }

  @Test func googleHasOneListOfHeaders() throws {
    let text = try #require(try render(google, "gcs-cors").artifacts.first?.text)
    #expect(text.contains("\"responseHeader\": [\n      \"Content-Type\",\n      \"ETag\"\n    ]"))
    #expect(!text.contains("xposeHeaders"))
  }

  @Test func azureIsConfiguredOnTheCommandLineAndAsAResource() throws {
    let artifacts = try render(
      azure, "azure-cors", set: ["cors.maxAge=600", "cors.origins=https://*.example.org"]
    ).artifacts
    try #require(artifacts.map(\.fileName) == ["azure-cors.sh", "azure-cors.json"])
    #expect(artifacts[0].text.contains("--account-name account"))
    #expect(artifacts[0].text.contains("--origins https://w.example.com 'https://*.example.org'"))
    #expect(artifacts[0].text.contains("--max-age 600"))
    #expect(artifacts[1].text.contains("\"maxAgeInSeconds\": 600"))
  }

  @Test(arguments: [
    ("{provider: s3, name: files}", ["s3-cors.xml", "s3-cors.json"]),
    ("{provider: cw, name: files}", ["s3-cors.xml", "s3-cors.json"]),
    ("{provider: gcs, name: files}", ["gcs-cors.json"]),
    ("{provider: az, name: account/files}", ["azure-cors.sh", "azure-cors.json"]),
  ])
  func corsFitsTheProvider(_ bucket: String, _ files: [String]) throws {
    #expect(try render(bucket, "cors").artifacts.map(\.fileName) == files)
  }

  @Test(arguments: [
    ("gcs-cors", "{provider: s3, name: files}", "WB4001"),
    ("s3-cors-json", "{provider: az, name: account/files}", "WB4001"),
    ("azure-cors", "{provider: gcs, name: files}", "WB4001"),
    ("azure-cors", "{provider: az}", "WB4002"),
    ("cors", "{provider: s3}", "WB4002"),
  ])
  func misfitsAreRefused(_ target: String, _ bucket: String, _ code: String) throws {
    let result = try render(bucket, target)
    #expect(result.artifacts.isEmpty)
    #expect(result.codes.contains(code), "\(result.codes)")
  }

  @Test(arguments: [
    "w.example.com", "https://w.example.com/path", "https://", "ftp://w", "https://a b",
    "https://*.*.example.com", "https://bücher.example", "https://w.example.com,,https://x",
    "https://x'; rm -rf /;'", "https://w:99999", "https://<a>&b",
  ])
  func whatNoBrowserSendsIsRefused(_ origin: String) throws {
    for (bucket, target) in [(amazon, "s3-cors-xml"), (google, "gcs-cors"), (azure, "azure-cors")] {
      let result = try render(bucket, target, set: ["cors.origins=\(origin)"])
      #expect(result.codes == ["WB3250"], "\(target) \(origin)")
      #expect(result.artifacts.isEmpty)
    }
  }

  @Test func aPlaceholderStaysInQuotesForTheShell() throws {
    let text = try #require(
      try render(azure, "azure-cors", host: "\"YOUR-`host`'s\"").artifacts.first?.text)
    #expect(text.contains("--origins 'YOUR-`host`'\\''s'"))
  }

  @Test func charactersThatXMLHasNotAreRefused() throws {
    let result = try render(amazon, "s3-cors-xml", host: "\"YOUR-\\u0007-HOST\"")
    #expect(result.codes.contains("WB4009"))
    #expect(result.artifacts.isEmpty)
  }
}
