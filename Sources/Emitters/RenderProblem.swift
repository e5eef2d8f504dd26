package import Diagnostics
import Settings

/// The findings reported by emitters.
package enum RenderProblem {
  package static let all = [
    targetMisfit, missingSetting, notCarried, keysNotCarried, inputNotKnown, moduleNotChosen,
    unwritable,
    severalInstallations, leftOut, assumedLocation,
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
}

extension ResolvedConfiguration {
  /// The location of findings about something absent: the start of the first input.
  var beginning: SourceSpan { SourceSpan(FileID(0), 0, 0) }
}

extension DiagnosticBag {
  /// Reports keys and settings that have no equivalent in the target.
  mutating func reportNotCarried(_ names: [String], _ target: String, at span: SourceSpan) {
    guard !names.isEmpty else { return }
    let most = 20
    let shown = names.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
    let more = names.count > most ? " and \(names.count - most) more" : ""
    report(
      Diagnostic(
        RenderProblem.keysNotCarried,
        "not rendered: \(target) has no equivalent for \(shown)\(more)", at: span))
  }
}
