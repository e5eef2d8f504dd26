import Settings

/// The image of a component, named as subchart wandb-base does it (template `containers`).
struct ContainerImage: Hashable {
  /// Without `global.repositoryPrefix`.
  var repository: String
  var prefix: String?
  var tag: String?
  var digest: String?

  /// The image that a release of the chart uses for a component; nil if it has none of that name.
  init?(of component: String, _ configuration: Configuration, in release: ChartVersion) {
    let own = configuration.components[component] ?? Component()
    func value(_ setting: Setting<String>, _ key: String) -> String? {
      setting.writable.flatMap { $0.isEmpty ? nil : $0 } ?? Self.default(component, key, release)
    }
    guard let repository = value(own.imageRepository, "repository") else { return nil }
    self.repository = repository
    let readsPrefix = ChartReads.reading(of: ChartPath("global.repositoryPrefix"), in: release)
    prefix =
      readsPrefix.mayMatter
      ? configuration.repositoryPrefix.writable.flatMap { $0.isEmpty ? nil : $0 } : nil
    tag = value(own.imageTag, "tag")
    digest = own.imageDigest.writable.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The name that a container runtime pulls; a digest replaces the tag.
  var reference: String {
    let name = prefix.map { "\($0)/\(repository)" } ?? repository
    if let digest { return "\(name)@\(digest)" }
    return "\(name):\(tag ?? "latest")"
  }

  /// The chart's own value of `<component>.image.<key>`.
  static func `default`(
    _ component: String, _ key: String, _ release: ChartVersion
  ) -> String? {
    let found = ChartReads.default(at: ChartPath("\(component).image.\(key)"), in: release)
    return found?.value.flatMap { $0.isEmpty ? nil : $0 }
  }
}
