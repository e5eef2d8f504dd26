import Diagnostics
import Emitters
import Pipeline
import Terraform
import TestSupport
import Testing

/// What becomes of arguments of calls that are settings of no server.
@Suite struct ExistingCallTests {
  private func aws(_ inputs: String) -> Compilation {
    Check.compile(("main.tf", Self.call("aws", "7.18.2", inputs)))
  }

  private static func call(_ module: String, _ version: String, _ inputs: String) -> String {
    """
    module "w" {
      source      = "wandb/wandb/\(module)"
      version     = "\(version)"
      domain_name = "example.com"
      \(inputs)
    }
    resource "null_resource" "x" {}

    """
  }

  private func render(
    _ compilation: Compilation, _ target: String, _ module: OfficialModule? = nil
  ) throws -> (text: String, findings: [PrintableDiagnostic]) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var options = EmitOptions()
    options.terraform.module = module
    var report = Report()
    let artifacts = Compiler.render(compilation, emitter, options, &report)
    return (artifacts.map(\.text).joined(), report.findings)
  }

  // MARK: Loops

  @Test(arguments: ["for_each = toset([\"a\", \"b\"])", "count = 2"])
  func severalInstancesAreNotOneConfiguration(_ loop: String) throws {
    let compilation = aws(loop)
    #expect(compilation.severalInstallations != nil)
    let rendering = try render(compilation, "terraform")
    #expect(rendering.findings.map(\.id.code) == ["WB4007"])
    #expect(rendering.text.isEmpty)
  }

  @Test(
    arguments: [
      ("count = 1", "count"), ("count = 0", "count"), ("for_each = { a = 1 }", "for_each"),
      ("for_each = null_resource.x.triggers", "for_each"),
    ], ["terraform", "helm", "operator", "docker-env"])
  func loopsThatAreLeftOutAreReported(_ loop: (String, String), _ target: String) throws {
    let compilation = aws(loop.0)
    #expect(compilation.severalInstallations == nil)
    let messages = try render(compilation, target).findings.map(\.message)
    #expect(messages.contains { $0.contains("`module.w.\(loop.1)`") }, "\(messages)")
  }

  @Test func dependenciesThatAreLeftOutAreReported() throws {
    let messages = try render(aws("depends_on = [null_resource.x]"), "terraform").findings
      .map(\.message)
    #expect(messages.contains { $0.contains("`module.w.depends_on`") })
  }

  // MARK: Inputs

  @Test(arguments: ["helm", "operator", "docker-env"])
  func inputsOfTheModuleAreListed(_ target: String) throws {
    let compilation = aws(
      "zone_id = \"Z1\"\neks_cluster_version = \"1.31\"\nsize = \"small\"\nnamespace = \"a\"")
    let messages = try render(compilation, target).findings.map(\.message)
    for name in ["zone_id", "eks_cluster_version", "namespace"] {
      #expect(messages.contains { $0.hasSuffix(" for `terraform.aws.\(name)`") }, "\(messages)")
    }
    #expect(!messages.contains { $0.contains("`terraform.aws.size`") })
  }

  @Test func aFolderInTheBucketOfTheModuleStays() throws {
    let rendering = try render(aws("bucket_path = \"team/a\""), "tfvars")
    #expect(rendering.text.contains("\"team/a\""))
    #expect(!rendering.findings.contains { $0.message.contains("bucket.path") })
  }

  @Test func inputsThatCloudsShareStayInAnotherCloud() throws {
    let text = Self.call(
      "google", "10.8.2",
      "namespace = \"acme\"\ndeletion_protection = false\ngke_machine_type = \"n2-standard-8\"")
    let rendering = try render(Check.compile(("main.tf", text)), "tfvars", .aws)
    #expect(rendering.text.contains("\"acme\""))
    #expect(rendering.text.contains("deletion_protection"))
    #expect(
      rendering.findings.contains { $0.message.hasPrefix("`gke_machine_type` is not rendered") })
  }

  @Test func theCommandLineSetsInputs() throws {
    let values = Check.input(
      "values.yaml",
      "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n")
    let settings = [("namespace", "acme"), ("allowed_inbound_cidr", "[\"10.0.0.0/8\"]")].map {
      Input.set(path: "terraform.aws.\($0)", value: $1, shown: $1, from: .commandLine)
    }
    let compilation = Compiler.compile([values] + settings, Check.options)
    #expect(Check.codes(compilation).filter { $0 == "WB2012" } == [])
    let rendering = try render(compilation, "tfvars")
    #expect(rendering.text.contains("= \"acme\""))
    #expect(rendering.text.contains("= [\"10.0.0.0/8\"]"))
    let reported = rendering.findings.map(\.message)
    #expect(
      !reported.contains { $0.contains("`namespace`") || $0.contains("allowed_inbound_cidr`") })
  }

  @Test func namesThatAreNotInputsAreNotSettings() {
    let input = Input.set(
      path: "terraform.aws.namspace", value: "a", shown: "a", from: .commandLine)
    #expect(Check.codes(Compiler.compile([input], Check.options)).contains("WB2012"))
  }

  @Test func modulesOfTheDirectoryThatAreNotReadAreReported() {
    let text = "module \"site\" { source = \"./modules/wandb\" }\n"
    #expect(Check.codes(Check.compile(("main.tf", text))) == ["WB2122"])
    let alone = Check.compile(("main.tf", text + Self.call("aws", "7.18.2", "")))
    #expect(!Check.codes(alone).contains("WB2122"))
  }
}
