import Diagnostics
import Pipeline
import Reference
import Settings
import TestSupport
import Testing

/// Forms of inputs that are read as what the module makes of them.
@Suite struct TerraformInputFormTests {
  private func compilation(
    _ inputs: String, module: String = "aws", version: String = "7.18.2", extra: String = ""
  ) -> Compilation {
    let main = """
      \(extra)
      module "wandb" {
        source  = "wandb/wandb/\(module)"
        version = "\(version)"
        \(inputs)
      }

      """
    return Sample(files: [("main.tf", main)]).compilation
  }

  private func findings(_ code: String, in compilation: Compilation) -> [PrintableDiagnostic] {
    compilation.report.findings.filter { $0.id.code == code }
  }

  // MARK: Connection strings

  @Test(arguments: [
    ("bucket = \"gcs://my-bucket\"", "write gs://"),
    ("bucket = \"azure://a/b\"", "write az://"),
    ("database_connection_string = \"mysql2://u:p@h/d\"", "write mysql://"),
    (
      "redis_connection_string = \"rediss://h:6379\"",
      "write redis://, and add the parameter tls=true"
    ),
  ])
  func schemesOfModuleKubernetesAreTheServers(_ input: String, _ help: String) {
    let found = findings(
      "WB3005", in: compilation(input, module: "kubernetes", version: "1.14.1"))
    #expect(found.map(\.help) == [help])
  }

  @Test func aConnectionStringIsFollowedThroughLocals() throws {
    let extra = """
      locals {
        first  = module.infra.database_connection_string
        second = "${(local.first)}"
        third  = "mysql://${local.first}"
      }
      module "infra" {
        source  = "wandb/wandb/aws"
        version = "7.18.2"
      }
      """
    for (value, count) in [("local.first", 1), ("local.second", 1), ("local.third", 0)] {
      let compilation = compilation(
        "database_connection_string = \(value)", module: "kubernetes", version: "1.14.1",
        extra: extra)
      #expect(findings("WB3110", in: compilation).count == count, "\(value)")
    }
  }

  @Test func localsInACycleAreNotAConnectionString() {
    let compilation = compilation(
      "database_connection_string = local.a", module: "kubernetes", version: "1.14.1",
      extra: """
        locals {
          a = local.b
          b = local.a
        }
        module "infra" { source = "wandb/wandb/aws" }
        """)
    #expect(findings("WB3110", in: compilation).isEmpty)
  }

  // MARK: Redis

  @Test func parametersAfterThePortAreRead() {
    let compilation = compilation(
      """
      use_external_redis  = true
        external_redis_host = "redis.example.com"
        external_redis_port = "6379?tls=true"
      """)
    #expect(findings("WB2005", in: compilation).isEmpty)
    #expect(Check.value("global.redis.port", compilation) == "6379")
    #expect(Check.value("global.redis.params.tls", compilation) == "true")
  }

  @Test(arguments: [
    ("{ tls = true, ttlInSeconds = 5 }", ["`tls` and `ttlInSeconds`"]), ("{ tls = null }", []),
    ("{}", []), ("null", []), ("{ tls = true }", ["`tls`"]),
  ])
  func membersThatTheTypeHasNotAreDropped(_ value: String, _ names: [String]) {
    let compilation = compilation(
      "external_redis_params = \(value)", module: "azurerm", version: "7.8.0")
    let found = findings("WB3104", in: compilation)
    #expect(
      found.map(\.message)
        == names.map { "module `azurerm` 7.8.0 drops \($0) from `external_redis_params`" })
    #expect(found.allSatisfy { $0.help?.contains("external_redis_port") == true })
  }

  @Test func membersInsideAListAreDroppedToo() {
    let role = "{ rolearn = \"a\", username = \"b\", groups = [], group = \"c\" }"
    let found = findings("WB3104", in: compilation("kubernetes_map_roles = [\(role)]"))
    #expect(found.map(\.help) == ["did you mean `groups`?"])
  }

  // MARK: Domains

  @Test(arguments: [
    ("domain_name = \"https://wandb.example.com\"", "remove the scheme"),
    (
      "domain_name = \"https://wandb.example.com\"\n  subdomain = \"wandb\"",
      "remove the scheme"
    ),
    ("domain_name = \"wandb.example.com/\"\n  subdomain = \"wandb\"", "remove the path"),
    ("domain_name = \"wandb.example.com:8080\"", "remove the port"),
  ])
  func aDomainIsABareName(_ inputs: String, _ help: String) {
    let compilation = compilation(inputs)
    #expect(findings("WB3133", in: compilation).map(\.help) == [help])
    #expect(findings("WB3015", in: compilation).isEmpty)
  }

  @Test func theUnknownPartOfAHostIsItsSpan() throws {
    let compilation = compilation(
      "for_each = { a = 1 }\n  domain_name = \"example.com\"\n  subdomain = each.key")
    let resolved = compilation.resolved
    let origin = try #require(resolved.origin(of: resolved.configuration.host))
    let bytes = compilation.sources[origin.span.file].bytes[origin.span.range]
    #expect(String(decoding: bytes, as: UTF8.self) == "each.key")
    #expect(origin.spelling == "subdomain")
  }

  @Test func anUnknownValueIsReportedAtItsWholePath() throws {
    let compilation = compilation(
      "size = local.o.wandb.size", extra: "locals { o = jsondecode(file(\"x.json\")) }")
    let resolved = compilation.resolved
    let origin = try #require(resolved.origin(of: resolved.configuration.size))
    let bytes = compilation.sources[origin.span.file].bytes[origin.span.range]
    #expect(String(decoding: bytes, as: UTF8.self) == "local.o.wandb.size")
  }

  // MARK: Paths

  @Test(arguments: [
    ("/a/b/", 1), ("/a", 1), ("a//b", 1), ("a/b", 0), ("<path>/", 0),
  ])
  func slashesAroundABucketPathAreStray(_ path: String, _ count: Int) {
    let found = findings(
      "WB3013", in: compilation("bucket_name = \"files-a\"\n  bucket_path = \"\(path)\""))
    #expect(found.count == count)
  }

  // MARK: Sources and versions

  @Test(arguments: ["wandb/wandb", "registry.terraform.io/wandb/wandb", "Wandb/wandb"])
  func anAddressWithoutModuleIsReported(_ source: String) {
    let sample = TerraformSample("module \"m\" {\n  source = \"\(source)\"\n}")
    #expect(
      sample.findings("WB3144").map(\.help) == [
        "append one of aws, google, azurerm, kubernetes, helm"
      ])
  }

  @Test func aVersionThatIsNotTextSelectsNoRelease() {
    let sample = TerraformSample(
      """
      module "m" {
        source  = "wandb/wandb/aws"
        version = ["7.18.2"]
      }
      """)
    #expect(sample.compilation.report.findings.map(\.id.code) == ["WB2115"])
  }

  // MARK: Reference

  @Test(arguments: ["app_wandb_env", "weave_wandb_env"])
  func aPageSaysThatNothingReadsTheInput(_ name: String) throws {
    let page = try #require(InputReference("terraform.google.\(name)")).page
    #expect(page.contains("Note: written to `extraEnvs`, which no release of the chart reads"))
  }
}
