import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Fixes remove their findings and leave everything else as it is.
@Suite struct FixApplicationTests {
  private static func fixed(
    _ files: (String, String)..., scope: FixIt.Applicability = .safe
  ) -> (texts: [String], count: Int, refused: Set<Int>) {
    var application = FixApplication(files.map { Check.input($0.0, $0.1) }, Check.options, scope)
    application.run()
    return (
      application.texts.map { String(decoding: $0, as: UTF8.self) }, application.fixed,
      application.refused
    )
  }

  // MARK: Quotes

  @Test(arguments: [
    ("values.json", #"{"global":{"hosst":"https://w.example.com"}}"#),
    ("values.yaml", "global: {'hosst': 'https://w.example.com'}\n"),
    ("values.yaml", "global:\n  hosst: https://w.example.com\n"),
    (
      "main.tf.json",
      #"""
      {"module": {"w": {"source": "wandb/wandb/helm", "version": "3.0.0", "spec":
      {"values": {"global": {"hosst": "https://w.example.com"}}}}}}
      """#
    ),
  ])
  func aKeyInQuotesKeepsThem(_ name: String, _ text: String) {
    let (texts, count, refused) = Self.fixed((name, text), scope: .unsafe)
    #expect(texts == [text.replacing("hosst", with: "host")])
    #expect(count == 1 && refused.isEmpty)
  }

  // MARK: Terraform

  @Test(arguments: [
    (
      "main.tf",
      """
      module "w" {
        source  = "wandb/wandb/helm"
        version = "3.0.0"
        spec    = { values = { global = { bucket = { provider = "aws", name = "b-a" } } } }
      }

      """
    ),
    (
      "main.tf",
      """
      locals {
        kind = "aws"
      }

      module "w" {
        source  = "wandb/wandb/helm"
        version = "3.0.0"
        spec    = { values = { global = { bucket = { provider = local.kind, name = "b-a" } } } }
      }

      """
    ),
    (
      "main.tf.json",
      #"""
      {"module": {"w": {"source": "wandb/wandb/helm", "version": "3.0.0", "spec":
      {"values": {"global": {"bucket": {"provider": "aws", "name": "b-a"}}}}}}}
      """#
    ),
  ])
  func aWordInQuotesKeepsThem(_ name: String, _ text: String) {
    let (texts, count, refused) = Self.fixed((name, text))
    #expect(texts == [text.replacing("\"aws\"", with: "\"s3\"")])
    #expect(count == 1 && refused.isEmpty)
  }

  @Test func aWordInAValuesFileKeepsItsQuotes() {
    let main = """
      variable "kind" {
        type = string
      }

      module "w" {
        source  = "wandb/wandb/helm"
        version = "3.0.0"
        spec    = { values = { global = { bucket = { provider = var.kind, name = "b-a" } } } }
      }

      """
    let (texts, _, refused) = Self.fixed(
      ("main.tf", main), ("terraform.tfvars", "kind = \"azure\"\n"))
    #expect(texts == [main, "kind = \"az\"\n"])
    #expect(refused.isEmpty)
  }

  // MARK: Runs

  @Test func everyOtherByteStaysAsItIs() {
    let text =
      "\u{FEFF}# c\t\r\nHOST=\"https://w.example.com\"\r\n\r\nexport REDIS=redis://r  \r\n#"
    let mended = "\u{FEFF}# c\t\r\nHOST=https://w.example.com\r\n\r\nREDIS=redis://r  \r\n#"
    let result = Self.fixed(("wandb.env", text))
    #expect(result.texts == [mended])
    #expect(result.count == 2)
  }

  @Test func aFixMayUncoverAnother() {
    let result = Self.fixed(("wandb.env", "export HOST=\"https://w.example.com\"\n"))
    #expect(result.texts == ["HOST=https://w.example.com\n"])
    #expect(result.count == 2)
  }

  /// Each of two origins is added once, and none is swapped for the other.
  @Test func aFixThatIsMadeStaysMade() {
    let text = """
      [{"AllowedOrigins": ["http://a.example"], "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]

      """
    let inputs: [Input] = [
      Check.input("cors.json", text),
      Check.input("v.yaml", "global: {host: 'https://a.example'}\n"),
      .set(
        path: "cors.origins", value: "https://b.example", shown: "https://b.example",
        from: .commandLine),
    ]
    var application = FixApplication(inputs, Check.options, .unsafe)
    application.run()
    let wanted = text.replacing(
      "\"http://a.example\"", with: "\"https://a.example\", \"https://b.example\"")
    #expect(String(decoding: application.texts[0], as: UTF8.self) == wanted)
    #expect(application.fixed == 2)
    #expect(application.remaining == 0)
  }

  @Test func aTextReadTwiceIsFixedOnce() {
    let input = Check.input("wandb.env", "HOST='https://w.example.com'\n")
    var application = FixApplication(
      [input, input], texts: [Array("HOST='https://w.example.com'\n".utf8)],
      indices: ["wandb.env": 0], options: Check.options, scope: .safe)
    application.run()
    #expect(application.texts == [Array("HOST=https://w.example.com\n".utf8)])
    #expect(application.fixed == 1)
  }

  @Test func whatMayNotChangeStaysAsItIs() {
    let input = Check.input("wandb.env", "HOST='https://w.example.com'\n")
    var application = FixApplication(
      [input], texts: [], indices: [:], options: Check.options, scope: .safe)
    application.run()
    #expect(application.fixed == 0)
    #expect(application.remaining == application.compilation.report.findings.count)
  }

  /// Each of two misspelled keys could be renamed, but not both.
  @Test func aFixThatBreaksItsTextIsLeftOut() {
    let values = "global:\n  host: https://w.example.com\n  extraEnvv: {A: b}\n  exraEnv: {C: d}\n"
    let result = Self.fixed(
      ("values.yaml", values), ("wandb.env", "HOST='https://w.example.com'\n"), scope: .unsafe)
    #expect(
      result.texts == [
        values.replacing("extraEnvv", with: "extraEnv"), "HOST=https://w.example.com\n",
      ])
    #expect(result.refused == [0])
    #expect(result.count == 2)
  }

  @Test(arguments: [
    ("values.yaml", "global:\n  hosst: https://w.example.com\n  host: https://v.example.com\n"),
    ("values.yaml", "{global: {hosst: https://w.example.com, host: https://v.example.com}}\n"),
    ("wandb.env", "HOST=https://w.example.com\nLICENCE=a.b.c\nLICENSE=a.b.c\n"),
    ("terraform.tfvars", "sise = \"small\"\nsize = \"small\"\n"),
  ])
  func aKeyIsNotRenamedToAnExistingOne(_ name: String, _ text: String) {
    #expect(Self.fixed((name, text), scope: .unsafe).texts == [text])
  }

  // MARK: Syntax errors

  @Test(arguments: [
    ("values.yaml", "global:\n  hosst: https://w.example.com\n  size: [small\n"),
    ("wandb.env", "export HOST=https://w.example.com\n=x\n"),
    ("terraform.tfvars", "size = \"small\"\nkubernetes_public_access_cidrs = [\"10.0.0.1/8\"\n"),
    ("cors.xml", "<A>& <B></A>"),
  ])
  func aTextWithSyntaxErrorsIsLeftAsItIs(_ name: String, _ text: String) {
    var application = FixApplication([Check.input(name, text)], Check.options, .unsafe)
    application.run()
    #expect(application.texts == [Array(text.utf8)])
    #expect(application.fixed == 0)
    #expect(application.unreadable == [0])
  }

  @Test func otherTextsAreFixedAllTheSame() {
    let broken = "global: {host: [}\n"
    let result = Self.fixed(("a.yaml", broken), ("w.env", "HOST='https://w.example.com'\n"))
    #expect(result.texts == [broken, "HOST=https://w.example.com\n"])
  }

  // MARK: Layouts

  @Test(arguments: [
    // Quotes, flow style, tabs between tokens, anchors, blank values.
    (
      "values.yaml", "global: {size: 'smal', \"auth\": {oidc: {authMethod:\tpkcee}}}\n",
      "global: {size: 'small', \"auth\": {oidc: {authMethod:\tpkce}}}\n"
    ),
    (
      "values.yaml", "global:\n  size: &s smal\napp: {size: *s}\n",
      "global:\n  size: &s small\napp: {size: *s}\n"
    ),
    (
      "values.yaml", "global:\r\n  bucket: # none yet\r\n  size: small",
      "global:\r\n  bucket: {} # none yet\r\n  size: small"
    ),
    (
      "values.yaml", "app:\n  podLabels: {shard: 7, tier: yes}\n",
      "app:\n  podLabels: {shard: \"7\", tier: \"yes\"}\n"
    ),
    (
      "values.yaml", "global:\n  redis:\n    secretName: 'cache' # x\n",
      "global:\n  redis:\n    secret: {secretName: 'cache'} # x\n"
    ),
    (
      "values.yaml", "global:\n  bucket: {provider: az, name: a, path: b, secretKey: a2V5}\n",
      "global:\n  bucket: {provider: az, name: a, path: b, accessKey: a2V5}\n"
    ),
    (
      "wandb.env", "REDIS=rediss://cache.example.com:6380\n",
      "REDIS=redis://cache.example.com:6380?tls=true\n"
    ),
    ("wandb.env", "\u{FEFF}HOST=wandb.example.com", "\u{FEFF}HOST=https://wandb.example.com"),
    (
      "main.tf",
      """
      variable "ranges" {
        type    = "string"
        default = <<-EOT
          a
        EOT
      }

      """,
      """
      variable "ranges" {
        type    = string
        default = <<-EOT
          a
        EOT
      }

      """
    ),
  ])
  func onlyTheFixChanges(_ name: String, _ text: String, _ wanted: String) {
    let result = Self.fixed((name, text), scope: .unsafe)
    #expect(result.texts == [wanted])
    #expect(result.refused.isEmpty)
  }

  // MARK: Safety

  @Test(arguments: [
    // What an alias or a merge key repeats, for a reader of another kind.
    ("values.yaml", "global:\n  mysql: {host: &h \"db:3306\"}\n  extraEnv: {DB: *h}\n"),
    ("values.yaml", "global:\n  mysql: &m {host: db:3306}\n  extraEnv: {<<: *m}\n"),
    // A range that admits clients, and a port.
    ("terraform.tfvars", "kubernetes_public_access_cidrs = [\"10.0.0.1/8\"]\n"),
    ("values.yaml", "ingress:\n  additionalHosts: [\"https://w.example.com:8443\"]\n"),
    // A second scheme, or a password.
    ("wandb.env", "BUCKET=https://s3://wandb:pass@minio.example.com/files\n"),
    // What is removed is not what its reader gets.
    (
      "values.yaml",
      "global:\n  redis:\n    host: cache\n    params:\n      ttlInSeconds: 5\n      master: m\n"
    ),
    (
      "main.tf",
      """
      module "w" {
        source             = "wandb/wandb/aws"
        version            = "7.18.2"
        bucket_name        = "wandb-files"
        use_internal_queue = false
      }

      """
    ),
  ])
  func whatMayBeMeantOtherwiseNeedsUnsafe(_ name: String, _ text: String) {
    #expect(Self.fixed((name, text)).texts == [text])
    #expect(Self.fixed((name, text), scope: .unsafe).texts != [text])
  }

  @Test(arguments: [
    ("terraform.tfvars", "network_cidr = \"10.0.0.1/8\"\n", "network_cidr = \"10.0.0.0/8\"\n"),
    (
      "values.yaml", "ingress:\n  additionalHosts: [\"https://W.example.com:443/\"]\n",
      "ingress:\n  additionalHosts: [\"w.example.com\"]\n"
    ),
  ])
  func whatHasOneMeaningIsSafe(_ name: String, _ text: String, _ wanted: String) {
    #expect(Self.fixed((name, text)).texts == [wanted])
  }

  /// Quotes around a number, and a scheme before it.
  @Test func twoFixesOfOneValueAreMadeOneAfterTheOther() {
    let result = Self.fixed(("values.yaml", "global:\n  host: 0x1f\n"), scope: .unsafe)
    #expect(result.texts == ["global:\n  host: \"https://0x1f\"\n"])
  }

  /// The chart prints these without quotes, and `010` has two readings.
  @Test(arguments: [
    "global:\n  auth: {oidc: {issuer: \"https://a.example.com\", clientId: 1e3}}\n",
    "api: {priorityClassName: 1000}\n",
    "global:\n  bucket: {provider: s3, name: 0x1F}\n",
    "app: {podSecurityContext: {runAsUser: \"010\"}}\n",
  ])
  func quotesThatWouldNotHelpAreNoFix(_ text: String) {
    #expect(Self.fixed(("values.yaml", text), scope: .unsafe).texts == [text])
  }

  @Test func rawAmpersandsAreWrittenAsReferences() {
    let result = Self.fixed(("cors.xml", "<A b='&'>\n<B>x & y&amp;z&</B></A>"))
    #expect(result.texts == ["<A b='&amp;'>\n<B>x &amp; y&amp;z&amp;</B></A>"])
    #expect(result.count == 3)
  }

  @Test(arguments: [2000, 9000])
  func manyFixesTakeSeveralRounds(_ count: Int) {
    let result = Self.fixed(("cors.xml", "<A>" + String(repeating: "& ", count: count) + "</A>"))
    #expect(result.texts == ["<A>" + String(repeating: "&amp; ", count: count) + "</A>"])
  }
}
