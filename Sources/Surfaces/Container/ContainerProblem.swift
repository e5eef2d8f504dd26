package import Diagnostics

/// The findings about how a container is started: compose files and `docker run`.
package enum ContainerProblem {
  /// Every finding of this family, for the reference.
  package static let all = [
    missingEnvironmentFile, invalidInterpolation, missingComposeFile, missingService,
  ]

  package static let missingEnvironmentFile = DiagnosticID(
    "WB2146", "missing-env-file", .error,
    evidence: .read(
      by: .docker, source: "Measured with Compose 5.6.1 and the Docker CLI 28.2"),
    Documentation(
      summary: "An env file that a service or a command names does not exist.",
      explanation: """
        Compose and `docker run` stop if an env file is missing. Paths in a compose file begin at its \
        directory. With `required: false`, Compose ignores a missing file.
        """,
      failing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            env_file: [missing.env]
            environment: {HOST: "https://wandb.example.com"}

        """, missing: "missing.env"),
      passing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            env_file: [{path: missing.env, required: false}]
            environment: {HOST: "https://wandb.example.com"}

        """, missing: "missing.env")))

  package static let invalidInterpolation = DiagnosticID(
    "WB2147", "invalid-interpolation", .error,
    evidence: .read(by: .docker, source: "Measured with Compose 5.6.1"),
    Documentation(
      summary: "Compose rejects a `${…}` in a compose file.",
      explanation: """
        `${NAME}` may have one of the operators `:-`, `-`, `:?`, `?`, `:+` and `+`. Anything else after \
        `${` is an error, and so is `${NAME:?}` without the variable in `.env` or the environment. A \
        dollar sign is written `$$`.
        """,
      failing: .compose(
        "services:\n  wandb:\n    image: wandb/local:0.77.0\n    environment: {HOST: \"https://${A B}\"}\n"
      ),
      passing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            environment: {HOST: "https://${A:-wandb.example.com}"}

        """)))
}

extension ContainerProblem {
  package static let missingComposeFile = DiagnosticID(
    "WB2160", "missing-compose-file", .error,
    evidence: .read(by: .docker, source: "Measured with Compose 5.6.1"),
    Documentation(
      summary: "A compose file that another one includes or extends does not exist.",
      explanation: """
        Compose stops if a file of `include`, or of `extends` in any service, is missing. Paths begin \
        at the directory of the file that names them.
        """,
      failing: .compose(
        """
        include: [missing.yaml]
        services:
          wandb:
            image: wandb/local:0.77.0
            environment: {HOST: "https://wandb.example.com"}

        """, missing: "missing.yaml"),
      passing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            environment: {HOST: "https://wandb.example.com"}

        """)))

  package static let missingService = DiagnosticID(
    "WB2161", "missing-service", .error,
    evidence: .read(by: .docker, source: "Measured with Compose 5.6.1"),
    Documentation(
      summary: "A service extends another one that does not exist.",
      explanation: """
        `extends` names a service of the same file, or with `file`, of another one. Compose stops if \
        that service is not there.
        """,
      failing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            extends: {service: base}
            environment: {HOST: "https://wandb.example.com"}

        """),
      passing: .compose(
        """
        services:
          base: {restart: always}
          wandb:
            image: wandb/local:0.77.0
            extends: {service: base}
            environment: {HOST: "https://wandb.example.com"}

        """)))
}

extension Diagnostic {
  /// A file of `include` or `extends` that does not exist.
  package static func missingComposeFile(_ path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ContainerProblem.missingComposeFile, "compose file `\(path)` does not exist", at: span)
    diagnostic.help = "create it, or remove the reference: Compose stops without it"
    return diagnostic
  }

  static func missingService(_ name: String, _ path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ContainerProblem.missingService,
      "`\(path)` names service `\(name.printable)`, which does not exist", at: span)
    diagnostic.help = "correct the name, or add the service"
    return diagnostic
  }

  /// A file that does not exist; `reader` is the program that stops.
  package static func missingEnvironmentFile(
    _ path: String, _ reader: Message, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ContainerProblem.missingEnvironmentFile, "env file `\(path)` does not exist", at: span)
    diagnostic.help = "create it, or remove the reference: \(reader) stops without it"
    return diagnostic
  }

  static func invalidInterpolation(_ path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ContainerProblem.invalidInterpolation, "Compose rejects the `${…}` in `\(path)`", at: span)
    diagnostic.help = "close the braces, and double a literal dollar sign"
    return diagnostic
  }

  static func missingVariable(_ name: String, _ path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ContainerProblem.invalidInterpolation,
      "`\(path)` requires variable `\(name)`, which is not set", at: span)
    diagnostic.help = "set it in `.env`"
    return diagnostic
  }
}
