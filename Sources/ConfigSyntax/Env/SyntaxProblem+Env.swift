package import Diagnostics

/// The findings on env files that their readers take differently.
extension SyntaxProblem {
  package static let dialectsDisagree = DiagnosticID(
    "WB1031", "dialects-disagree", .warning,
    Documentation(
      summary: "`docker run --env-file` and Compose read the line differently.",
      explanation: """
        Docker takes all that follows the first `=` as it is. Compose and the shell end a value in \
        front of white space and `#`, and put a variable in the place of `$NAME` and `${NAME}`. \
        This program reads as Docker does.
        """,
      failing: .env("OIDC_CLIENT_ID=0oa1 # production\nOIDC_ISSUER=https://acme.okta.com\n"),
      passing: .env("# production\nOIDC_CLIENT_ID=0oa1\nOIDC_ISSUER=https://acme.okta.com\n")))
}
