package import Diagnostics
package import Settings

/// Ports of the container are forwarded, but not the one on which the server listens.
package enum UnreachableServerPort: Rule {
  package static let id = DiagnosticID(
    "WB3161", "unreachable-server-port", .warning,
    evidence: .read(
      by: .server,
      source: "W&B documentation, `docker run -p 8080:8080 wandb/local`: the server listens on 8080"
    ),
    Documentation(
      summary: "The container forwards ports, but not port 8080, on which the server listens.",
      explanation: """
        In `8080:80`, the second number is the port of the container. `wandb/local` listens on 8080, \
        so a forward to another port reaches nothing. Without any forwarded port, nothing is reported, \
        because a reverse proxy may be in the same network.
        """,
      failing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            environment: {HOST: "https://wandb.example.com"}
            volumes: ["wandb:/vol"]
            ports: ["8080:80"]

        """),
      passing: .compose(
        """
        services:
          wandb:
            image: wandb/local:0.77.0
            environment: {HOST: "https://wandb.example.com"}
            volumes: ["wandb:/vol"]
            ports: ["80:8080"]

        """)))

  /// The port of the container.
  private static let port = 8080

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard let container = resolved.deployment?.container, !container.mayReach(port: port),
      let first = container.ports.first
    else { return }
    findings.add(.notForwarded, at: first.span, help: .forward)
  }
}

extension Message {
  fileprivate static let notForwarded: Message =
    "no port is forwarded to 8080, on which W&B Server listens in the container"

  fileprivate static let forward: Message = "write the host's port before it: `80:8080`"
}
