package import Diagnostics
import Documents
import Settings

/// The images and charts of an installation without internet.
///
/// Source: documentation, "Kubernetes operator for air-gapped instances"; the images in the values of
/// the chart's release.
package enum AirgapEmitter: Emitter {
  package static let target = Target(
    name: "airgap", files: ["images.txt", "mirror.sh", "operator-values.yaml"],
    summary: "Images and charts for an installation without internet, and a script that copies them"
  )

  package static func files(for request: RenderRequest) -> [String] {
    usesChart(request) ? target.files : Array(target.files.prefix(2))
  }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    var images = MirroredImages(request)
    var values = OperatorChartValues(request)
    if usesChart(request) {
      let operatorChart = request.configuration.operatorChart
      let own = operatorChart.imageRepository.writable.flatMap {
        $0 == operatorImage ? nil : $0
      }
      let tag = operatorChart.imageTag.writable ?? "latest"
      images.add(operatorImage, tag: tag, copy: own)
      values.set(
        .string(own ?? images.destination(of: operatorImage) ?? ""), at: "image.repository")
      values.set(.string(tag), at: "image.tag")
      values.set(.bool(true), at: "airgapped")
    }
    guard !images.needsRegistry else {
      bag.report(.missing("mirror.registry", for: target, request.resolved))
      return nil
    }
    if !images.unnamed.isEmpty { bag.report(.unnamed(images.unnamed, request)) }
    let list = images.copies.map { $0.source + "\n" }.joined()
    let script = script(images.copies, request)
    let files = [
      Artifact(fileName: target.files[0], text: list, sensitivity: .open),
      Artifact(fileName: target.files[1], text: script.render(), sensitivity: .open),
    ]
    let last = usesChart(request) ? [values.artifact(target.files[2])] : []
    return Rendering(files + last)
  }

  /// The operator's image in the values of its chart.
  private static let operatorImage = "wandb/controller"
  private static let charts = "https://charts.wandb.ai"

  /// Whether the operator installs the server, so that there are charts to copy.
  private static func usesChart(_ request: RenderRequest) -> Bool {
    request.resolved.deployment?.form != .container
  }

  private static func script(
    _ copies: [MirroredImages.Copy], _ request: RenderRequest
  ) -> ShellScript {
    var lines: [ShellScript.Line] = [
      .comment("Copies the images of W&B Server to a registry that the cluster can reach.")
    ]
    if usesChart(request) { lines.append(.comment(reading(request))) }
    lines.append(.command(["set", "-eu"]))
    for copy in copies {
      let (source, destination) = (
        ShellScript.Word(copy.source), ShellScript.Word(copy.destination)
      )
      guard !copy.isPinned else {
        // `docker push` would write another manifest, with another digest.
        lines += [
          .blank,
          .command(["docker", "buildx", "imagetools", "create", "--tag", destination, source]),
        ]
        continue
      }
      lines += [
        .blank, .command(["docker", "pull", "--platform", "linux/amd64", source]),
        .command(["docker", "tag", source, destination]),
        .command(["docker", "push", destination]),
      ]
    }
    guard usesChart(request) else { return ShellScript(lines) }
    return ShellScript(
      lines + [
        .blank, .comment("Charts, for the chart repository that `spec.chart.url` names."),
        pull("operator-wandb", "\(request.resolved.chartVersion)"),
        pull("operator", OperatorChart.version),
      ])
  }

  /// How values make the chart use the copies.
  private static func reading(_ request: RenderRequest) -> String {
    let prefix = ChartReads.reading(
      of: ChartPath("global.repositoryPrefix"), in: request.resolved.chartVersion)
    return prefix.mayMatter
      ? "Values name that registry in global.repositoryPrefix, or in image.repository of a component."
      : "Values name the copies in image.repository of each component."
  }

  private static func pull(_ chart: String, _ version: String) -> ShellScript.Line {
    .command([
      "helm", "pull", ShellScript.Word(chart), "--repo", ShellScript.Word(charts), "--version",
      ShellScript.Word(version),
    ])
  }
}

extension Diagnostic {
  fileprivate static func unnamed(_ charts: [String], _ request: RenderRequest) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.leftOut,
      """
      images.txt lacks the images of \(charts.enumeration), whose versions W&B's chart does not name
      """, at: request.beginning)
    diagnostic.help = "list them with `helm template`, and copy them in the same way"
    return diagnostic
  }
}
