package import Diagnostics

/// What documents for the clouds can't say.
extension RenderProblem {
  package static let leftOut = DiagnosticID(
    "WB4020", "left-out", .warning,
    Documentation(
      summary: "A document for a cloud is not about everything that the configuration uses.",
      explanation: """
        The role of the server needs every bucket that it uses: with `BUCKET` beside \
        `global.bucket` some services read the one and some the other (chart 0.20.0 and newer), and \
        a Secret does not tell what it names. A service account of the cluster stands for one of \
        Google Cloud when both are known, and the namespace (a note).
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

  package static let takenForGranted = DiagnosticID(
    "WB4021", "taken-for-granted", .warning,
    Documentation(
      summary: "A document for a cloud says something that no input does.",
      explanation: """
        `azure.resourceGroup` is the group of the container's storage account; a queue in another \
        account may be in another group, and the document names it in this one. Where components do \
        not name their service accounts, every one of the namespace may take the role on (a note).
        """,
      failing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "event-grid")),
      passing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "docker-env"))))
}
