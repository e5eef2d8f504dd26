import Diagnostics
import Terraform
import Testing

/// What `*_override.tf` changes, as terraform 1.11 takes it.
@Suite struct RootOverrideTests {
  private static let backend = "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n  }\n}\n"
  private static let cloud = "terraform {\n  cloud {\n    organization = \"x\"\n  }\n}\n"
  private static let version = "terraform {\n  required_version = \">= 1.5\"\n}\n"

  private static func sample(_ base: String, _ override: String) -> RootSample {
    RootSample(["a.tf": version, "b.tf": base, "override.tf": override])
  }

  @Test(arguments: [
    (backend, "terraform {\n  backend \"local\" {}\n}\n", "local"), (backend, cloud, "cloud"),
    (cloud, backend, "s3"), ("", backend, "s3"),
  ])
  func aBackendReplacesTheExistingOne(_ base: String, _ override: String, _ name: String) {
    let sample = Self.sample(base, override)
    #expect(sample.findings == [])
    #expect(sample.module.settings.backend?.value == name)
  }

  @Test func theLastOfSeveralOverridesCounts() {
    let sample = RootSample([
      "a.tf": Self.version, "b.tf": Self.backend, "override.tf": Self.cloud,
      "z_override.tf": "terraform {\n  backend \"gcs\" {}\n}\n",
    ])
    #expect(sample.findings == [])
    #expect(sample.module.settings.backend?.value == "gcs")
  }

  @Test func twoBackendsOfOneBlockAreReported() {
    let two = "terraform {\n  backend \"gcs\" {}\n  backend \"local\" {}\n}\n"
    #expect(Self.sample(Self.backend, two).findings == ["WB2105 backend"])
  }

  @Test func providersAreReplacedByName() {
    func providers(_ text: String) -> String {
      "terraform {\n  required_providers {\n\(text)\n  }\n}\n"
    }
    let sample = Self.sample(providers("a = \"1\"\nb = \"2\""), providers("b = \"3\"\nc = \"4\""))
    #expect(sample.findings == [])
    let found = sample.module.settings.requiredProviders.map {
      "\($0.name.value) \($0.version?.value ?? "")"
    }
    #expect(found.sorted() == ["a 1", "b 3", "c 4"])
    let alone = Self.sample("", providers("a = \"1\"") + providers("a = \"2\""))
    #expect(alone.findings == [])
    #expect(alone.module.settings.requiredProviders.map(\.version?.value) == ["2"])
  }

  @Test func theRequiredVersionReplacesAll() {
    let sample = Self.sample(
      "terraform {\n  required_version = \">= 98\"\n}\n",
      "terraform {\n  required_version = \">= 1.0\"\n}\n")
    #expect(sample.module.settings.requiredVersions.map(\.value) == [">= 1.0"])
  }

  @Test func laterOverridesOfABlockWin() {
    let sample = RootSample([
      "main.tf": """
      variable "a" {
        default = "x"
        validation {
          condition     = var.a == "none"
          error_message = "No."
        }
      }

      """,
      "override.tf": "variable \"a\" {\n  default   = \"y\"\n  sensitive = true\n}\n",
      "z_override.tf": """
      variable "a" {
        default = "z"
        validation {
          condition     = var.a == "z"
          error_message = "Yes."
        }
      }

      """,
    ])
    #expect(sample.findings == [])
    let variable = sample.module.variable(named: "a")
    #expect(RootSample.show(variable?.value) == "z")
    #expect(variable?.isSensitive == true)
  }

  @Test func thousandsOfOverridesOfOneBlockAreMerged() {
    let change = (0..<4_000).map { "locals {\n  x\($0) = 2\n}\n" }.joined()
    let base = (0..<4_000).map { "  x\($0) = 1\n" }.joined()
    let sample = RootSample(["main.tf": "locals {\n\(base)}\n", "override.tf": change])
    #expect(sample.findings == [])
    #expect(
      sample.module.locals.map { RootSample.show($0.value) } == Array(repeating: "2", count: 4_000))
  }

  @Test func thousandsOfOverridesOfAModuleAreMerged() {
    let change = (0..<4_000).map { "module \"m\" {\n  x\($0) = 2\n}\n" }.joined()
    let sample = RootSample([
      "main.tf": "module \"m\" {\n  source = \"./m\"\n}\n", "override.tf": change,
    ])
    #expect(sample.findings == [])
    #expect(sample.module.moduleCalls.first?.inputs.count == 4_000)
  }

  @Test func thousandsOfVariablesOfTheEnvironmentAreRead() {
    let count = 20_000
    let source = SourceFile(
      name: "main.tf", text: (0..<count).map { "variable \"x\($0)\" {}\n" }.joined())
    var input = TerraformInput(files: [TerraformInput.File(source, FileID(0))])
    input.environment = (0..<count).map { number in
      let span = SourceSpan(FileID(1), 0, 1)
      return TerraformInput.Setting(name: Located("x\(number)", span), text: "1", span: span)
    }
    var bag = DiagnosticBag()
    let variables = input.read(&bag).variables
    #expect(variables.count == count)
    #expect(variables.allSatisfy { RootSample.show($0.value) == "1" })
  }
}
