package import Diagnostics
package import Settings

/// The container keeps its database or files in a directory that is removed with it.
package enum DataOutsideVolume: Rule {
  package static let id = DiagnosticID(
    "WB3162", "data-outside-volume", .warning,
    evidence: .read(
      by: .server,
      source: "W&B documentation, `docker run -v wandb:/vol wandb/local`: data is in /vol"),
    Documentation(
      summary: "The container has neither a volume for `/vol` nor an external database and bucket.",
      explanation: """
        `wandb/local` has a database and an object store of its own, which write below `/vol`. Without \
        a volume, their data is lost when the container is removed, as by an upgrade. A server with \
        both `MYSQL` and `BUCKET` does not need the volume. Without any port and volume, the input is \
        taken for an excerpt, and nothing is reported.
        """,
      failing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            environment: {HOST: "https://wandb.example.com"}
            ports: ["8080:8080"]

        """),
      passing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            environment: {HOST: "https://wandb.example.com"}
            ports: ["8080:8080"]
            volumes: ["wandb:/vol"]

        """)))

  private static let directory = "/vol"

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard let container = resolved.deployment?.container, container.isWhole,
      !container.mayKeep(directory),
      !resolved.isDamaged, resolved.configuration.unmodelled.unknownSections.isEmpty
    else { return }
    let configuration = resolved.configuration
    let hasDatabase = !configuration.mysql.host.history.isEmpty
    let hasBucket = configuration.effectiveBucket.bucket.isSet
    guard !hasDatabase || !hasBucket else { return }
    findings.add(
      .lostWithContainer(hasDatabase ? "files" : hasBucket ? "database" : "database and files"),
      at: container.span, help: .mount)
  }
}

extension Message {
  fileprivate static func lostWithContainer(_ what: String) -> Message {
    "`/vol` is not a volume, so the \(what) of W&B Server \(what == "database" ? "is" : "are") lost with the container"
  }

  fileprivate static let mount: Message = "mount a volume there: `wandb:/vol`"
}
