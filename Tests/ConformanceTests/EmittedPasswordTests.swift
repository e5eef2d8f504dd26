import Diagnostics
import Emitters
import Foundation
import Pipeline
import Settings
import TestSupport
import Testing

/// A password with any printable character reaches the program that reads what was written.
///
/// `OnPremisesTests` has the targets for a machine of one's own, and `HelmSetTests` module helm.
@Suite struct EmittedPasswordTests {
  private static let passwords = OnPremisesTests.passwords.filter { !$0.contains("\t") }

  /// The files of a target for a database, a client secret and a variable with the password.
  private func files(
    _ target: String, _ password: String, _ secrets: EmitOptions.Secrets = .literal
  ) throws -> [String: String] {
    let encoded = PercentEncoding.encode(password)
    let text = """
      HOST=https://ml.example.org
      BUCKET=s3://files
      AWS_REGION=us-east-1
      MYSQL=mysql://wandb:\(encoded)@db.example.org:3306/wandb_local
      OIDC_SECRET=\(password)
      ACME_PASSWORD=\(password)

      """
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var options = EmitOptions()
    options.secrets = secrets
    var report = Report()
    let artifacts = Compiler.render(Check.env(text), emitter, options, &report)
    #expect(report.findings.filter { $0.severity == .error }.map(\.id.code) == [], "\(password)")
    return Dictionary(uniqueKeysWithValues: artifacts.map { ($0.fileName, $0.text) })
  }

  @Test(.comparing(with: .docker))
  func dockerReadsVariables() throws {
    let texts = try Self.passwords.map { try #require(try files("docker-env", $0)["wandb.env"]) }
    let answers = try Oracle.docker.answers(texts.map { Array($0.utf8) }, environment: [:])
    for (password, answer) in zip(Self.passwords, answers) {
      let lines = answer.tree?.elements.compactMap(\.string) ?? []
      for name in ["OIDC_SECRET", "ACME_PASSWORD"] {
        #expect(lines.contains { $0.utf8.elementsEqual("\(name)=\(password)".utf8) }, "\(answer)")
      }
    }
  }

  @Test(.comparing(with: .helm))
  func helmReadsValues() throws {
    let texts = try Self.passwords.map { try #require(try files("helm", $0)["values.yaml"]) }
    let answers = try Oracle.helm.answers(texts.map { HelmCase.values($0) })
    for (password, answer) in zip(Self.passwords, answers) {
      let global = answer.tree?["global"]
      check(global, ["auth", "oidc", "secret"], password)
      check(global, ["mysql", "password"], PercentEncoding.encode(password))
    }
  }

  @Test(.comparing(with: .sigsYAML))
  func kubernetesReadsResources() throws {
    let texts = try Self.passwords.map { try #require(try files("operator", $0)["wandb.yaml"]) }
    let answers = try Oracle.sigsYAML.answers(texts.map { Array($0.utf8) })
    for (password, answer) in zip(Self.passwords, answers) {
      let global = answer.tree?["spec"]?["values"]?["global"]
      check(global, ["auth", "oidc", "secret"], password)
      check(global, ["mysql", "password"], PercentEncoding.encode(password))
    }
  }

  /// Secrets of both kinds: the operator encodes passwords for a URL itself, and the chart does not.
  @Test(.comparing(with: .sigsYAML))
  func kubernetesReadsSecrets() throws {
    for (target, name, keys) in [
      ("operator-v2", "wandb-v2.yaml", ["clientSecret": "", "password": "", "ACME_PASSWORD": ""]),
      (
        "kubernetes-secrets", "secrets.yaml",
        ["OIDC_SECRET": "", "MYSQL_PASSWORD": "URL", "ACME_PASSWORD": ""]
      ),
    ] {
      // `$HOME` is a placeholder, which stays where it is.
      for password in Self.passwords where !password.contains("HOME") {
        let text = try #require(try files(target, password, .reference)[name])
        let documents = ("\n" + text).components(separatedBy: "\n---\n")
        let answers = try Oracle.sigsYAML.answers(documents.map { Array($0.utf8) })
        let data = answers.compactMap { $0.tree?["stringData"] }
        for (key, form) in keys {
          let expected = form == "URL" ? PercentEncoding.encode(password) : password
          #expect(
            data.contains { $0[key] == .string(Array(expected.utf8)) }, "\(target) \(key) \(text)")
        }
      }
    }
  }

  /// Module aws passes the variables on to the chart, through the values of module helm.
  @Test(.comparing(with: .terraformRoot, .helm))
  func terraformPassesVariablesOn() throws {
    for target in ["terraform", "tfvars"] {
      let requests = try Self.passwords.map { password in
        RootRequest(
          files: [
            "root/variables.tf": "variable \"other_wandb_env\" {\n  type = map(string)\n}\n",
            "root/terraform.tfvars": try #require(try files(target, password)["terraform.tfvars"]),
          ], step: "console",
          expression: "yamlencode({values = {global = {extraEnv = var.other_wandb_env}}})")
      }
      let specs = try Oracle.terraformRoot.answers(
        requests.map { try [UInt8](JSONEncoder().encode($0)) })
      let received = try Oracle.helm.answers(specs.map { HelmCase.set($0.tree?.string ?? "") })
      for (password, answer) in zip(Self.passwords, received) {
        let tree = answer.tree?["values"]?["global"]?["extraEnv"]?["OIDC_SECRET"]
        // The chart evaluates templates, and Kubernetes reads `$$` as `$`.
        let text = tree?.string?.replacing("{{ \"{{\" }}", with: "{{").replacing("$$", with: "$")
        let normal = password.precomposedStringWithCanonicalMapping
        #expect(text.map { Array($0.utf8) } == Array(normal.utf8), "\(target) \(answer)")
      }
    }
  }

  private func check(_ tree: JSONTree?, _ path: [String], _ expected: String) {
    let found = path.reduce(tree) { $0?[$1] }
    #expect(found == .string(Array(expected.utf8)), "\(path)")
  }
}
