/// Which keys the templates of chart operator-wandb read, release by release
/// (`CFacts/chart-reads.txt`, `chart-names.txt` and `chart-defaults.txt`).
///
/// A read is a may-read: the template may be behind a condition. Releases that are not known are taken
/// for the one before. Everything is found by scanning the text, so a lookup takes a few
/// microseconds, and nothing is decoded at start-up.
package enum ChartReads {
  /// What a release does with a key.
  package enum Reading: Sendable {
    /// A template reads the key, something below it, or a section above it as a whole.
    case read
    /// No template of W&B reads it, but a third-party chart does, or receives it and may read it.
    case passedOn
    /// No template reads the path, but one mentions a key of this name: probably not read.
    case nameMentioned
    /// The key has no effect: no template reads it, and none that runs mentions its name.
    case unread

    /// Whether the key has an effect, or may have one.
    package var mayMatter: Bool {
      switch self {
      case .read, .passedOn: true
      case .nameMentioned, .unread: false
      }
    }
  }

  /// What a release does with the key at a path.
  ///
  /// A component's keys are its own, and those of chart wandb-base in the releases that install the
  /// component from that chart.
  package static func reading(of path: ChartPath, in release: ChartVersion) -> Reading {
    let release = ChartRelease.nearest(to: release) ?? ChartRelease.first
    let routes = ChartRoute.routes(to: path).filter { $0.isOpen(in: release) }
    var isPassedOn = ChartDependency(path.keys.first ?? "", in: release)?.isComponent == false
    for route in routes {
      let isRead = route.anyRead { reader, releases in
        guard releases.contain(release) else { return false }
        if reader == .thirdParty { isPassedOn = true }
        return reader == .chart
      }
      if isRead { return .read }
    }
    if isPassedOn { return .passedOn }
    guard let name = path.keys.last, !routes.contains(where: { $0.isDead(in: release) }) else {
      return .unread
    }
    return mentions(name, in: release) ? .nameMentioned : .unread
  }

  /// Whether a template of the release reads the key at a path.
  package static func reads(_ path: ChartPath, in release: ChartVersion) -> Bool {
    if case .read = reading(of: path, in: release) { true } else { false }
  }

  /// The releases in which the key at a path is read or passed on, from the oldest to the newest;
  /// none if no release reads it.
  package static func releases(reading path: ChartPath) -> [ClosedRange<ChartVersion>] {
    var ranges: [ClosedRange<ChartVersion>] = []
    for route in ChartRoute.routes(to: path) {
      _ = route.anyRead { _, releases in
        ranges += route.limited(releases.ranges)
        return false
      }
    }
    if let chart = ChartDependency.thirdParty(path.keys.first ?? "") {
      ranges += chart.releases(1).ranges + chart.releases(2).ranges
    }
    return joined(ranges)
  }

  /// Whether any release reads the key at a path or passes it on.
  package static func isEverRead(_ path: ChartPath) -> Bool { !releases(reading: path).isEmpty }

  /// The keys directly below a section that a release reads, or below which it reads something, in
  /// lexical order.
  ///
  /// At the top level, sections of third-party charts are included; the keys below them are not known.
  /// Keys that users choose are never included.
  package static func keys(below section: ChartPath, in release: ChartVersion) -> [String] {
    let release = ChartRelease.nearest(to: release) ?? ChartRelease.first
    var keys = section.keys.isEmpty ? Set(ChartDependency.names(in: release)) : []
    for route in ChartRoute.routes(to: section) where route.isOpen(in: release) {
      for line in route.ends.flatMap(\.children) where line.name != ChartRoute.anyKey {
        let isRead = ChartRoute.anyRead(from: line) { _, releases in releases.contain(release) }
        if isRead { keys.insert(line.name) }
      }
    }
    return keys.subtracting([ComponentName.documented]).sorted()
  }

  /// The default of a release for the key at a path; nil if there is none.
  ///
  /// A default may be a template, which Helm executes only where the chart says so.
  package static func `default`(at path: ChartPath, in release: ChartVersion) -> ChartDefault? {
    let release = ChartRelease.nearest(to: release) ?? ChartRelease.first
    var section: ChartDefault?
    for route in ChartRoute.routes(to: path, in: .defaults) where route.isOpen(in: release) {
      guard let line = route.end, let found = ChartDefault(line, in: release) else { continue }
      // A section of the component, without a value, does not hide what wandb-base has.
      if found.value != nil || found.kind != .map { return found }
      section = section ?? found
    }
    return section
  }

  /// The keys below a path for which any release has a default.
  package static func keysOfDefaults(below path: ChartPath) -> Set<String> {
    Set(ChartRoute.routes(to: path, in: .defaults).flatMap { $0.end?.childNames ?? [] })
  }

  /// The type that the latest default for a path that any release reads has or had; nil if there was
  /// never one.
  package static func kindOfDefault(at path: ChartPath) -> ChartDefault.Kind? {
    ChartRoute.routes(to: path).lazy.flatMap(\.ends)
      .compactMap { $0.bytes(1).first.flatMap(ChartDefault.Kind.init) }.first
  }

  /// Whether the templates of a known release mention `name`.
  private static func mentions(_ name: String, in release: ChartVersion) -> Bool {
    ChartFacts.names.root.child(name)?.releases(1).contain(release) ?? false
  }

  /// The same releases in as few ranges as possible.
  private static func joined(
    _ ranges: [ClosedRange<ChartVersion>]
  ) -> [ClosedRange<ChartVersion>] {
    var joined: [ClosedRange<ChartVersion>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, let end = ChartRelease.index(of: last.upperBound),
        let start = ChartRelease.index(of: range.lowerBound), start <= end + 1
      {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
