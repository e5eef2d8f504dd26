package import Diagnostics

/// The findings reported while inputs are resolved into settings.
package enum ShapeProblem {
  package static let all = [
    nothingSet, unknownKey, wrongType, outOfRange, unknownWord, placeholder, ineffectiveKey,
    unreadKey, mistakenKey, bundledChartKey, bundledChartSetting,
    formerKey, notAConnectionString, unknownSetting, secretOnCommandLine, numberForText,
    incompleteReference, misplacedKey, keyOfAnotherRelease,
    unreadVariable, derivedVariable, nullSection, templateInVariable, nullValue, uncertainNull,
    kindConflict,
    newerRelease, malformedVariableName, newVariableName, wrongRoot, skippedDocument, blankEnd,
    invisibleCharacter, keyMissing, unreadValues, notBase64, earlyReference, encryptedValues,
    HelmSetText.cut,
  ]

  package static let nothingSet = DiagnosticID(
    "WB2001", "nothing-set", .error,
    evidence: .read(by: .program, source: "There is nothing to check, render or convert"),
    Documentation(
      summary: "The inputs do not set anything.",
      explanation:
        "A file that is empty or contains only comments is more often a wrong path than intended.",
      failing: .yaml("# global:\n#   host: https://wandb.example.com\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let unknownKey = DiagnosticID(
    "WB2004", "unknown-key", .warning,
    evidence: .read(
      by: .chart,
      source: """
        Templates of all releases, interpreted; schemas of Kubernetes keep unknown keys of the \
        custom resource
        """),
    Documentation(
      summary: "Neither a release of the chart nor a known part of the server reads this name.",
      explanation: """
        Helm ignores unknown values, and the custom resource keeps them silently. A newer \
        release may read it. A key that resembles a known one is WB2061.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\nspaceship: {speed: 9}\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let wrongType = DiagnosticID(
    "WB2005", "wrong-type", .error,
    evidence: .read(
      by: .server,
      source: """
        Types in the values and templates of the chart, and in the W&B documentation of the \
        variables
        """),
    Documentation(
      summary: "The value does not have the setting's type.",
      explanation: "The chart renders it anyway, and the server fails at startup.",
      failing: .yaml("global:\n  mysql:\n    host: db\n    port: standard\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    port: 3306\n")))

  package static let outOfRange = DiagnosticID(
    "WB2006", "out-of-range", .error,
    evidence: .read(
      by: .goURLParser, source: "Go `net/url`: \"invalid port\"; RFC 793 (ports have 16 bits)"),
    Documentation(
      summary: "The number is outside the setting's range.",
      explanation: "TCP ports range from 1 to 65535.",
      failing: .yaml(
        "global:\n  redis:\n    host: cache\n    port: 63790\n    params: {ttlInSeconds: -1}\n"),
      passing: .yaml("global:\n  redis:\n    host: cache\n    port: 6379\n")))

  package static let unknownWord = DiagnosticID(
    "WB2007", "unknown-word", .warning,
    evidence: .read(
      by: .server,
      source: """
        wandb/operator, document infra-connection-settings; W&B documentation of the variables
        """),
    Documentation(
      summary: "The value is not one that the setting is known to accept.",
      explanation: """
        A newer release may accept more words, so the value is rendered unchanged. \
        For `mysql.tls`, the server accepts `true`, `false`, `skip-verify`, `preferred` and \
        `custom` (wandb/operator, infra-connection-settings). Bucket providers and the schemes of \
        connection strings have rules of their own.
        """,
      failing: .env("MYSQL=mysql://u:p@db/wandb?tls=prefered\n"),
      passing: .env("MYSQL=mysql://u:p@db/wandb?tls=preferred\n")))

  package static let placeholder = DiagnosticID(
    "WB2008", "placeholder", .warning,
    evidence: .read(
      by: .program,
      source: "Placeholders in the samples of the W&B documentation, of envsubst and of Helm"),
    Documentation(
      summary: "The value is a placeholder that has not been replaced.",
      explanation: """
        `<…>`, dots inside a word, runs of `x`, `changeme`, `YOUR-…`, `SOME_PASSWORD` and \
        `REDACTED` are placeholders for values that only you know; `${NAME}` and `$NAME` are \
        placeholders that `envsubst` or a similar program replaces, but Helm does not. They are rendered unchanged; \
        `--strict` turns them into errors.
        """,
      failing: .yaml("global:\n  host: https://<HOST_URI>\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let ineffectiveKey = DiagnosticID(
    "WB2009", "ineffective-key", .note,
    evidence: .read(by: .chart, source: "Templates of all releases, interpreted"),
    Documentation(
      summary: "A documented key has no effect, and rarely matters.",
      explanation: """
        Something else already does what the key is for, or nothing depends on it. The \
        documentation's MySQL examples set `global.mysql.name`, but no template in the \
        \(ChartRelease.count) releases from \(ChartRelease.first) to \(ChartVersion.newest) reads \
        it. The database name is `global.mysql.database`.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    name: wandb_local\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    database: wandb_local\n")))

  package static let formerKey = DiagnosticID(
    "WB2010", "former-key", .warning,
    evidence: .read(
      by: .helm, source: "Templates of all releases, interpreted; Helm ignores unknown values"),
    Documentation(
      summary: "The key was renamed, and this release of the chart does not read the old name.",
      explanation: """
        The release is set by `--chart-version`, otherwise by `spec.chart.version` in the custom \
        resource, and defaults to \(ChartVersion.newest). Older releases read only the old name.
        """,
      failing: .yaml("global:\n  redis:\n    host: cache\n    secretName: redis\n"),
      passing: .yaml("global:\n  redis:\n    host: cache\n    secret: {secretName: redis}\n")))

  package static let notAConnectionString = DiagnosticID(
    "WB2011", "not-a-connection-string", .error,
    evidence: .read(
      by: .goURLParser,
      source: "wandb/operator, document infra-connection-settings: the forms of the URLs"),
    Documentation(
      summary: "The value must be a URL, but has no `scheme://`.",
      explanation: """
        `MYSQL`, `REDIS` and `BUCKET` share one URL grammar: scheme, user information, host, \
        port, path, parameters (wandb/operator, infra-connection-settings).
        """,
      failing: .env("MYSQL=wandb:secret@db:3306/wandb\n"),
      passing: .env("MYSQL=mysql://wandb:secret@db:3306/wandb\n")))

  package static let unknownSetting = DiagnosticID(
    "WB2012", "unknown-setting", .error,
    evidence: .read(by: .program, source: "`wandb-cfg settings` lists the names"),
    Documentation(
      summary: "`--set` names an unknown setting.",
      explanation: """
        The path before `=` must be a setting's canonical name (see `wandb-cfg explain NAME`) or a \
        path in the chart's values.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n", .set("global.mysql.prot=1")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .set("global.mysql.port=3307"))))

  package static let secretOnCommandLine = DiagnosticID(
    "WB2013", "secret-on-command-line", .warning,
    evidence: .read(by: .program, source: "Process lists and shell histories show arguments"),
    Documentation(
      summary: "A secret is passed on the command line.",
      explanation: """
        Other users of the machine can see it in the process list, and the shell keeps it in its \
        history. `--set NAME=@FILE` reads it from a file, and `--set NAME=env:VARIABLE` reads it \
        from the environment.
        """,
      failing: .yaml("global:\n  mysql: {host: db}\n", .set("global.mysql.password=secret")),
      passing: .yaml("global:\n  mysql: {host: db}\n", .set("global.mysql.port=3307"))))

  package static let numberForText = DiagnosticID(
    "WB2014", "unquoted-number", .error,
    evidence: .read(
      by: .chart,
      source: """
        Go's `%v` for 64-bit floats, as Helm prints numbers; rendered with Helm 3.17 and 4.1
        """),
    Documentation(
      summary: "An unquoted number is used as text, and the chart prints a different number.",
      explanation: """
        Helm reads numbers as 64-bit floats and prints them in Go's shortest form: 12345678 \
        becomes `1.2345678e+07`, and 1.10 becomes `1.1`. Quotes preserve the text.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    password: 12345678\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    password: \"12345678\"\n")))

  package static let incompleteReference = DiagnosticID(
    "WB2015", "incomplete-reference", .warning,
    evidence: .read(by: .chart, source: "Templates of the newest release, rendered"),
    Documentation(
      summary: "A reference to a Secret has a key, but lacks the Secret's name.",
      explanation: """
        Without a name, the chart refers to the Secret that it creates itself, in which the value \
        has its default key. A pod that requires another key does not start.
        """,
      failing: .yaml("global:\n  licenseSecret: {key: token}\n"),
      passing: .yaml("global:\n  licenseSecret: {name: wandb, key: token}\n")))
}
