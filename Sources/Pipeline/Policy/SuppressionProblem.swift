package import Diagnostics

/// Mistakes in comments that suppress findings, and such comments that do nothing.
package enum SuppressionProblem {
  /// Every kind, for the reference.
  package static let all = [malformed, unused, expired]

  package static let malformed = DiagnosticID(
    "WB2081", "malformed-suppression", .error,
    evidence: .read(by: .program, source: "The form of suppressions, in `README.md`"),
    Documentation(
      summary: "A comment that should suppress a finding has no reason, no code or no valid date.",
      explanation: """
        A suppression is `# wandb-cfg: ignore CODE -- reason`, with several codes separated by \
        commas or blanks, and `until=2027-01-31` before `--` if it should end. It applies to the \
        line it is on, or to the next line if it has a line of its own. A malformed one suppresses \
        nothing.
        """,
      failing: .yaml(
        "global: # wandb-cfg: ignore WB2035\n  host: https://wandb.example.com\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let unused = DiagnosticID(
    "WB2082", "unused-suppression", .warning,
    evidence: .read(by: .program, source: "The findings of the run"),
    Documentation(
      summary: "A comment suppresses a finding that is not reported there.",
      explanation: """
        The finding was fixed, or the comment is on the wrong line: it applies to the line it is \
        on, or to the next line if it has a line of its own. Remove it, because it would hide the \
        next finding with this code. Codes that other commands report are never unused.
        """,
      failing: .yaml(
        """
        global:
          # wandb-cfg: ignore WB2006 -- the proxy maps the port
          mysql: {host: db.example.com, port: 3306}

        """),
      passing: .yaml("global:\n  mysql: {host: db.example.com, port: 3306}\n")))

  package static let expired = DiagnosticID(
    "WB2083", "expired-suppression", .warning,
    evidence: .read(by: .program, source: "The clock, or `SOURCE_DATE_EPOCH`, in UTC"),
    Documentation(
      summary: "The last day of a suppression is over.",
      explanation: """
        A suppression with `until=2027-01-31` applies through that day, in UTC. After it, the \
        findings are reported again. Fix them, or agree on a later date.
        """,
      failing: .yaml(
        """
        global:
          # wandb-cfg: ignore WB2006 until=2020-01-31 -- moving to a proxy
          mysql: {host: db.example.com, port: 3306}

        """),
      passing: .yaml("global:\n  mysql: {host: db.example.com, port: 3306}\n")))
}
