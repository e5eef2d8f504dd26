package import Diagnostics
package import Probing

extension VersionProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .kubernetesTooOld: Codes.kubernetesTooOld
    case .clusterNotReached: Codes.clusterNotReached
    case .terraformUnsupported: Codes.terraformUnsupported
    case .versionUnknown: Codes.versionUnknown
    case .licenseExpiresSoon: Codes.licenseExpiresSoon
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    switch self {
    case .kubernetesTooOld:
      "the cluster runs Kubernetes \(context[.found]), but W&B requires \(context[.expected]) or newer"
    case .clusterNotReached: "kubectl does not reach a cluster\(context.reply)"
    case .terraformUnsupported:
      "Terraform \(context[.found]) is installed, but the module requires `\(context[.expected])`"
    case .versionUnknown: "the version of Terraform can't be read\(context.reply)"
    case .licenseExpiresSoon:
      "the license expires in \(context[.found]) day\(context[.found] == "1" ? "" : "s")"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .kubernetesTooOld: "upgrade the cluster"
    case .clusterNotReached: "select the cluster with `kubectl config use-context`"
    case .terraformUnsupported: "install a version that the module allows"
    case .versionUnknown: "install a version since 0.13"
    case .licenseExpiresSoon: "ask W&B for a new license"
    }
  }
}

private enum Codes {
  private static let chart = Example.yaml("global:\n  host: https://wandb.example.com\n")
  private static let licensed = Example.yaml(
    "global:\n  license: eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2ln\n")
  private static let module = Example.terraform(
    """
    module "wandb" {
      source                     = "wandb/wandb/kubernetes"
      version                    = "1.14.1"
      license                    = var.license
      host                       = "https://wandb.example.com"
      bucket                     = "s3://wandb"
      bucket_queue               = "internal://"
      database_connection_string = var.database
    }

    variable "license" {}

    variable "database" {}

    """)

  /// Documentation whose failing example is the probe's answer.
  private static func documentation(
    _ example: Example, _ service: String, _ problem: VersionProblem, _ facts: [String: String],
    summary: String, explanation: String
  ) -> Documentation {
    Documentation(
      summary: summary, explanation: explanation,
      failing: example.probed(service, finds: problem.rawValue, facts),
      passing: example.probed(service, finds: nil, [:]))
  }

  static let kubernetesTooOld = DiagnosticID(
    "WB5290", VersionProblem.kubernetesTooOld.rawValue, .error,
    evidence: .read(
      by: .kubernetes, source: "W&B documentation, \"Reference architecture\": 1.29 or newer"),
    documentation(
      chart, "kubernetes", .kubernetesTooOld, ["found": "v1.27.3", "expected": "1.29"],
      summary: "The cluster runs a version of Kubernetes that W&B does not support.",
      explanation: "`kubectl version` is asked, in the context that is selected."))
  static let clusterNotReached = DiagnosticID(
    "WB5291", VersionProblem.clusterNotReached.rawValue, .warning,
    evidence: .read(by: .kubernetes, source: "`kubectl version -o json`"),
    documentation(
      chart, "kubernetes", .clusterNotReached, ["reply": "connection refused"],
      summary: "kubectl is installed, but does not reach a cluster.",
      explanation: "The version of the cluster is not known. `--skip kubernetes` leaves it out."))
  static let terraformUnsupported = DiagnosticID(
    "WB5292", VersionProblem.terraformUnsupported.rawValue, .error,
    evidence: .read(
      by: .terraform, source: "\"Unsupported Terraform Core version\"; `required_version`"),
    documentation(
      module, "terraform", .terraformUnsupported, ["found": "0.13.7", "expected": "~> 1.0"],
      summary: "The installed Terraform is not one that the module allows.",
      explanation: "Terraform stops in `init` if `required_version` of a module excludes it."))
  static let versionUnknown = DiagnosticID(
    "WB5294", VersionProblem.versionUnknown.rawValue, .warning,
    evidence: .read(by: .terraform, source: "`terraform version -json`"),
    documentation(
      module, "terraform", .versionUnknown, ["reply": "flag provided but not defined: -json"],
      summary: "The version of the installed Terraform can't be read.",
      explanation: "Whether the modules allow it is not checked."))
  static let licenseExpiresSoon = DiagnosticID(
    "WB5293", VersionProblem.licenseExpiresSoon.rawValue, .warning,
    evidence: .read(by: .server, source: "The claims `exp` and `expiresAt`"),
    documentation(
      licensed, "license", .licenseExpiresSoon, ["found": "12"],
      summary: "The license expires within 30 days.",
      explanation: "The claims of the license say so; the signature can't be checked here."))
}
