/// How a release of chart operator-wandb depends on another chart, whose values are the section of the
/// same name (`CFacts/chart-releases.txt`).
package enum ChartDependency: Sendable {
  /// A component of the server that is chart wandb-base under another name.
  case sharedComponent
  /// A component of the server with a chart of its own.
  case ownComponent
  /// A third-party chart whose files are part of the release, so that it is known which `global`
  /// keys it reads.
  case bundled
  /// A third-party chart that Helm fetches; what it reads is not known.
  case remote

  /// The dependency called `name` in a release; nil if it has none.
  package init?(_ name: String, in release: ChartVersion) {
    let release = ChartRelease.nearest(to: release) ?? ChartRelease.first
    if let line = Self.component(name) {
      if line.releases(1).contain(release) {
        self = .sharedComponent
      } else if line.releases(2).contain(release) {
        self = .ownComponent
      } else {
        return nil
      }
    } else if let line = Self.thirdParty(name) {
      if line.releases(1).contain(release) {
        self = .bundled
      } else if line.releases(2).contain(release) {
        self = .remote
      } else {
        return nil
      }
    } else {
      return nil
    }
  }

  /// Whether the chart is W&B's own, so that all keys that it reads are known.
  package var isComponent: Bool { self == .sharedComponent || self == .ownComponent }

  /// The names of all components that any release has, in lexical order.
  package static var components: [String] { section("components")?.childNames ?? [] }

  /// The names of all dependencies of a release: first the components, then the third-party charts.
  package static func names(in release: ChartVersion) -> [String] {
    let release = ChartRelease.nearest(to: release) ?? ChartRelease.first
    let lines = (section("components")?.children ?? []) + (section("charts")?.children ?? [])
    return lines.filter { $0.releases(1).contain(release) || $0.releases(2).contain(release) }
      .map(\.name)
  }

  /// The line of a component: column 1 has the releases in which it is chart wandb-base, column 2
  /// those in which it has a chart of its own.
  static func component(_ name: String) -> ChartFactLine? { section("components")?.child(name) }

  /// The line of a third-party chart: column 1 has the releases that contain its files, column 2
  /// those that only refer to it.
  static func thirdParty(_ name: String) -> ChartFactLine? { section("charts")?.child(name) }

  private static func section(_ name: String) -> ChartFactLine? {
    ChartFacts.releases.root.child(name)
  }
}
