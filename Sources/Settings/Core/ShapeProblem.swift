package import Diagnostics

/// The findings of reading inputs into settings.
package enum ShapeProblem {
  package static let all = [
    nothingSet, mixedKinds, unsupportedKind, unknownKey, wrongType, outOfRange, unknownWord,
    placeholder, ineffectiveKey, formerKey, notAConnectionString, unknownSetting,
    secretOnCommandLine,
    numberForText, incompleteReference, severalDocuments, misplacedKey, keyOfAnotherRelease,
    unreadVariable, derivedVariable, nullSection, templateInVariable, nullValue, kindConflict,
    newerRelease, refusedVariableName,
  ]

  package static let nothingSet = DiagnosticID(
    "WB2001", "nothing-set", .error,
    Documentation(
      summary: "The inputs together set nothing.",
      explanation:
        "An empty file, or one of comments only, is a wrong path more often than a plan.",
      failing: .yaml("# global:\n#   host: https://wandb.example.com\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let mixedKinds = DiagnosticID(
    "WB2002", "mixed-kinds", .error,
    Documentation(
      summary: "One stream holds documents of two kinds.",
      explanation: """
        Helm values and a custom resource are read by different programs, which know nothing of \
        the other's document. Put them into files of their own.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
        ---
        apiVersion: apps.wandb.com/v1
        kind: WeightsAndBiases
        metadata: {name: wandb}
        spec: {values: {global: {host: "https://wandb.example.com"}}}

        """),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let unsupportedKind = DiagnosticID(
    "WB2003", "unsupported-kind", .error,
    Documentation(
      summary: "The document is of a kind that is not read.",
      explanation: """
        Helm values of chart operator-wandb, `WeightsAndBiases` resources of apps.wandb.com/v1 and \
        env files are read. A list or a single value at the top is none of them.
        """,
      failing: .yaml("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wandb}\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let unknownKey = DiagnosticID(
    "WB2004", "unknown-key", .warning,
    Documentation(
      summary: "No release of the chart, or no part of the server, reads the name.",
      explanation: """
        Helm ignores unknown values, and the custom resource keeps them in silence. A name that \
        resembles a known one is an error; one that resembles nothing is a warning, since a newer \
        release may know it. A variable within two letters of a known one is a warning.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n  mysql:\n    hots: db\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  mysql:\n    host: db\n")))

  package static let wrongType = DiagnosticID(
    "WB2005", "wrong-type", .error,
    Documentation(
      summary: "The value is not of the setting's type.",
      explanation: "The chart renders it all the same, and the server fails when it starts.",
      failing: .yaml("global:\n  mysql:\n    host: db\n    port: standard\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    port: 3306\n")))

  package static let outOfRange = DiagnosticID(
    "WB2006", "out-of-range", .error,
    Documentation(
      summary: "The number is outside the setting's range.",
      explanation: "TCP ports are 1 to 65535.",
      failing: .yaml(
        "global:\n  redis:\n    host: cache\n    port: 63790\n    params: {ttlInSeconds: -1}\n"),
      passing: .yaml("global:\n  redis:\n    host: cache\n    port: 6379\n")))

  package static let unknownWord = DiagnosticID(
    "WB2007", "unknown-word", .error,
    Documentation(
      summary: "The value is not one of the setting's words.",
      explanation: """
        For `mysql.tls` the server knows `true`, `false`, `skip-verify`, `preferred` and `custom` \
        (wandb/operator, infra-connection-settings). Bucket providers have a rule of their own, \
        and so have the schemes of connection strings.
        """,
      failing: .env("MYSQL=mysql://u:p@db/wandb?tls=prefered\n"),
      passing: .env("MYSQL=mysql://u:p@db/wandb?tls=preferred\n")))

  package static let placeholder = DiagnosticID(
    "WB2008", "placeholder", .warning,
    Documentation(
      summary: "The value is text of the documentation that waits to be replaced.",
      explanation: """
        `<…>`, dots inside a word, rows of `x`, `changeme`, `YOUR-…`, `SOME_PASSWORD` and \
        `REDACTED` stand for values that only you know. They are rendered as they are; `--strict` \
        makes them errors.
        """,
      failing: .yaml("global:\n  host: https://<HOST_URI>\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let ineffectiveKey = DiagnosticID(
    "WB2009", "ineffective-key", .note,
    Documentation(
      summary: "The key is documented, and no release of the chart reads it.",
      explanation: """
        The documentation's MySQL examples set `global.mysql.name`; no template of the 398 \
        releases from 0.1.0 to 0.43.8 reads it. The database is `global.mysql.database`.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    name: wandb_local\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    database: wandb_local\n")))

  package static let formerKey = DiagnosticID(
    "WB2010", "former-key", .error,
    Documentation(
      summary: "The key was renamed, and this release of the chart does not read the old name.",
      explanation: """
        The release is `--chart-version`, else `spec.chart.version` of the custom resource, else \
        0.43.8. An older release reads the old name only.
        """,
      failing: .yaml("global:\n  redis:\n    host: cache\n    secretName: redis\n"),
      passing: .yaml("global:\n  redis:\n    host: cache\n    secret: {secretName: redis}\n")))

  package static let notAConnectionString = DiagnosticID(
    "WB2011", "not-a-connection-string", .error,
    Documentation(
      summary: "The value should be a URL and has no `scheme://`.",
      explanation: """
        `MYSQL`, `REDIS` and `BUCKET` are read by one URL parser: scheme, user information, host, \
        port, path, parameters (wandb/operator, infra-connection-settings).
        """,
      failing: .env("MYSQL=wandb:secret@db:3306/wandb\n"),
      passing: .env("MYSQL=mysql://wandb:secret@db:3306/wandb\n")))

  package static let unknownSetting = DiagnosticID(
    "WB2012", "unknown-setting", .error,
    Documentation(
      summary: "`--set` names no setting.",
      explanation: """
        The path is a setting's canonical name (`wandb-cfg explain NAME` knows them) or a path of \
        the chart's values, and `=` ends it.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n", .set("global.mysql.prot=1")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .set("global.mysql.port=3307"))))

  package static let secretOnCommandLine = DiagnosticID(
    "WB2013", "secret-on-command-line", .warning,
    Documentation(
      summary: "A secret stands on the command line.",
      explanation: """
        Other users of the machine see it in the process list, and the shell keeps it in its \
        history. `--set NAME=@FILE` reads it from a file, `--set NAME=env:VARIABLE` from the \
        environment.
        """,
      failing: .yaml("global:\n  mysql: {host: db}\n", .set("global.mysql.password=secret")),
      passing: .yaml("global:\n  mysql: {host: db}\n", .set("global.mysql.port=3307"))))

  package static let numberForText = DiagnosticID(
    "WB2014", "number-for-text", .error,
    Documentation(
      summary: "An unquoted number stands for text, and the chart prints another one.",
      explanation: """
        Helm reads numbers as 64-bit floats and prints them in Go's shortest form: 12345678 \
        becomes `1.2345678e+07`, 1.10 becomes `1.1`. Quotes keep the text.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    password: 12345678\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    password: \"12345678\"\n")))

  package static let incompleteReference = DiagnosticID(
    "WB2015", "incomplete-reference", .warning,
    Documentation(
      summary: "A reference to a Secret lacks the Secret's name or the key in it.",
      explanation: """
        `licenseSecret` has no key of its own accord, and a key alone names no Secret; the chart \
        renders a reference that Kubernetes refuses, or none at all.
        """,
      failing: .yaml("global:\n  licenseSecret: {name: wandb}\n"),
      passing: .yaml("global:\n  licenseSecret: {name: wandb, key: license}\n")))

  package static let severalDocuments = DiagnosticID(
    "WB2016", "several-documents", .warning,
    Documentation(
      summary: "One file holds several documents, which are read as layers.",
      explanation: """
        Helm reads the first document of a file only, and two custom resources are two \
        installations. Here a later document overrides the earlier one; put layers into files of \
        their own.
        """,
      failing: .yaml(
        "global:\n  host: https://a.example.com\n---\nglobal:\n  host: https://b.example.com\n"),
      passing: .yaml("---\nglobal:\n  host: https://a.example.com\n")))
}
