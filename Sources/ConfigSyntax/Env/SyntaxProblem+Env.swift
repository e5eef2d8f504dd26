package import Diagnostics

/// The findings on env files that their readers read differently.
extension SyntaxProblem {
  package static let dialectsDisagree = DiagnosticID(
    "WB1031", "dialects-disagree", .warning,
    Documentation(
      summary: "`docker run --env-file` and Compose read the line differently.",
      explanation: """
        Docker keeps everything after the first `=` unchanged. Compose and the shell end a value \
        before white space and `#`, and expand the variables `$NAME` and `${NAME}`. This program \
        reads the file as Docker does.
        """,
      failing: .env("OIDC_CLIENT_ID=0oa1 # production\nOIDC_ISSUER=https://acme.okta.com\n"),
      passing: .env("# production\nOIDC_CLIENT_ID=0oa1\nOIDC_ISSUER=https://acme.okta.com\n")))
}
