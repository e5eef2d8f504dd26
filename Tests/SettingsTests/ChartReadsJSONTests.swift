import Foundation
import Settings
import TestSupport
import Testing

/// Compares the lookups with `chart-reads.json`, from which `.ci/chart-facts` wrote the facts, by a
/// second implementation that knows nothing of the compact form.
@Suite struct ChartReadsJSONTests {
  private static let oracle = Result { try ChartReadsOracle() }

  @Test func releasesAndDependenciesAgree() throws {
    let oracle = try Self.oracle.get()
    let facts = oracle.facts
    #expect(ChartRelease.all.map(\.description) == facts.releases)
    let components = Set(facts.aliases.keys).union(facts.componentCharts.keys)
    #expect(ChartDependency.components == components.sorted())
    let kinds = [facts.aliases, facts.componentCharts, facts.bundledCharts, facts.remoteCharts]
    for release in ChartRelease.all {
      let names = kinds.flatMap { $0.filter { oracle.has($0.value, release) }.keys }
      #expect(Set(ChartDependency.names(in: release)) == Set(names))
    }
  }

  /// Every path in a sample of releases, with neighbours that are in no template.
  @Test func readingsAgree() throws {
    let oracle = try Self.oracle.get()
    var cases = 0
    for (path, fact) in oracle.facts.paths.sorted(by: { $0.key < $1.key }) {
      let keys = ChartPath(path).keys
      for keys in fact.isRead ? [keys] + oracle.neighbours(of: keys) : [keys] {
        let expected = oracle.readings(of: keys)
        for release in oracle.sample {
          let reading = ChartReads.reading(of: ChartPath(keys), in: release)
          cases += 1
          if reading != expected(release) { Issue.record("\(keys) in \(release)") }
        }
      }
    }
    #expect(cases > 70_000)
  }

  /// `releases(reading:)` returns exactly the releases in which the key is read or passed on.
  @Test func releasesAgree() throws {
    let oracle = try Self.oracle.get()
    for (path, fact) in oracle.facts.paths where fact.isRead {
      let keys = ChartPath(path).keys
      let expected = oracle.readings(of: keys)
      let ranges = ChartReads.releases(reading: ChartPath(keys))
      for release in ChartRelease.all {
        let isRead = [.read, .passedOn].contains(expected(release))
        guard ranges.contains(where: { $0.contains(release) }) != isRead else { continue }
        Issue.record("\(path) in \(release)")
      }
      for (range, next) in zip(ranges, ranges.dropFirst()) {
        #expect(range.upperBound < next.lowerBound)
      }
    }
  }

  /// A key is listed below its section if and only if the release reads it.
  @Test func keysAgree() throws {
    let oracle = try Self.oracle.get()
    let sections = Set(
      oracle.facts.paths.filter(\.value.isRead).map { ChartPath($0.key).keys.dropLast() })
    for section in sections where !section.isEmpty {
      for release in oracle.sample {
        let keys = ChartReads.keys(below: ChartPath(Array(section)), in: release)
        #expect(keys == oracle.keys(below: Array(section), release), "\(section) in \(release)")
      }
    }
  }
}

/// `chart-reads.json`; its `_about` explains the form.
private struct ChartReadsJSON: Decodable {
  /// Releases from the first to the last of a pair.
  typealias Intervals = [[String]]

  struct Path: Decodable {
    let read: Intervals?
    let whole: Whole?
    let bundled: Intervals?
    let dead: Intervals?

    var isRead: Bool { read != nil || bundled != nil }

    /// The releases that read everything below the path.
    var wholeReleases: Intervals? {
      switch whole {
      case .always: read
      case .sometimes(let releases): releases
      case nil: nil
      }
    }
  }

  /// `true` for all releases that read the path, otherwise those that read it as a whole.
  enum Whole: Decodable {
    case always
    case sometimes(Intervals)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if (try? container.decode(Bool.self)) == true {
        self = .always
      } else {
        self = .sometimes(try container.decode(Intervals.self))
      }
    }
  }

  let releases: [String]
  let aliases: [String: Intervals]
  let componentCharts: [String: Intervals]
  let bundledCharts: [String: Intervals]
  let remoteCharts: [String: Intervals]
  let paths: [String: Path]
  let names: [String: Intervals]

  private enum CodingKeys: String, CodingKey {
    case releases, aliases, paths, names
    case componentCharts = "component_charts"
    case bundledCharts = "bundled_charts"
    case remoteCharts = "remote_charts"
  }
}

/// Says what a release reads by comparing a key with every path of `chart-reads.json`.
private struct ChartReadsOracle: Sendable {
  typealias Intervals = ChartReadsJSON.Intervals
  let facts: ChartReadsJSON
  /// The paths that something reads, by their first key.
  private let rows: [String: [(keys: [String], path: ChartReadsJSON.Path)]]

  init() throws {
    facts = try JSONDecoder().decode(
      ChartReadsJSON.self,
      from: Data(contentsOf: Fixture.project.appending(path: "fixtures/facts/chart-reads.json")))
    rows = Dictionary(
      grouping: facts.paths.filter { $1.isRead || $1.dead != nil }.map {
        (ChartPath($0.key).keys, $0.value)
      }, by: { $0.0[0] })
  }

  /// Releases in which much changed.
  let sample = [
    "0.1.0", "0.8.0", "0.13.13", "0.20.0", "0.26.3", "0.32.9", "0.33.0", "0.35.7", "0.42.8",
    "0.43.8",
  ].compactMap { ChartVersion($0) }

  func has(_ intervals: Intervals?, _ release: ChartVersion) -> Bool {
    (intervals ?? []).contains { bounds in
      guard let first = ChartVersion(bounds[0]), let last = ChartVersion(bounds[1]) else {
        return false
      }
      return first <= release && release <= last
    }
  }

  /// Paths near one: with a key of the user's choice, with an unknown one, and of a component.
  func neighbours(of keys: [String]) -> [[String]] {
    let concrete = keys.map { $0 == "*" ? "mine" : $0 }
    var neighbours = [concrete + ["zebra"], concrete.dropLast() + ["host"]]
    if concrete != keys { neighbours.append(concrete) }
    switch keys[0] {
    case "<component>":
      neighbours += ["app", "history-reader"].map { [$0] + concrete.dropFirst() }
    case "global": neighbours.append(["parquet"] + concrete)
    default: break
    }
    return neighbours
  }

  /// What each release does with a path.
  func readings(of keys: [String]) -> (ChartVersion) -> ChartReads.Reading {
    let matches = ways(to: keys).flatMap { way in
      (rows[way.keys[0]] ?? []).compactMap { Match($0.keys, $0.path, way.keys, way.limit) }
    }
    return { release in
      func holds(_ releases: (Match) -> Intervals?) -> Bool {
        matches.contains {
          ($0.limit == nil || has($0.limit, release)) && has(releases($0), release)
        }
      }
      if holds(\.read) { return .read }
      let isThirdParty =
        has(facts.bundledCharts[keys[0]], release) || has(facts.remoteCharts[keys[0]], release)
      if isThirdParty || holds(\.bundled) { return .passedOn }
      if holds(\.dead) { return .unread }
      return has(facts.names[keys[keys.count - 1]], release) ? .nameMentioned : .unread
    }
  }

  /// The keys below a section in lexical order.
  func keys(below section: [String], _ release: ChartVersion) -> [String] {
    let ways = ways(to: section).filter { $0.limit == nil || has($0.limit, release) }
    let names = ways.flatMap { way in
      (rows[way.keys[0]] ?? []).compactMap { row -> String? in
        let count = way.keys.count
        guard row.keys.count > count, row.keys[count] != "*", agree(row.keys, way.keys),
          has(row.path.read, release) || has(row.path.bundled, release)
        else { return nil }
        return row.keys[count]
      }
    }
    return Set(names).sorted()
  }

  /// The path, that of wandb-base for a component, and that of `global` for one below a component.
  private func ways(to keys: [String]) -> [(keys: [String], limit: Intervals?)] {
    var ways: [(keys: [String], limit: Intervals?)] = [(keys, nil)]
    let alias = facts.aliases[keys[0]] ?? []
    let component = alias + (facts.componentCharts[keys[0]] ?? [])
    if !alias.isEmpty { ways.append((["<component>"] + keys.dropFirst(), alias)) }
    if !component.isEmpty, keys.dropFirst().first == "global" {
      ways.append((Array(keys.dropFirst()), component))
    }
    return ways
  }

  /// What one path of the facts says about a key.
  private struct Match {
    var read: Intervals?
    var bundled: Intervals?
    var dead: Intervals?
    let limit: Intervals?

    init?(
      _ pattern: [String], _ path: ChartReadsJSON.Path, _ keys: [String], _ limit: Intervals?
    ) {
      guard agree(pattern, keys) else { return nil }
      self.limit = limit
      if pattern.count >= keys.count {
        (read, bundled) = (path.read, path.bundled)
        dead = pattern.count == keys.count ? path.dead : nil
      } else if let whole = path.wholeReleases {
        read = whole
      } else {
        return nil
      }
    }
  }
}

/// Whether the keys that both paths have agree, where `*` is any key.
private func agree(_ pattern: [String], _ keys: [String]) -> Bool {
  for index in 0..<min(pattern.count, keys.count)
  where pattern[index] != keys[index] && pattern[index] != "*" {
    return false
  }
  return true
}
