import ConfigSyntax
import Settings

/// The images of an installation, and where a registry without internet keeps their copies.
struct MirroredImages {
  /// One image that has to be copied.
  struct Copy {
    /// The name on the internet, as the chart has it, with the configured version.
    let source: String
    /// Always with a tag, because no registry accepts an image under its digest.
    let destination: String
    /// Whether the cluster pulls the image by its digest, which the copy must have, too.
    var isPinned = false
  }

  private var found: [Copy] = []
  /// The charts of other projects whose images W&B's values do not name.
  private(set) var unnamed: [String] = []
  /// Whether some image has no destination, because no input names a registry.
  private(set) var needsRegistry = false
  private let registry: String?

  init(_ request: RenderRequest) {
    let configuration = request.configuration
    registry =
      [configuration.cloud.registry.writable, configuration.repositoryPrefix.writable]
      .compactMap { $0.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } }
      .first { !$0.isEmpty }
    if request.resolved.deployment?.form == .container {
      add(component: "app", request)
    } else {
      for name in ChartDependency.names(in: request.resolved.chartVersion) {
        addPart(name, request)
      }
    }
  }

  /// In the order of their sources, each pair once.
  var copies: [Copy] {
    var seen: Set<String> = []
    return found.filter { seen.insert("\($0.source) \($0.destination)").inserted }
      .sorted { ($0.source, $0.destination) < ($1.source, $1.destination) }
  }

  /// Adds an image whose name does not depend on the chart of the server.
  mutating func add(_ repository: String, tag: String, copy: String?) {
    let destination = copy ?? registry.map { "\($0)/\(repository)" }
    needsRegistry = needsRegistry || destination == nil
    found.append(
      Copy(source: "\(repository):\(tag)", destination: "\(destination ?? repository):\(tag)"))
  }

  /// The registry's name for a repository; nil without a registry.
  func destination(of repository: String) -> String? { registry.map { "\($0)/\(repository)" } }

  private mutating func addPart(_ name: String, _ request: RenderRequest) {
    let isComponent =
      ChartDependency(name, in: request.resolved.chartVersion)?.isComponent == true
    guard Self.mayBeInstalled(name, isComponent, request) else { return }
    if isComponent { return add(component: name, request) }
    let release = request.resolved.chartVersion
    let own = request.configuration.unmodelled.helm?.descendant([name, "image"])
    let tag = own?["tag"]?.scalar?.text ?? ContainerImage.default(name, "tag", release)
    guard let repository = ContainerImage.default(name, "repository", release), let tag else {
      unnamed.append(name)
      return
    }
    add(repository, tag: tag, copy: own?["repository"]?.scalar?.text)
  }

  /// Whether the chart installs a part; what is not known may be installed.
  private static func mayBeInstalled(
    _ name: String, _ isComponent: Bool, _ request: RenderRequest
  ) -> Bool {
    let resolved = request.resolved
    if let chart = Subchart(rawValue: name) { return resolved.installs(chart) ?? false }
    if let installs = resolved.installs(component: name) { return installs }
    let written = resolved.configuration.unmodelled.helm?.descendant(["global", name, "enabled"])
    let text =
      written?.scalar?.text
      ?? ChartReads.default(
        at: ChartPath("global.\(name).enabled"), in: resolved.chartVersion)?.value
    return text.map { $0 == "true" } ?? isComponent
  }

  private mutating func add(component name: String, _ request: RenderRequest) {
    let release = request.resolved.chartVersion
    guard let used = ContainerImage(of: name, request.configuration, in: release) else { return }
    var source = used
    source.prefix = nil
    source.repository = ContainerImage.default(name, "repository", release) ?? used.repository
    var copy = used
    if used.prefix == nil, used.repository == source.repository {
      copy.prefix = registry
      needsRegistry = needsRegistry || registry == nil
    }
    copy.digest = nil
    found.append(
      Copy(
        source: source.reference, destination: copy.reference, isPinned: used.digest != nil))
  }
}
