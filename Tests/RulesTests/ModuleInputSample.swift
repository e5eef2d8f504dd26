import Diagnostics
import Pipeline

/// A call of an official module that sets a few inputs, and what is found in it.
enum ModuleInputSample {
  /// `name = value` in a call of `module`, and the text of what has the code.
  static func spots(
    _ code: String, _ inputs: String, module: String = "aws", version: String = "7.18.2",
    extra: String = ""
  ) -> [String] {
    let main = """
      \(extra)
      module "wandb" {
        source  = "wandb/wandb/\(module)"
        version = "\(version)"
        \(inputs)
      }

      """
    return Sample(files: [("main.tf", main)]).spots(code)
  }

  /// Every finding of a call that sets these inputs and whatever else the module requires.
  static func findings(_ inputs: [String: String], module: String = "aws") -> [String] {
    let (version, required) = complete[module] ?? ("", [:])
    let lines = required.merging(inputs) { $1 }.sorted { $0.key < $1.key }
    let main = """
      module "wandb" {
        source  = "wandb/wandb/\(module)"
        version = "\(version)"
        \(lines.map { "\($0) = \($1)" }.joined(separator: "\n  "))
      }

      variable "license" {}

      data "http" "cidr" {
        url = "https://example.com"
      }

      """
    let compilation = Sample(files: [("main.tf", main)]).compilation
    return compilation.report.findings.map { finding in
      "\(finding.id.code) \(compilation.sources.text(finding.span))"
    }
  }

  /// A release of each module, and inputs with which it has nothing to report.
  private static let complete: [String: (version: String, inputs: [String: String])] = [
    "aws": (
      "7.18.2",
      [
        "namespace": "\"wandb\"", "license": "var.license", "domain_name": "\"example.com\"",
        "zone_id": "\"Z032246913CW32RVRY0WU\"", "eks_cluster_version": "\"1.33\"",
        "allowed_inbound_cidr": "[\"10.0.0.0/8\"]", "allowed_inbound_ipv6_cidr": "[]",
      ]
    ),
    "google": (
      "10.8.2",
      [
        "namespace": "\"wandb\"", "license": "var.license", "domain_name": "\"example.com\"",
        "subdomain": "\"wandb\"",
      ]
    ),
    "azurerm": (
      "7.9.2",
      [
        "namespace": "\"wandb\"", "license": "var.license", "domain_name": "\"example.com\"",
        "subdomain": "\"wandb\"", "location": "\"westeurope\"",
      ]
    ),
  ]
}
