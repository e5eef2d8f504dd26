package import Diagnostics

/// The findings reported by emitters.
package enum RenderProblem {
  /// Every finding of this family, for the reference.
  package static let all = [
    targetMisfit, missingSetting, notCarried, keysNotCarried, inputNotKnown, moduleNotChosen,
    unwritable, severalInstallations, leftOut, assumedLocation,
  ]

  package static let targetMisfit = DiagnosticID(
    "WB4001", "target-misfit", .error,
    Documentation(
      summary: "The target does not support the configured provider.",
      explanation: """
        S3's CORS document is read by S3 and S3-compatible stores (provider `s3` or `cw`); Google \
        Cloud Storage and Azure have their own formats.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: gcs, name: files}\n",
        .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))

  package static let missingSetting = DiagnosticID(
    "WB4002", "missing-setting", .error,
    Documentation(
      summary: "The target requires a setting that no input sets.",
      explanation: "No placeholder is written instead, as it would be easy to overlook.",
      failing: .yaml(
        "global:\n  bucket: {provider: s3, name: files}\n", .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))

  package static let notCarried = DiagnosticID(
    "WB4003", "not-carried", .warning,
    Documentation(
      summary: "The target can't express the setting.",
      explanation: """
        A Docker env file can contain only single-line text, not references to Secrets; the chart \
        has no key for `mysql.tls`, which it always writes as `preferred`. Set whatever is not \
        rendered in the target in another way.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  licenseSecret: {name: wandb, key: license}\n",
        .render(target: "docker-env")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "docker-env"))))

  package static let keysNotCarried = DiagnosticID(
    "WB4004", "keys-not-carried", .note,
    Documentation(
      summary: "Keys of the chart have no equivalent in the target.",
      explanation:
        "Ingress, images and resources exist only in Kubernetes, not in a Docker env file.",
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\ningress: {class: nginx}\n",
        .render(target: "docker-env")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\ningress: {class: nginx}\n",
        .render(target: "helm"))))

  package static let inputNotKnown = DiagnosticID(
    "WB4005", "input-not-known", .warning,
    Documentation(
      summary: "The root module has a variable that only you can set.",
      explanation: """
        The official modules require more than the server's settings: a name prefix, a DNS zone, \
        the address ranges that may access the server. Each is declared as a variable without a \
        default, with a comment in `terraform.tfvars` where its value belongs.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: gcs, name: files}\n",
        .render(target: "terraform")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: gcs, name: files}\n",
        .render(target: "helm"))))

  package static let moduleNotChosen = DiagnosticID(
    "WB4006", "module-not-chosen", .error,
    Documentation(
      summary: "It is not clear which module release the target should call.",
      explanation: """
        `--module` names the module; otherwise it is the one called by the Terraform inputs, or \
        the one for the bucket's cloud. `--module-version` must be a known release, and defaults \
        to the newest one.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "terraform")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "terraform-helm"))))

  package static let unwritable = DiagnosticID(
    "WB4009", "unwritable-text", .error,
    Documentation(
      summary: "The target's language can't express the text.",
      explanation: """
        XML 1.0 does not allow control characters, escaped or not (section 2.2). AWS policies \
        treat `*`, `?` and `${` in a name as a pattern, which would grant more access than \
        intended. Google treats a `*` inside an origin literally.
        """,
      failing: .yaml(
        "global:\n  host: \"YOUR-\\u0001-HOST\"\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))

  // MARK: Cloud documents

  package static let leftOut = DiagnosticID(
    "WB4020", "left-out", .warning, also: [.note],
    Documentation(
      summary: "A cloud document does not cover everything that the configuration uses.",
      explanation: """
        The server's role needs access to every bucket that the server uses. With both `BUCKET` \
        and `global.bucket`, some services read one and some the other (chart 0.20.0 and newer), \
        and the contents of a Secret are not known. A cluster service account can act as a Google \
        Cloud service account only if both, and the namespace, are known (a note).
        """,
      failing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1}
          extraEnv: {GORILLA_SUPPORTED_FILE_STORES: "s3://"}

        """, .render(target: "iam")),
      passing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1}
          extraEnv: {GORILLA_SUPPORTED_FILE_STORES: "s3://files-of-a-team"}

        """, .render(target: "iam"))))

  package static let assumedLocation = DiagnosticID(
    "WB4021", "assumed-location", .warning, also: [.note],
    Documentation(
      summary: "A cloud document relies on an assumption that no input confirms.",
      explanation: """
        `azure.resourceGroup` is the group of the container's storage account. A queue in another \
        account may be in another group, but the document assumes this one. If components do not \
        name their service accounts, every service account in the namespace may assume the role (a \
        note).
        """,
      failing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "event-grid")),
      passing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "docker-env"))))

  // MARK: Installations

  package static let severalInstallations = DiagnosticID(
    "WB4007", "several-installations", .error,
    Documentation(
      summary: "The Terraform directory installs the server more than once.",
      explanation: """
        `validate` checks each installation separately (at most 50), and `explain` shows each of \
        them. `render`, `convert` and `diff` work on a single installation, so put each one in its \
        own directory. Calls belong to the same installation if one reads the other's outputs; a \
        call with its own cluster belongs to the only cloud module, if there is exactly one.
        """,
      failing: .terraform(installation("one") + "\n" + installation("two"), target: "helm"),
      passing: .terraform(installation("one"), target: "helm")))

  private static func installation(_ name: String) -> String {
    """
    module "\(name)" {
      source  = "wandb/wandb/helm"
      version = "4.0.0"
      spec    = { values = { global = { host = "https://\(name).example.com" } } }
    }

    """
  }
}
