import Foundation
import TestSupport
import Testing

/// `--terraform-plan`: values of variables, and changes that lose data.
///
/// The plan is one of Terraform 1.11.4 with `terraform_data` in place of the bucket's type.
@Suite struct TerraformPlanTests {
  private func folder(_ change: (String) -> String = { $0 }) throws -> PreflightFolder {
    let files = try ["main.tf", "plan.json"].map { name in
      let file = Fixture.project.appending(path: "fixtures/preflight/plan/\(name)")
      return (name, try String(contentsOf: file, encoding: .utf8))
    }
    return try PreflightFolder(files.map { ($0.0, $0.0 == "plan.json" ? change($0.1) : $0.1) })
  }

  private func run(_ folder: PreflightFolder) async throws -> PreflightFolder.Outcome {
    try await folder.run(
      [
        "preflight", ".", "--terraform-plan", "plan.json", "--format", "json", "--skip",
        "terraform,host",
      ])
  }

  @Test func variablesHaveTheValuesOfThePlan() async throws {
    let folder = try folder { $0.replacingOccurrences(of: "\"delete\",", with: "") }
    let run = try await run(folder)
    #expect(try run.findings == [], "\(run.text)")
    #expect(run.status == 0)
    #expect(!run.text.contains("computed later"))
    let alone = try await folder.run(["preflight", "."])
    #expect(alone.stdout.contains("`global.license` is computed later"))
  }

  @Test func replacedBucketsAreErrors() async throws {
    let run = try await run(folder())
    #expect(try run.findings == ["error[WB5301] - plan.json:33"], "\(run.text)")
    #expect(run.status == 1)
  }

  @Test func wrongValuesAreFoundInThePlan() async throws {
    let license = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2ln"
    let run = try await run(
      folder {
        $0.replacingOccurrences(of: "\"delete\",", with: "")
          .replacingOccurrences(of: license, with: "n0-l1cense")
      })
    #expect(try run.findings == ["error[WB3018] global.license plan.json:6"], "\(run.text)")
    #expect(!run.text.contains("n0-l1cense"))
  }

  @Test func framesOfPlansShowNoValues() async throws {
    let plan = #"""
      {"format_version":"1.2","resource_changes":[{"address":"module.wandb.aws_db_instance.a",\
      "type":"aws_db_instance","change":{"actions":["delete"],"before":{"password":"s3cr3t-w0rd"}}},\
      {"address":"random_password.p","type":"random_password","change":{"actions":["no-op"],\
      "after":{"result":"g3nerated-w0rd"}}}],"variables":{"ns":{"value":"acme"}}}
      """#.replacingOccurrences(of: "\\\n", with: "")
    let folder = try folder { _ in plan }
    let run = try await folder.run(["preflight", ".", "--terraform-plan", "plan.json"])
    #expect(run.status == 1)
    #expect(run.stdout.contains("error[WB5300]"))
    #expect(run.stdout.contains("module.wandb.aws_db_instance.a"))
    #expect(!run.text.contains("w0rd"))
  }

  @Test(arguments: [
    "{\"a\": 1}", "no JSON", "[]", "", #"{"format_version": "1.2", "planned_values": []}"#,
    #"{"format_version": "1.2", "planned_values": {}, "resource_changes": {}}"#,
  ])
  func otherFilesAreRefused(_ text: String) async throws {
    let run = try await run(folder { _ in text })
    #expect(run.status == 2)
    #expect(run.stderr.contains("plan.json is not a Terraform plan in JSON"))
  }
}
