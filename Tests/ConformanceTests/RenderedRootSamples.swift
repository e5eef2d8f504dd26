import Diagnostics
import Emitters
import Foundation
import Pipeline
import Settings
import Terraform
import TestSupport

/// Root modules rendered for the newest release of every major version of a module.
struct RenderedRoot: CustomStringConvertible {
  let release: ModuleRelease
  let version: ModuleVersion
  let settings: String
  let start: Compilation
  let files: [(name: String, text: String)]
  let findings: [PrintableDiagnostic]

  var description: String { "\(release.module.rawValue) \(version) \(settings)" }

  /// The text of a file; the values with something in place of what only the user knows.
  func text(_ name: String) -> String {
    let text = files.first { $0.name == name }?.text ?? ""
    guard name == "terraform.tfvars" else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("# ") else { return String(line) }
      let name = String(line.dropFirst(2).prefix { $0 != " " })
      // The line above it is a description.
      guard line.dropFirst(2 + name.count).drop(while: { $0 == " " }).hasPrefix("=") else {
        return String(line)
      }
      return line.dropFirst(2).replacingOccurrences(of: "= null", with: "= true")
        .replacingOccurrences(of: "= \"\"", with: "= \"\(Self.standIn[name] ?? "x")\"")
    }.joined(separator: "\n")
  }

  /// What a user would write, where a rule knows the form of it.
  private static let standIn = [
    "zone_id": "Z032246913CW32RVRY0WU", "eks_cluster_version": "1.33",
    "database_performance_insights_kms_key_arn":
      "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "region": "us-east-1", "location": "westeurope",
  ]

  static let all: [RenderedRoot] = [
    (OfficialModule.aws, "terraform"), (.google, "terraform"), (.azurerm, "terraform"),
    (.helm, "terraform-helm"),
  ].flatMap { module, target in
    newest(of: module).flatMap { release, version in
      settings(module).map { name, text in
        RenderedRoot(release, version, target, name, text)
      }
    }
  }

  private static func newest(of module: OfficialModule) -> [(ModuleRelease, ModuleVersion)] {
    guard let history = ModuleCatalogue.builtIn.module(module) else { return [] }
    let releases = history.releases.filter { $0.prerelease == nil }
    return Dictionary(grouping: releases, by: \.major).sorted { $0.key < $1.key }.compactMap {
      $0.value.max().flatMap { version in history.release(at: version).map { ($0, version) } }
    }
  }

  private init(
    _ release: ModuleRelease, _ version: ModuleVersion, _ target: String, _ name: String,
    _ text: String
  ) {
    self.release = release
    self.version = version
    settings = name
    let start = Check.yaml(text)
    self.start = start
    var options = EmitOptions()
    options.terraform.module = release.module
    options.terraform.version = version
    options.terraform.backend = name == "full" ? .s3 : nil
    var report = start.report
    var artifacts: [Artifact] = []
    if let emitter = EmitterCatalog.emitter(named: target) {
      artifacts = Compiler.render(start, emitter, options, &report)
    }
    files = artifacts.map { ($0.fileName, $0.text) }
    findings = report.findings
  }

  // MARK: Settings

  private static func settings(_ module: OfficialModule) -> [(String, String)] {
    let bucket =
      switch module {
      case .google: "{provider: gcs, name: files, path: a/b}"
      case .azurerm: "{provider: az, name: account, path: files/a, accessKey: 'k+/e=='}"
      default:
        "{provider: s3, name: files, path: a/b, region: us-east-1, kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/k'}"
      }
    let start = "global:\n  host: https://wandb.example.com\n  bucket: \(bucket)\n"
    let small = start + "  license: eyJhIjoxfQ.eyJiIjoyfQ.c2ln\n"
    let full =
      small + """
          size: medium
          mysql: {host: db, user: u, password: "p", database: d}
          redis: {host: cache, port: 6380, params: {tls: true}}
          auth: {oidc: {clientId: c, secret: s, issuer: "https://i.example.com"}}
          extraEnv: {BUCKET_QUEUE: "internal://", GORILLA_Y: "1", SLACK_SECRET: s}
          email: {smtp: {host: mail, port: 587, user: u, password: "p%40"}}
        app: {extraEnv: {FOO: bar}}
        parquet: {extraEnv: {FOO: bar}}
        ingress: {class: nginx}

        """
    let awkward = #"\"q\" ${x} %{y} $${z} $$ \\ \n\t\u00e9 {{ 'x' }} # // /* <<EOT \u2028 "#
    let hostile =
      start + """
          license: "\(awkward)"
          auth: {oidc: {clientId: "\(awkward)", secret: "\(awkward)"}}
          extraEnv: {GORILLA_Y: "\(awkward)", "we ird.name": "\(awkward)", "${k}": "v", "1": "2"}

        """
    return [("small", small), ("full", full), ("hostile", hostile)]
  }
}
