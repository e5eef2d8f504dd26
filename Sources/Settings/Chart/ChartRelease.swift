import Diagnostics

/// The releases of chart operator-wandb that this program knows (`CFacts/chart-releases.txt`).
package enum ChartRelease {
  /// Every release, from the first to the newest.
  package static let all = decode()

  /// The number of releases.
  package static var count: Int { all.count }

  /// The first release.
  package static var first: ChartVersion { all[0] }

  /// The newest release; found without decoding the others, because most runs need only this one.
  package static let newest: ChartVersion = {
    let line = ChartFacts.releases.root.child("dates")?.lastChild
    var cursor = line.map { FactCursor($0.bytes(0)) }
    guard let version = cursor?.version() else {
      preconditionFailure("chart-releases.txt has the date of the newest release")
    }
    return version
  }()

  /// The chart and its newest release, as texts cite them: `operator-wandb 1.2.3`.
  package static var citation: String { "operator-wandb \(newest)" }

  /// The position of a release among all; nil if there is no such release.
  package static func index(of version: ChartVersion) -> Int? {
    let index = all.partitionPoint { $0 < version }
    return index < all.count && all[index] == version ? index : nil
  }

  /// The newest known release that is not newer than `version`; nil if all of them are.
  package static func nearest(to version: ChartVersion) -> ChartVersion? {
    if version >= newest { return newest }
    let index = all.partitionPoint { $0 <= version }
    return index == 0 ? nil : all[index - 1]
  }

  /// The day on which a release came out, as in `2026-07-23`; known for the first and the newest.
  package static func date(of version: ChartVersion) -> String? {
    ChartFacts.releases.root.descendant(["dates", version.description])?.column(1)
  }

  /// Decodes lines such as `0.22`, `0 2-5`: the last numbers of the releases that begin with 0.22.
  private static func decode() -> [ChartVersion] {
    var releases: [ChartVersion] = []
    for line in ChartFacts.releases.root.child("releases")?.children ?? [] {
      var name = FactCursor(line.bytes(0))
      guard let major = name.number(), name.skip("."), let minor = name.number() else { continue }
      var patches = FactCursor(line.bytes(1))
      while let first = patches.number() {
        let last = patches.skip("-") ? patches.number() ?? first : first
        guard first <= last else { break }
        for patch in first...last { releases.append(ChartVersion(major, minor, patch)) }
        guard patches.skip(" ") else { break }
      }
    }
    return releases
  }
}
