package import Diagnostics

/// Mistakes in the project file, in baselines, and in the codes that these and comments name.
package enum ProjectProblem {
  /// Every kind, for the reference.
  package static let all = [
    unknownCode, refusedSuppression, unknownKey, malformedValue, malformedBaseline,
  ]

  package static let unknownCode = DiagnosticID(
    "WB2084", "unknown-code", .error,
    evidence: .read(by: .program, source: "The codes that `wandb-cfg rules` lists"),
    Documentation(
      summary: "A comment or the project file names a code that does not exist.",
      explanation: """
        A suppression with a mistyped code would suppress nothing, and a severity would apply to \
        nothing. Codes are written like `WB3004`, or by their names, such as `out-of-range`; \
        codes and names are never reused.
        """,
      failing: .yaml(
        """
        global:
          # wandb-cfg: ignore WB9999 -- tracked in OPS-7
          host: https://wandb.example.com

        """),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let refusedSuppression = DiagnosticID(
    "WB2085", "refused-suppression", .error,
    evidence: .read(by: .program, source: "The precedence of suppressions, in `README.md`"),
    Documentation(
      summary: "A finding is suppressed that must not be.",
      explanation: """
        An error of syntax means that an input is not read, and an error of rendering that a file \
        can't be written, whatever a site accepts. The codes that the project file lists under \
        `neverSuppress` are reported too. Fix the finding, and remove its suppression.
        """,
      failing: .yaml(
        """
        # wandb-cfg: ignore WB1006 -- both are the same
        global: {host: "https://wandb.example.com"}

        """),
      passing: .yaml("global: {host: \"https://wandb.example.com\"}\n")))

  package static let unknownKey = DiagnosticID(
    "WB2091", "unknown-project-key", .error,
    evidence: .read(by: .program, source: "`wandb-cfg schema --surface project`"),
    Documentation(
      summary: "The project file has a key that does not exist.",
      explanation: """
        A mistyped key would have no effect, so that findings would be reported or hidden against \
        the site's intent. Nothing is checked before the project file is right.
        """,
      failing: project("severities:\n  WB2035: note\n"),
      passing: project("severity:\n  WB2035: note\n")))

  package static let malformedValue = DiagnosticID(
    "WB2092", "malformed-project-value", .error,
    evidence: .read(by: .program, source: "`wandb-cfg schema --surface project`"),
    Documentation(
      summary: "A value in the project file has the wrong type or form.",
      explanation: """
        `wandb-cfg schema --surface project` prints the JSON Schema of the file, which editors \
        use too. Nothing is checked before the project file is right.
        """,
      failing: project("strict: sometimes\n"),
      passing: project("strict: true\n")))

  package static let malformedBaseline = DiagnosticID(
    "WB2093", "malformed-baseline", .error,
    evidence: .read(by: .program, source: "The form that `wandb-cfg baseline create` writes"),
    Documentation(
      summary: "A baseline was not written by this version of `wandb-cfg baseline create`.",
      explanation: """
        A baseline that can't be read in full might accept too much. Write it anew with \
        `wandb-cfg baseline create`, also after a merge conflict.
        """,
      failing: baseline("{\"version\": 2, \"findings\": []}\n"),
      passing: baseline("{\"version\": 1, \"findings\": []}\n")))

  private static func project(_ text: String) -> Example { .project(text, values: values) }

  private static func baseline(_ text: String) -> Example { .baseline(text, values: values) }

  private static let values = "global:\n  host: https://wandb.example.com\n"
}

extension Diagnostic {
  /// A code that does not exist; `text` must not be a secret.
  package static func unknownCode(
    _ name: Located, _ codes: CodeList
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ProjectProblem.unknownCode, "`\(value: name.value)` is not a code", at: name.span)
    diagnostic.help =
      codes.nearest(to: name.value).map { .didYouMean($0) } ?? "`wandb-cfg rules` lists all codes"
    return diagnostic
  }
}
