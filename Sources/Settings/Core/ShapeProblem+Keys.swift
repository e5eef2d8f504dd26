package import Diagnostics

/// Keys and variables that do not mean what their writer intended.
extension ShapeProblem {
  package static let misplacedKey = DiagnosticID(
    "WB2017", "misplaced-key", .warning,
    evidence: .read(
      by: .helm, source: "Templates of all releases, interpreted; Helm ignores unknown values"),
    Documentation(
      summary: "The chart reads this key in a different section.",
      explanation: """
        `ingress` and the components belong at the top level, next to `global`; host, bucket, \
        MySQL and Redis belong under `global`. Helm ignores a key in the wrong section.
        """,
      failing: .yaml("bucket: {provider: s3, name: wandb-files}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: wandb-files}\n")))

  package static let mistakenKey = DiagnosticID(
    "WB2061", "mistaken-key", .error,
    evidence: .read(
      by: .chart, source: "Templates of all releases, interpreted: none reads the key"),
    Documentation(
      summary: "No known release of the chart reads this key, whose name resembles a known one.",
      explanation: """
        Helm ignores unknown values, and the custom resource keeps them silently, so what the key \
        should set is certainly not set, and nothing else says so. A reference to a Secret has keys \
        with names of their own. A key that belongs to another section is WB2017.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n  mysql:\n    hots: db\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  mysql:\n    host: db\n")))

  package static let unreadKey = DiagnosticID(
    "WB2062", "unread-key", .warning,
    evidence: .read(
      by: .chart, source: "Templates of all releases, interpreted: none reads the key"),
    Documentation(
      summary: "The chart ignores this key, and another one does what it promises.",
      explanation: """
        The documentation, an example or another chart has the key, but no template in the \
        \(ChartRelease.count) releases from \(ChartRelease.first) to \(ChartVersion.newest) reads \
        it, so what it sets has no effect.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n  ldap: {enabled: true}\n"),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  extraEnv: {LDAP_TLS_ENABLE: \"true\"}\n")))

  package static let bundledChartKey = DiagnosticID(
    "WB2063", "bundled-chart-key", .note,
    evidence: .read(
      by: .chart, source: "Dependencies in Chart.yaml: the section is passed to the bundled chart"),
    Documentation(
      summary: "The key belongs to a bundled chart, whose keys are not checked.",
      explanation: """
        Sections such as `redis` and `kafka` at the top level belong to third-party charts that are \
        part of operator-wandb.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\nkafka: {zebra: true}\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let bundledChartSetting = DiagnosticID(
    "WB2064", "setting-of-bundled-chart", .warning,
    evidence: .read(
      by: .chart,
      source: "Templates of the newest release: the server's connection is read below `global`"),
    Documentation(
      summary:
        "The key is in the section of a bundled chart, but the server reads it below `global`.",
      explanation: """
        `mysql` and `redis` at the top level configure the bundled services. The server finds its \
        database and its cache below `global`.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\nmysql:\n  host: db\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  mysql:\n    host: db\n")))

  package static let keyOfAnotherRelease = DiagnosticID(
    "WB2018", "key-of-another-release", .warning,
    evidence: .read(by: .chart, source: "Templates of all releases, interpreted"),
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
    evidence: .read(
      by: .server,
      source: "W&B documentation of the variables; wandb/helm-charts#503, #575; wandb/server#142"),
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
    evidence: .read(by: .chart, source: "Templates of the newest release, rendered"),
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
    evidence: .read(
      by: .chart, source: "Rendered with Helm 3.17 and 4.1: \"nil pointer evaluating interface\""),
    Documentation(
      summary: "A section that the chart's templates read from is null.",
      explanation: """
        Helm treats `null` as a request to remove the section's default values, and a template \
        that reads from it fails ("nil pointer evaluating interface"). With several values files, \
        Helm merges null too, so this holds even where an earlier file sets the section.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n  redis:\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  redis: {}\n")))

  package static let templateInVariable = DiagnosticID(
    "WB2022", "template-in-variable", .warning,
    evidence: .read(
      by: .chart, source: "Template of wandb-base, which passes variables through `tpl`, rendered"),
    Documentation(
      summary: "The value of a variable contains `{{`, which Helm evaluates as a template.",
      explanation: """
        The chart passes every value of `env` and `extraEnv` through `tpl`: a template is \
        executed, and text that only looks like one makes the installation fail. What reads a \
        value or calls a function with arguments is taken for a template.
        """,
      failing: .yaml("global:\n  extraEnv:\n    PROMPT: \"{{ user }}\"\n"),
      passing: .yaml(
        "global:\n  extraEnv:\n    PROMPT: \"{{ \\\"{{\\\" }} user }}\"\n")))

  package static let newerRelease = DiagnosticID(
    "WB2031", "newer-release", .note,
    evidence: .read(by: .program, source: "The chart releases known when this program was built"),
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
    "WB2032", "malformed-variable-name", .error,
    evidence: .read(
      by: .kubernetes,
      source: """
        API validation of `EnvVar.name` since Kubernetes 1.32 \
        (RelaxedEnvironmentVariableValidation)
        """),
    Documentation(
      summary: "Kubernetes or Docker rejects a variable with this name, and with it the container.",
      explanation: """
        Kubernetes requires a name that is not empty and contains only printable ASCII except `=`. \
        Docker rejects an empty name, such as that of `=value` in a compose file (moby, package \
        opts).
        """,
      failing: .yaml("global:\n  extraEnv:\n    \"TEAM=NAME\": ml\n"),
      passing: .yaml("global:\n  extraEnv:\n    TEAM_NAME: ml\n")))

  package static let newVariableName = DiagnosticID(
    "WB2066", "variable-name-since-1-32", .warning,
    evidence: .read(
      by: .kubernetes, source: "API validation of `EnvVar.name` before Kubernetes 1.32"),
    Documentation(
      summary: "Kubernetes accepts a variable with this name only since 1.32.",
      explanation: """
        Before, a name consists of letters, digits, `-`, `_` and `.`, and does not begin with a \
        digit, and Kubernetes rejects the whole pod.
        """,
      failing: .yaml("global:\n  extraEnv:\n    \"TEAM NAME\": ml\n"),
      passing: .yaml("global:\n  extraEnv:\n    TEAM_NAME: ml\n")))
}
