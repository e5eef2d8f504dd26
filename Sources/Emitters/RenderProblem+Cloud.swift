package import Diagnostics

/// What cloud documents can't express.
extension RenderProblem {
  package static let leftOut = DiagnosticID(
    "WB4020", "left-out", .warning, also: [.note],
    Documentation(
      summary: "A cloud document does not cover everything that the configuration uses.",
      explanation: """
        The server's role needs access to every bucket that the server uses. With both `BUCKET` \
        and `global.bucket`, some services read one and some the other (chart 0.20.0 and newer), \
        and the contents of a Secret are not known. A cluster service account can act as a Google \
        Cloud service account only if both, and the namespace, are known (a note).
        """,
      failing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1}
          extraEnv: {GORILLA_SUPPORTED_FILE_STORES: "s3://"}

        """, .render(target: "iam")),
      passing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1}
          extraEnv: {GORILLA_SUPPORTED_FILE_STORES: "s3://files-of-a-team"}

        """, .render(target: "iam"))))

  package static let assumedLocation = DiagnosticID(
    "WB4021", "assumed-location", .warning, also: [.note],
    Documentation(
      summary: "A cloud document relies on an assumption that no input confirms.",
      explanation: """
        `azure.resourceGroup` is the group of the container's storage account. A queue in another \
        account may be in another group, but the document assumes this one. If components do not \
        name their service accounts, every service account in the namespace may assume the role (a \
        note).
        """,
      failing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "event-grid")),
      passing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "docker-env"))))
}
