package import Diagnostics

/// Keys and variables that mean something else than their writer thought.
extension ShapeProblem {
  package static let misplacedKey = DiagnosticID(
    "WB2017", "misplaced-key", .error,
    Documentation(
      summary: "The key is one of the chart's, in another section than it is read in.",
      explanation: """
        `ingress` and the components stand beside `global`, not below it; host, bucket, MySQL and \
        Redis stand below `global`. Helm ignores a key in the wrong place.
        """,
      failing: .yaml("global:\n  host: https://w.example.com\n  ingress: {class: nginx}\n"),
      passing: .yaml("global:\n  host: https://w.example.com\ningress: {class: nginx}\n")))

  package static let keyOfAnotherRelease = DiagnosticID(
    "WB2018", "key-of-another-release", .warning,
    Documentation(
      summary: "The release of the chart in use does not have the key yet, or any more.",
      explanation: """
        The release is that of `--chart-version`, else of `spec.chart.version`, else 0.43.8. First \
        and last releases of a key are those of `values.yaml` and the templates of all 398 \
        releases from 0.1.0 to 0.43.8.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  createGCPLoadBalancerBackend: true\n"),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  gcpSecurityPolicy: block-bots\n")))

  package static let unreadVariable = DiagnosticID(
    "WB2019", "unread-variable", .warning,
    Documentation(
      summary: "The variable had a meaning once, or in an issue, and nothing is known to read it.",
      explanation: """
        `OIDC_CLIENT_SECRET` was never read; `AUTH0_*` and `GORILLA_OIDC_AUTH_METHOD` were replaced \
        (wandb/helm-charts#503, #575). The server's source is closed: what documentation, charts \
        and issues know is what can be said.
        """,
      failing: .env("OIDC_CLIENT_SECRET=s3cr3t\n"), passing: .env("OIDC_SECRET=s3cr3t\n")))

  package static let derivedVariable = DiagnosticID(
    "WB2020", "derived-variable", .warning,
    Documentation(
      summary:
        "The chart makes the variable from a setting; setting it alone is no way to set that.",
      explanation: """
        The chart puts `MYSQL` together from `MYSQL_HOST`, `MYSQL_PORT` and so on, and `BUCKET`, \
        `GORILLA_FILE_STORE`, `GORILLA_STORAGE_BUCKET` from the bucket's keys. A variable of \
        `extraEnv` replaces one of them and leaves the others.
        """,
      failing: .yaml("global:\n  extraEnv:\n    GORILLA_FILE_STORE: s3://bucket\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: bucket}\n")))

  package static let nullSection = DiagnosticID(
    "WB2021", "null-section", .error,
    Documentation(
      summary: "A section that the chart's templates look into is null.",
      explanation: """
        Helm takes `null` as the wish to remove the chart's own values of the section, and a \
        template that looks into it fails ("nil pointer evaluating interface"). In a later layer \
        `null` takes back what an earlier one set, and is no finding.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n  redis:\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  redis: {}\n")))

  package static let templateInVariable = DiagnosticID(
    "WB2022", "template-in-variable", .warning,
    Documentation(
      summary: "The value of a variable holds `{{`, which Helm runs as a template.",
      explanation: """
        The chart puts every value of `env` and `extraEnv` through `tpl`: a template is executed, \
        and text that only looks like one stops the installation.
        """,
      failing: .yaml("global:\n  extraEnv:\n    PROMPT: \"{{ user }}\"\n"),
      passing: .yaml(
        "global:\n  extraEnv:\n    PROMPT: \"{{ \\\"{{\\\" }} user }}\"\n")))

  package static let newerRelease = DiagnosticID(
    "WB2031", "newer-release", .note,
    Documentation(
      summary: "The release of the chart is newer than what this program knows.",
      explanation: """
        Everything is checked as for chart 0.43.8, the newest one that was read: keys that came \
        later are told as unknown, and those that went away since are not.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n", .chartVersion("99.0.0")),
      passing: .yaml("global:\n  host: https://wandb.example.com\n", .chartVersion("0.43.8"))))

  package static let refusedVariableName = DiagnosticID(
    "WB2032", "refused-variable-name", .error,
    Documentation(
      summary: "Kubernetes refuses a variable of this name, and the whole pod with it.",
      explanation: """
        A name is not empty and holds no `=` and nothing but printable ASCII. Before 1.32 Kubernetes \
        takes letters, digits, `-`, `_` and `.` only, and no digit in front: a warning.
        """,
      failing: .yaml("global:\n  extraEnv:\n    \"TEAM=NAME\": ml\n"),
      passing: .yaml("global:\n  extraEnv:\n    TEAM_NAME: ml\n")))
}
