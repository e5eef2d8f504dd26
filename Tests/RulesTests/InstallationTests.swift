import Diagnostics
import Emitters
import Pipeline
import Secrets
import Settings
import Terraform
import TestSupport
import Testing

/// Which calls of one directory are an installation, and what each of them shows.
@Suite struct InstallationTests {
  /// `NAME MODULE VERSION` with inputs, one block each.
  private static func call(
    _ name: String, _ module: String, _ version: String, _ inputs: String = ""
  ) -> String {
    """
    module "\(name)" {
      source  = "wandb/wandb/\(module)"
      version = "\(version)"
      \(inputs)
    }

    """
  }

  private static func helm(_ name: String, _ host: String, _ more: String = "") -> String {
    call(
      name, "helm", "4.0.0",
      "spec = { values = { global = { host = \"\(host)\"\(more) } } }")
  }

  private static let two =
    helm("one", "https://one.example.com") + helm("two", "https://two.example.com")

  private static func groups(_ text: String) -> [[String]] {
    TerraformSample(text).compilation.terraform?.installations.map { installation in
      installation.calls.map(\.call.name.value)
    } ?? []
  }

  // MARK: Groups

  @Test func callsThatReadEachOtherBelongTogether() {
    let text =
      Self.call("infra_a", "google", "1.24.2") + Self.call("infra_b", "google", "1.24.2")
      + Self.call("app_b", "kubernetes", "1.14.1", "host = module.infra_b.url")
      + Self.call("app_a", "kubernetes", "1.14.1", "host = \"${module.infra_a.url}\"")
    #expect(Self.groups(text) == [["infra_a", "app_a"], ["infra_b", "app_b"]])
  }

  @Test(arguments: [
    "host = local.host", "host = local.indirect.url", "depends_on = [module.infra_b]",
  ])
  func localsAndDependenciesLinkCalls(_ input: String) {
    let text =
      Self.call("infra_a", "google", "1.24.2") + Self.call("infra_b", "google", "1.24.2")
      + Self.call("app", "kubernetes", "1.14.1", input)
      + "locals {\n  indirect = { url = local.host }\n  host = module.infra_b.url\n}\n"
    #expect(Self.groups(text) == [["infra_a"], ["infra_b", "app"]])
  }

  @Test func aLoneServerBelongsToTheOnlyCloud() {
    let text = Self.helm("server", "https://w.example.com") + Self.call("cloud", "aws", "7.18.2")
    #expect(Self.groups(text) == [["server", "cloud"]])
  }

  @Test func aSecondServerOnOneCloudIsAnInstallationOfItsOwn() {
    let cloud = Self.call("cloud", "aws", "7.18.2")
    #expect(Self.groups(cloud + Self.two) == [["cloud", "one"], ["two"]])
    let linked = (1...2).map {
      Self.call("app\($0)", "kubernetes", "1.14.1", "host = module.cloud.url")
    }
    #expect(Self.groups(cloud + linked.joined()) == [["cloud", "app1"], ["app2"]])
  }

  @Test func cloudsNeverBelongTogether() {
    let text =
      Self.call("one", "aws", "7.18.2")
      + Self.call("two", "aws", "7.18.2", "network_id = module.one.network_id")
    #expect(Self.groups(text) == [["one"], ["two"]])
    #expect(
      Self.groups(Self.call("a", "aws", "7.18.2") + Self.call("g", "google", "10.8.2")).count == 2)
  }

  /// One variable often chooses among the clouds.
  @Test func aCallThatCreatesNothingIsNotAnInstallation() throws {
    let text =
      Self.call("a", "aws", "7.18.2", "count = var.cloud == \"aws\" ? 1 : 0\nsize = \"small\"")
      + Self.call(
        "g", "google", "10.8.2", "count = var.cloud == \"google\" ? 1 : 0\nsize = \"large\"")
      + "variable \"cloud\" { default = \"google\" }\n"
    #expect(Self.groups(text) == [["g"]])
    let compilation = TerraformSample(text).compilation
    #expect(compilation.resolved.configuration.size.literal == "large")
    #expect(compilation.soleTerraform?.calls.map(\.module) == [.google])
    #expect(compilation.severalInstallations == nil)
    let unknown = text.replacing("{ default = \"google\" }", with: "{}")
    #expect(Self.groups(unknown) == [["a"], ["g"]])
    #expect(Self.groups(Self.call("a", "aws", "7.18.2", "count = 0")) == [["a"]])
  }

  @Test func piecesThatInstallNothingBelongToTheFirstInstallation() {
    let bucket = Self.call("bucket", "aws//modules/secure_storage_connector", "7.18.2")
    #expect(Self.groups(bucket + Self.two) == [["bucket", "one"], ["two"]])
    let reading = Self.helm("two", "https://two.example.com", ", x = module.bucket.arn")
    #expect(
      Self.groups(bucket + Self.helm("one", "https://one.example.com") + reading)
        == [["bucket", "two"], ["one"]])
    #expect(Self.groups(bucket + bucket.replacing("\"bucket\"", with: "\"more\"")).count == 1)
  }

  @Test func aChainOfThousandsOfCallsIsOneInstallation() {
    let calls = (0..<2_000).map { number in
      Self.call(
        "b\(number)", "aws//modules/secure_storage_connector", "7.18.2",
        number == 0 ? "" : "namespace = module.b\(number - 1).bucket")
    }
    #expect(Self.groups(calls.joined()).map(\.count) == [2_000])
  }

  // MARK: Findings

  @Test func eachInstallationIsCheckedOnItsOwn() {
    let sample = TerraformSample(
      Self.helm("one", "https://one.example.com")
        + Self.helm("two", "two.example.com/path", ", license = \"x\""))
    let found = sample.compilation.report.findings
    #expect(found.map(\.setting) == ["global.host", "global.license"])
    let compilation = sample.compilation
    #expect(compilation.resolved.configuration.host.literal == "https://one.example.com")
    #expect(compilation.installations.map(\.title) == ["module.one", "module.two"])
    #expect(TerraformSample(Self.two).compilation.report.isEmpty)
  }

  @Test func findingsOfBothAreReportedOnce() throws {
    let inputs = [
      Check.input("main.tf", Self.two),
      Check.input("values.yaml", "global:\n  mysql: {host: db, port: 99999}\n"),
    ]
    let compilation = Compiler.compile(inputs, Check.options)
    #expect(compilation.report.findings.map(\.id.code) == ["WB2006"])
    let other = try #require(compilation.installations.last)
    #expect(other.resolved.configuration.mysql.host.literal == "db")
  }

  @Test func secretsOfEveryInstallationAreMasked() {
    let text =
      Self.helm("one", "https://o.example.com")
      + Self.helm("two", "https://t.example.com", ", mysql = { password = var.database }")
      + "variable \"database\" { default = \"hunter2\" }\n"
    let compilation = TerraformSample(text).compilation
    let source = text.utf8
    let shown = compilation.secrets.hidden.all.map { span in
      String(decoding: Array(source)[span.range], as: UTF8.self)
    }
    #expect(shown.contains("\"hunter2\""))
  }

  // MARK: One configuration

  @Test(arguments: EmitterCatalog.all.map { $0.target.name })
  func noTargetTakesSeveralInstallations(_ target: String) throws {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    let compilation = TerraformSample(Self.two).compilation
    #expect(Compiler.render(compilation, emitter, EmitOptions(), &report).isEmpty)
    let finding = try #require(report.findings.first)
    #expect(report.findings.map(\.id.code) == ["WB4007"])
    #expect(finding.message.contains("`two`") && finding.message.contains("`one`"))
    #expect(finding.related.count == 1)
  }

  @Test func explanationsDistinguishInstallations() throws {
    let compilation = TerraformSample(Self.two).compilation
    let field = try #require(FieldCatalog.field(named: "global.host"))
    let texts = compilation.installations.map { installation in
      let steps = SettingHistory.steps(of: field, in: installation, compilation)
      return installation.title + steps.map { " " + $0.text }.joined()
    }
    #expect(
      texts == [
        "module.one \"https://one.example.com\"", "module.two \"https://two.example.com\"",
      ])
  }
}
