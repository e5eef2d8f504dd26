package import Diagnostics
import Settings

/// The findings of the emitters.
package enum RenderProblem {
  package static let all = [
    targetMisfit, missingSetting, notCarried, keysNotCarried, inputNotKnown, moduleNotChosen,
    unwritable,
    severalInstallations, leftOut, takenForGranted,
  ]

  package static let targetMisfit = DiagnosticID(
    "WB4001", "target-misfit", .error,
    Documentation(
      summary: "The target is for another provider than the configured one.",
      explanation: """
        S3's CORS document is read by S3 and by stores that speak its API (provider `s3` or `cw`); \
        Google Cloud Storage and Azure have forms of their own.
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
      summary: "The target needs a setting that no input gives.",
      explanation: "Nothing is written in its place: a placeholder in an artifact is a trap.",
      failing: .yaml(
        "global:\n  bucket: {provider: s3, name: files}\n", .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))

  package static let notCarried = DiagnosticID(
    "WB4003", "not-carried", .warning,
    Documentation(
      summary: "The target has no way to write the setting.",
      explanation: """
        A Docker env file holds text only, so neither Secrets nor several lines; the chart has no \
        key for `mysql.tls`, which it always writes as `preferred`. What is not carried must be \
        set there in another way.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  licenseSecret: {name: wandb, key: license}\n",
        .render(target: "docker-env")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "docker-env"))))

  package static let keysNotCarried = DiagnosticID(
    "WB4004", "keys-not-carried", .note,
    Documentation(
      summary: "Keys of the chart that no setting stands for have no place in the target.",
      explanation:
        "Ingress, images and resources belong to Kubernetes; a Docker env file has none.",
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\ningress: {class: nginx}\n",
        .render(target: "docker-env")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\ningress: {class: nginx}\n",
        .render(target: "helm"))))

  package static let inputNotKnown = DiagnosticID(
    "WB4005", "input-not-known", .warning,
    Documentation(
      summary: "The root module has a variable that only the user can set.",
      explanation: """
        A release of W&B's modules asks for more than the settings of the server: a prefix of \
        names, a DNS zone, the ranges that may reach it. Each is a variable without a default, \
        and a comment in `terraform.tfvars`, where its value belongs.
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
      summary: "Nothing tells which release of which module the target calls.",
      explanation: """
        `--module` names it; otherwise it is the module of the Terraform among the inputs, or that \
        of the cloud that keeps the bucket. `--module-version` is one of the releases that are \
        known; the newest otherwise.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "terraform")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "terraform-helm"))))

  package static let unwritable = DiagnosticID(
    "WB4009", "unwritable-text", .error,
    Documentation(
      summary: "The language of the target has no way to write the text.",
      explanation: """
        XML 1.0 has no form for control characters, escaped or not (section 2.2). A policy of AWS \
        takes `*`, `?` and `${` in a name for a pattern, which would let in more than is meant. Google \
        takes a `*` inside of an origin as it is.
        """,
      failing: .yaml(
        "global:\n  host: \"YOUR-\\u0001-HOST\"\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))
}

extension ResolvedConfiguration {
  /// Where a finding about something absent stands: the start of the first input.
  var beginning: SourceSpan { SourceSpan(FileID(0), 0, 0) }
}

extension DiagnosticBag {
  /// Keys and settings that another artifact has a place for.
  mutating func reportNotCarried(_ names: [String], _ target: String, at span: SourceSpan) {
    guard !names.isEmpty else { return }
    let most = 20
    let shown = names.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
    let more = names.count > most ? " and \(names.count - most) more" : ""
    report(
      Diagnostic(
        RenderProblem.keysNotCarried, "not written, \(target) has no place for it: \(shown)\(more)",
        at: span))
  }
}
