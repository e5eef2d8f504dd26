import ConfigSyntax
import Diagnostics
import Pipeline
import Terraform
import TestSupport
import Testing

/// Inputs of Terraform that are not read, or stand outside of files.
@Suite struct TerraformInputTests {
  private func codes(_ inputs: [Input], _ module: OfficialModule? = nil) -> [String] {
    var options = Check.options
    options.terraform.module = module
    return Check.codes(Compiler.compile(inputs, options))
  }

  private func tooLarge(_ name: String) -> Input { .refused(name: name, by: .bytes) }

  // MARK: Files that are too large

  @Test(arguments: ["big.tf", "big_override.tf", "big.tf.json"])
  func whatAFileThatIsTooLargeMayDeclareIsNotMissing(_ name: String) {
    let main = Check.input("main.tf", "output \"o\" {\n  value = var.b\n}\n")
    let values = Check.input("terraform.tfvars", "b = 1\n")
    #expect(codes([tooLarge(name), main, values]) == ["WB1013"])
    #expect(codes([values, main, tooLarge(name)]) == ["WB1013"])
  }

  @Test func whatValuesThatAreTooLargeMaySetIsNotMissing() {
    let main = Check.input("main.tf", "variable \"a\" {}\nvariable \"b\" {}\n")
    let values = Check.input("terraform.tfvars", "a = 1\n")
    #expect(codes([main, values, tooLarge("b.auto.tfvars")]) == ["WB1013"])
  }

  @Test func valuesNextToAModuleThatIsTooLargeAreNotOurInputs() {
    let values = Check.input("terraform.tfvars", "eks_cluster_version = \"1.33\"\nx = 1\n")
    #expect(codes([tooLarge("main.tf"), values]) == ["WB1013"])
  }

  @Test func aValuesFileThatIsTooLargeHidesInputs() {
    #expect(codes([tooLarge("prod.tfvars")]) == ["WB1013"])
    #expect(codes([tooLarge("prod.tfvars")], .aws) == ["WB1013"])
    let values = Check.input("dev.tfvars", "namespace = \"wandb\"\n")
    #expect(codes([values, tooLarge("prod.tfvars")], .aws) == ["WB1013"])
  }

  // MARK: The environment

  private static let values = "namespace = \"wandb\"\neks_cluster_version = \"1.33\"\n"

  private func call(_ environment: [String: String], _ values: String = values) -> Compilation {
    var options = Check.options
    options.terraform.module = .aws
    return Compiler.compile(
      [Check.input("prod.tfvars", values), .environment(environment)], options)
  }

  @Test func variablesOfTheEnvironmentAreInputsOfTheCall() throws {
    let compilation = call([
      "TF_VAR_domain_name": "example.com", "TF_VAR_allowed_inbound_cidr": "[\"10.0.0.0/8\"]",
      "TF_VAR_create_vpc": "false",
    ])
    let call = try #require(compilation.terraform?.calls.first).call
    #expect(call.input(named: "domain_name")?.value.text == "example.com")
    #expect(call.input(named: "allowed_inbound_cidr")?.value.elements?.count == 1)
    #expect(call.input(named: "create_vpc")?.value.bool == false)
    let reported = compilation.report.findings.map(\.message)
    #expect(!reported.contains { $0.contains("`domain_name`") })
    #expect(!reported.isEmpty)
  }

  @Test func filesWinOverTheEnvironment() throws {
    let compilation = call(["TF_VAR_namespace": "other"])
    let call = try #require(compilation.terraform?.calls.first).call
    #expect(call.input(named: "namespace")?.value.text == "wandb")
    #expect(compilation.terraform?.calls.first?.call.name.span.file == FileID(0))
  }

  @Test func foreignVariablesOfTheEnvironmentAreNobodysMistake() throws {
    let compilation = call(["TF_VAR_domain_nam": "x", "HOME": "/"])
    let call = try #require(compilation.terraform?.calls.first).call
    #expect(call.inputs.map(\.name.value) == ["namespace", "eks_cluster_version"])
    #expect(!Check.codes(compilation).contains("WB3101"))
  }

  @Test func anEnvironmentVariableThatDoesNotParseIsReportedAndNotMissing() {
    let codes = Check.codes(call(["TF_VAR_allowed_inbound_cidr": "[\"10.0.0.0/8\""]))
    #expect(codes.contains { $0.hasPrefix("WB1") })
    #expect(!codes.contains("WB3102"))
  }

  // MARK: Many

  @Test func thousandsOfInputsOfAFileAreRead() {
    let values = (0..<20_000).map { "x\($0) = 1\n" }.joined()
    #expect(call([:], values).terraform?.calls.first?.call.inputs.count == 20_000)
  }

  @Test func theLastValueOfAnInputCounts() throws {
    let inputs = [("a.tfvars", "namespace = \"a\"\n"), ("b.tfvars", "namespace = \"b\"\n")]
    var options = Check.options
    options.terraform.module = .aws
    let compilation = Compiler.compile(inputs.map { Check.input($0.0, $0.1) }, options)
    let call = try #require(compilation.terraform?.calls.first).call
    #expect(call.inputs.map(\.value.text) == ["b"])
  }

  @Test(arguments: [(50, []), (51, ["w50"]), (60, ["w50"])])
  func installationsThatAreNotCheckedAreReported(_ count: Int, _ names: [String]) {
    let calls = (0..<count).map { number in
      """
      module "w\(number)" {
        source  = "wandb/wandb/helm"
        version = "4.0.0"
        spec    = { values = { global = { host = "https://w\(number).example.com" } } }
      }

      """
    }
    let compilation = Check.compile(("main.tf", calls.joined()))
    let found = compilation.report.findings
    #expect(found.map(\.id.code) == names.map { _ in "WB2123" })
    #expect(found.map { compilation.sources.text($0.span) } == names.map { "\"\($0)\"" })
    #expect(found.allSatisfy { $0.severity == .note })
  }
}
