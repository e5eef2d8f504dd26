package import Diagnostics

/// What is lost of how a container is started.
extension RenderProblem {
  package static let containerNotCarried = DiagnosticID(
    "WB4040", "container-setup-not-rendered", .note,
    evidence: .read(by: .program, source: "What the target's format has names for"),
    Documentation(
      summary: "The target has no equivalent for how the container is started.",
      explanation: """
        The image, ports, volumes and the restart policy of a compose file or a `docker run` command \
        are those of the single container wandb/local, and so are those of a workload of Kubernetes. In \
        a cluster, the chart runs other images, behind a service and an ingress. `compose` and \
        `docker-run` keep them, and of a workload the image.
        """,
      failing: .yaml(simple, .render(target: "helm")),
      passing: .yaml(simple, .render(target: "compose"))))

  package static let optionNotCarried = DiagnosticID(
    "WB4041", "container-option-not-rendered", .warning,
    evidence: .read(
      by: .docker, source: "Compose Specification, \"Services\"; Docker CLI 28.2, `docker run`"),
    Documentation(
      summary: "The target can't say something about how the container is started.",
      explanation: """
        `docker run` starts one container, so it has no equivalent for `depends_on` or for the other \
        services of a compose file. Compose has none for `--rm`. A value that depends on a variable \
        of the shell is not known here.
        """,
      failing: .yaml(
        """
        services:
          db: {image: "mysql:8.0"}
          wandb:
            image: wandb/local:0.77.0
            depends_on: [db]
            environment: {HOST: "https://wandb.example.com"}

        """, .render(target: "docker-run")),
      passing: .yaml(simple, .render(target: "docker-run"))))

  package static let volumeOfProject = DiagnosticID(
    "WB4042", "volume-of-project", .warning,
    evidence: .read(
      by: .docker,
      source: "Compose Specification, \"Volumes\": without `name`, the project's name is put first"),
    Documentation(
      summary: "A volume has another name in the rendered script than in the compose file.",
      explanation: """
        Compose calls a volume `PROJECT_NAME`, where the project is usually named after the directory. \
        `docker run` uses names as they are, so the container would start with an empty volume. With \
        `name` at the top level of the file or in the volume, the name is known.
        """,
      failing: .yaml(
        "services:\n  wandb:\n    image: wandb/local:0.77.0\n    volumes: [\"wandb:/vol\"]\n"
          + "    environment: {HOST: \"https://wandb.example.com\"}\nvolumes: {wandb: {}}\n",
        .render(target: "docker-run")),
      passing: .yaml(simple, .render(target: "docker-run"))))

  private static let simple = """
    services:
      wandb:
        image: wandb/local:0.77.0
        ports: ["9000:8080"]
        volumes: ["wandb:/vol"]
        environment: {HOST: "https://wandb.example.com"}
    volumes: {wandb: {name: wandb}}

    """
}
