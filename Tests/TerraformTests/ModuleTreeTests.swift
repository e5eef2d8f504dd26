import ConfigSyntax
import Diagnostics
import Terraform
import TestSupport
import Testing

/// Directories with local modules: values, outputs, secrets, copies, and what is refused.
@Suite struct ModuleTreeTests {
  private struct Sample {
    let configuration: TerraformConfiguration
    let findings: [Diagnostic]
    let names: [String]

    init(_ files: [String: String], root: String = "") {
      let own = files.filter { path, _ in
        path.hasPrefix(root) && !path.dropFirst(root.count).contains("/")
      }
      let sorted = own.sorted { $0.key < $1.key }
      var input = TerraformInput(
        files: sorted.enumerated().map { number, file in
          TerraformInput.File(SourceFile(name: file.key, text: file.value), FileID(number))
        })
      input.tree = TreeInMemory(files.mapValues { Array($0.utf8) })
      input.catalogue = .builtIn
      var bag = DiagnosticBag()
      let tree = input.readTree(&bag)
      configuration = TerraformConfiguration(tree, .builtIn)
      findings = bag.sorted
      names = sorted.map(\.key) + tree.sources.map(\.name)
    }

    /// `CODE FILE`, in order.
    var codes: [String] { findings.map { "\($0.id.code) \(names[Int($0.span.file.index)])" } }

    func input(_ name: String, of call: Int = 0) -> HCLValue? {
      configuration.calls[call].call.input(named: name)?.value
    }
  }

  private static let wrapper = """
    variable "name" {
      type = string
    }
    variable "license" {
      default = "none"
    }
    module "app" {
      source    = "wandb/wandb/aws"
      version   = "7.18.2"
      namespace = "${var.name}-x"
      license   = "${var.license}-y"
    }
    output "upper" {
      value = upper(var.name)
    }

    """

  private static func call(_ name: String, _ arguments: String) -> String {
    "module \"\(name)\" {\n  source = \"./m\"\n  \(arguments)\n}\n"
  }

  @Test func eachCallGivesItsOwnValues() {
    let sample = Sample([
      "main.tf": Self.call("one", "name = \"a\"") + Self.call("two", "name = \"b\""),
      "m/main.tf": Self.wrapper,
    ])
    #expect(sample.codes.isEmpty)
    #expect(sample.input("namespace", of: 0)?.text == "a-x")
    #expect(sample.input("namespace", of: 1)?.text == "b-x")
    #expect(sample.configuration.installations.compactMap(\.name?.value) == ["one", "two"])
    #expect(sample.configuration.calls.map(\.home) == [1, 2])
  }

  @Test func outputsFeedOtherCallsThroughChains() {
    let sample = Sample([
      "main.tf": Self.call("one", "name = \"a\"") + Self.call("two", "name = local.name")
        + Self.call("three", "name = module.two.upper")
        + "locals {\n  name = \"${module.one.upper}b\"\n}\n",
      "m/main.tf": Self.wrapper,
    ])
    #expect(sample.codes.isEmpty)
    #expect(sample.input("namespace", of: 2)?.text == "AB-x")
  }

  @Test func findsModulesAboveAndBelow() {
    let sample = Sample(
      [
        "envs/prod/main.tf": "module \"x\" {\n  source = \"../../modules/x\"\n}\n",
        "modules/x/main.tf":
          "module \"y\" {\n  source = \"./y\"\n  name = path.module\n}\n",
        "modules/x/y/main.tf": Self.wrapper,
      ], root: "envs/prod/")
    #expect(sample.codes.isEmpty)
    #expect(sample.names == ["envs/prod/main.tf", "modules/x/main.tf", "modules/x/y/main.tf"])
    #expect(sample.input("namespace")?.text == "../../modules/x-x")
  }

  @Test func reportsWhatACallLacksAtTheCall() {
    let sample = Sample([
      "main.tf": Self.call("one", "") + Self.call("two", "name = []")
        + Self.call("three", "name = \"a\"\n  nam = 1"),
      "m/main.tf": Self.wrapper,
    ])
    #expect(sample.codes == ["WB2109 main.tf", "WB2103 main.tf", "WB2108 main.tf"])
  }

  @Test func reportsAMistakeOfAModuleOnce() {
    let sample = Sample([
      "main.tf": Self.call("one", "name = \"a\"") + Self.call("two", "name = \"b\""),
      "m/main.tf": Self.wrapper + "output \"z\" {\n  value = var.zzz\n}\n",
    ])
    #expect(sample.codes == ["WB2106 m/main.tf"])
  }

  @Test func endsWhereModulesCallThemselves() {
    let sample = Sample([
      "main.tf": "module \"a\" {\n  source = \"./a\"\n}\n",
      "a/main.tf": "module \"b\" {\n  source = \"../b\"\n}\n",
      "b/main.tf":
        "module \"a\" {\n  source = \"../a\"\n}\nmodule \"r\" {\n  source = \"../\"\n}\n",
    ])
    #expect(sample.codes == ["WB2122 b/main.tf", "WB2122 b/main.tf"])
  }

  @Test func followsABoundedNumberOfCalls() {
    let twice =
      "module \"x\" {\n  source = \"../NEXT\"\n}\nmodule \"y\" {\n  source = \"../NEXT\"\n}\n"
    var files = ["main.tf": twice.replacing("../NEXT", with: "./m0")]
    for number in 0..<30 {
      files["m\(number)/main.tf"] = twice.replacing("NEXT", with: "m\(number + 1)")
    }
    let sample = Sample(files)
    #expect(sample.configuration.children.count <= 500)
    #expect(sample.findings.allSatisfy { $0.id == TerraformProblem.unreadModule })
    #expect(!sample.findings.isEmpty)
  }

  @Test func secretsStaySecretInModules() throws {
    let sample = Sample([
      "main.tf": Self.call("one", "name = \"a\"\n  license = var.text")
        + "variable \"text\" {\n  sensitive = true\n  default = \"abc\"\n}\n",
      "terraform.tfvars": "text = \"def\"\n", "m/main.tf": Self.wrapper,
    ])
    let license = try #require(sample.input("license"))
    #expect(license.text == "def-y")
    #expect(sample.configuration.sensitiveSpans.contains(license.span))
    let name = try #require(sample.input("namespace"))
    #expect(!sample.configuration.sensitiveSpans.contains(name.span))
  }

  @Test func secretsOfModulesStaySecretInTheirCaller() throws {
    let sample = Sample([
      "main.tf": "module \"s\" {\n  source = \"./s\"\n}\n"
        + Self.call("one", "name = \"${module.s.text}!\""),
      "s/main.tf":
        "variable \"v\" {\n  sensitive = true\n  default = \"abc\"\n}\noutput \"text\" {\n  value = var.v\n}\n",
      "m/main.tf": Self.wrapper,
    ])
    let name = try #require(sample.input("namespace"))
    #expect(name.text == "abc!-x")
    #expect(sample.configuration.sensitiveSpans.contains(name.span))
  }

  @Test func aDefaultThatMayStillBeReplacedStaysOpen() {
    let sample = Sample([
      "main.tf": Self.call("one", "name = var.name") + "variable \"name\" {\n  default = null\n}\n",
      "m/main.tf": Self.wrapper
        + "variable \"size\" {\n  default = \"a\"\n  validation {\n    condition = var.size == \"a\"\n    error_message = \"No.\"\n  }\n}\n",
    ])
    #expect(sample.codes.isEmpty)
    #expect(sample.input("namespace")?.isUnknown == true)
  }

  // MARK: Copies

  private static func variables(_ names: String) -> String {
    names.split(separator: " ").map { "variable \"\($0)\" {\n  default = null\n}\n" }.joined()
  }

  private static let helm = """
    controller_image_repository controller_image_tag enable_helm_operator enable_helm_wandb \
    operator_chart_namespace operator_chart_version wandb_namespace
    """

  @Test(
    arguments: [
      ("server", "\(helm) spec", "helm 4.0.0"), ("server", "\(helm) spec more", nil),
      ("terraform-helm-wandb", "\(helm) spec more", "helm"),
      ("terraform-helm-wandb-4.0.0", "\(helm) spec", "helm 4.0.0"),
      ("terraform-helm-wandb", "a b c d spec", nil),
    ] as [(String, String, String?)])
  func recognizesACopyByItsVariables(_ folder: String, _ names: String, _ title: String?) {
    let sample = Sample([
      "main.tf": "module \"w\" {\n  source = \"./\(folder)\"\n  spec = {}\n}\n",
      "\(folder)/main.tf": Self.variables(names) + "output \"x\" {\n  value = local.zzz\n}\n",
    ])
    #expect(sample.configuration.calls.map(\.name) == (title.map { [$0] } ?? []))
    #expect(sample.configuration.calls.allSatisfy { $0.publisher == .vendored })
    #expect(sample.codes.isEmpty == (title != nil))
  }

  @Test func aWrapperOfAModuleIsNotACopyOfIt() {
    let sample = Sample([
      "main.tf": "module \"w\" {\n  source = \"./terraform-helm-wandb\"\n  spec = {}\n}\n",
      "terraform-helm-wandb/main.tf":
        Self.variables("\(Self.helm) spec")
        + "module \"w\" {\n  source = \"wandb/wandb/helm\"\n  version = \"4.0.0\"\n  spec = var.spec\n}\n",
    ])
    #expect(sample.configuration.calls.map(\.publisher) == [.official])
    #expect(sample.configuration.calls.map(\.home) == [1])
  }
}
