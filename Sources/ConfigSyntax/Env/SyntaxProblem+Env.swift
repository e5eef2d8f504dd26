package import Diagnostics

/// The findings on env files that their readers read differently.
extension SyntaxProblem {
  package static let dialectsDisagree = DiagnosticID(
    "WB1031", "dialects-disagree", .warning,
    evidence: .read(
      by: .docker,
      source: """
        Measured with the Docker CLI 28.2, Compose 5.6.1, bash 5.2 and libsystemd 252
        """),
    Documentation(
      summary: "docker, Compose, the shell and systemd read the line of an env file differently.",
      explanation: """
        Docker keeps everything after the first `=` unchanged. Compose and the shell end a value \
        before whitespace and `#`, and expand `$NAME` and `${NAME}`. All but Docker remove quotes and \
        escapes, each in its own way. The file is read as Docker does, or as `--env-dialect` says. A \
        shell also ends a value at whitespace and at `&`, `;`, `|`, `<`, `>`, `(` and `)`; that matters \
        only with `--env-dialect shell`, which reports it.
        """,
      failing: .env("OIDC_CLIENT_ID=0oa1 # production\nOIDC_ISSUER=https://acme.okta.com\n"),
      passing: .env("# production\nOIDC_CLIENT_ID=0oa1\nOIDC_ISSUER=https://acme.okta.com\n")))
}

/// The findings on lines of env files that set nothing.
extension SyntaxProblem {
  package static let lineWithoutValue = DiagnosticID(
    "WB1032", "line-without-value", .warning,
    evidence: .read(
      by: .docker, source: "Docker CLI, `--env-file`: a line without `=` passes a variable on"),
    Documentation(
      summary: "A line of an env file has no `=` and is probably not a variable name.",
      explanation: """
        `docker run --env-file` takes a line without `=` as the name of a variable to pass on from \
        the caller's environment, and ignores it if there is no such variable. Text that is not a \
        name is usually the rest of a value that was broken into several lines, which env files do \
        not support; the value above then lacks its end. Such lines are never shown, since they may \
        be part of a secret.
        """,
      failing: .env("ACME_BANNER=Questions? Write to\nops@acme.example\n"),
      passing: .env("ACME_BANNER=Questions? Write to ops@acme.example\n")))

  package static let lineWithoutEffect = DiagnosticID(
    "WB1026", "line-without-effect", .warning,
    evidence: .read(
      by: .envReaders, source: "Measured with Compose 5.6.1, bash 5.2 and libsystemd 252"),
    Documentation(
      summary: "A line of an env file sets nothing in the dialect of the file.",
      explanation: """
        systemd ignores lines without `=` and names with other characters than letters, digits and \
        `_`, such as `export HOST`. A shell runs an assignment before an unquoted `&` or `|` in a \
        process of its own, so that the variable is not set. Quote the value.
        """,
      failing: .env(
        "HOST=https://wandb.example.com\nBUCKET=s3://acme?region=us-east-1&tls=true\n",
        .dialect("shell")),
      passing: .env(
        "HOST=https://wandb.example.com\nBUCKET=s3://acme?tls=true\n", .dialect("shell"))))
}

/// The finding on env files that were joined.
extension SyntaxProblem {
  package static let markInName = DiagnosticID(
    "WB1033", "byte-order-mark-in-name", .warning,
    evidence: .read(
      by: .docker,
      source: "Docker CLI, reader of `--env-file`: only a mark at the start is skipped"),
    Documentation(
      summary: "A byte-order mark inside an env file becomes part of a variable's name.",
      explanation: """
        Docker skips the mark (U+FEFF) only at the start of a file. In the middle, where it is left \
        by `cat a.env b.env`, the container gets a variable of another, invisibly different name. \
        This program reads the name without the mark.
        """,
      failing: .env(
        "HOST=https://wandb.example.com\n\u{FEFF}OIDC_CLIENT_ID=0oa1\nOIDC_ISSUER=https://acme.okta.com\n"
      ),
      passing: .env(
        "HOST=https://wandb.example.com\nOIDC_CLIENT_ID=0oa1\nOIDC_ISSUER=https://acme.okta.com\n"))
  )
}
