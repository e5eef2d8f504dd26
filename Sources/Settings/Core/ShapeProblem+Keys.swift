package import Diagnostics

/// Keys and variables that do not mean what their writer intended.
extension ShapeProblem {
  package static let misplacedKey = DiagnosticID(
    "WB2017", "misplaced-key", .error, also: [.warning],
    Documentation(
      summary: "The chart reads this key in a different section.",
      explanation: """
        `ingress` and the components belong at the top level, next to `global`; host, bucket, \
        MySQL and Redis belong under `global`. Helm ignores a key in the wrong section.
        """,
      failing: .yaml("global:\n  host: https://w.example.com\n  ingress: {class: nginx}\n"),
      passing: .yaml("global:\n  host: https://w.example.com\ningress: {class: nginx}\n")))

  package static let keyOfAnotherRelease = DiagnosticID(
    "WB2018", "key-of-another-release", .warning,
    Documentation(
      summary: "The chart release in use does not have this key yet, or no longer has it.",
      explanation: """
        The release is set by `--chart-version`, otherwise by `spec.chart.version`, and defaults \
        to \(ChartVersion.newest). The first and last release of each key come from `values.yaml` \
        and the templates of all \(ChartRelease.count) releases from \(ChartRelease.first) to \
        \(ChartVersion.newest).
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  createGCPLoadBalancerBackend: true\n"),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  gcpSecurityPolicy: block-bots\n")))

  package static let unreadVariable = DiagnosticID(
    "WB2019", "unread-variable", .warning,
    Documentation(
      summary: "The variable looks like one of the server's, but no known component reads it.",
      explanation: """
        `OIDC_CLIENT_SECRET` was never read; `AUTH0_*` and `GORILLA_OIDC_AUTH_METHOD` were \
        replaced (wandb/helm-charts#503, #575). `OIDC_TOKEN_URI` belongs to other products \
        (wandb/server#142), and `WANDB_BASE_URL` to the W&B client. The server's source is closed, \
        so this is based on the documentation, charts and issues.
        """,
      failing: .env("OIDC_CLIENT_SECRET=s3cr3t\n"), passing: .env("OIDC_SECRET=s3cr3t\n")))

  package static let derivedVariable = DiagnosticID(
    "WB2020", "derived-variable", .warning,
    Documentation(
      summary: "The chart derives the variable from a setting; set the setting instead.",
      explanation: """
        The chart assembles `MYSQL` from `MYSQL_HOST`, `MYSQL_PORT` and so on, and `BUCKET`, \
        `GORILLA_FILE_STORE` and `GORILLA_STORAGE_BUCKET` from the bucket's keys. A variable in \
        `extraEnv` replaces one of them and leaves the others unchanged. An env file or a compose \
        file does not pass through the chart: set the whole URL there, such as `MYSQL`.
        """,
      failing: .yaml("global:\n  extraEnv:\n    GORILLA_FILE_STORE: s3://bucket\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: bucket}\n")))

  package static let nullSection = DiagnosticID(
    "WB2021", "null-section", .error,
    Documentation(
      summary: "A section that the chart's templates read from is null.",
      explanation: """
        Helm treats `null` as a request to remove the section's default values, and a template \
        that reads from it fails ("nil pointer evaluating interface"). In a later layer `null` \
        removes what an earlier one set, and is not reported.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n  redis:\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  redis: {}\n")))

  package static let templateInVariable = DiagnosticID(
    "WB2022", "template-in-variable", .warning,
    Documentation(
      summary: "The value of a variable contains `{{`, which Helm evaluates as a template.",
      explanation: """
        The chart passes every value of `env` and `extraEnv` through `tpl`: a template is \
        executed, and text that only looks like one makes the installation fail.
        """,
      failing: .yaml("global:\n  extraEnv:\n    PROMPT: \"{{ user }}\"\n"),
      passing: .yaml(
        "global:\n  extraEnv:\n    PROMPT: \"{{ \\\"{{\\\" }} user }}\"\n")))

  package static let newerRelease = DiagnosticID(
    "WB2031", "newer-release", .note,
    Documentation(
      summary: "The chart release is newer than any that this program knows.",
      explanation: """
        Everything is checked against chart \(ChartVersion.newest), the newest known release: \
        keys added later are reported as unknown, and keys removed since then are not reported.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n", .chartVersion("99.0.0")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n",
        .chartVersion(ChartVersion.newest.description))))

  package static let malformedVariableName = DiagnosticID(
    "WB2032", "malformed-variable-name", .error, also: [.warning],
    Documentation(
      summary: "Kubernetes rejects a variable with this name, and with it the whole pod.",
      explanation: """
        A name must not be empty and may contain only printable ASCII except `=`. Before 1.32, \
        Kubernetes accepts only letters, digits, `-`, `_` and `.`, and no leading digit; such a \
        name is a warning.
        """,
      failing: .yaml("global:\n  extraEnv:\n    \"TEAM=NAME\": ml\n"),
      passing: .yaml("global:\n  extraEnv:\n    TEAM_NAME: ml\n")))
}
