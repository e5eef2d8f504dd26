/// One of the routes from a path to lines of the facts.
///
/// Every path has a direct one. A component's path also leads to the keys of chart wandb-base, and
/// `global` below a component to the top-level `global`, because Helm merges the two.
struct ChartRoute {
  /// Who reads a path.
  enum Reader { case chart, thirdParty }

  /// The line that the keys are below.
  let start: ChartFactLine
  /// The rest of the path.
  let keys: ArraySlice<String>
  /// The component that the path begins with, and the columns with the releases in which the route is
  /// open; nil if it is open in all releases.
  private let limit: (component: ChartFactLine, columns: ClosedRange<Int>)?

  /// The key that stands for all keys or elements of a list.
  static let anyKey = "*"

  /// The routes of a path, the most specific first.
  static func routes(to path: ChartPath, in facts: ChartFacts = .reads) -> [ChartRoute] {
    let root = facts.root
    let keys = path.keys[...]
    var routes = [ChartRoute(start: root, keys: keys, limit: nil)]
    guard let name = keys.first, let component = ChartDependency.component(name) else {
      return routes
    }
    if keys.dropFirst().first == "global" {
      routes.append(ChartRoute(start: root, keys: keys.dropFirst(), limit: (component, 1...2)))
    }
    if let base = root.child(ComponentName.documented) {
      routes.append(ChartRoute(start: base, keys: keys.dropFirst(), limit: (component, 1...1)))
    }
    return routes
  }

  /// Whether the route is open in a release.
  func isOpen(in release: ChartVersion) -> Bool {
    guard let limit else { return true }
    return limit.columns.contains { limit.component.releases($0).contain(release) }
  }

  /// The parts of `ranges` in which the route is open.
  func limited(_ ranges: [ClosedRange<ChartVersion>]) -> [ClosedRange<ChartVersion>] {
    guard let limit else { return ranges }
    let open = limit.columns.flatMap { limit.component.releases($0).ranges }
    return ranges.flatMap { range in
      open.filter { $0.overlaps(range) }.map { $0.clamped(to: range) }
    }
  }

  /// The line for exactly this path, whose keys are not patterns.
  var end: ChartFactLine? { start.descendant(keys) }

  /// The lines for exactly this path: one with its keys, and others with `*` for some of them.
  var ends: [ChartFactLine] {
    keys.reduce([start]) { lines, key in lines.flatMap { Self.children(of: $0, key) } }
  }

  /// Calls `accepts` with the releases that read the path, something below it, or a section above it
  /// as a whole, until it returns true; false if it never does.
  func anyRead(_ accepts: (Reader, ReleaseIntervals) -> Bool) -> Bool {
    var lines = [start]
    for key in keys {
      if lines.contains(where: { accepts(.chart, Self.whole($0)) }) { return true }
      lines = lines.flatMap { Self.children(of: $0, key) }
    }
    return lines.contains { Self.anyRead(from: $0, accepts) }
  }

  /// Calls `accepts` with the releases that read a line or one below it, until it returns true.
  static func anyRead(
    from line: ChartFactLine, _ accepts: (Reader, ReleaseIntervals) -> Bool
  ) -> Bool {
    func isRead(_ line: ChartFactLine) -> Bool {
      accepts(.chart, line.releases(Column.read))
        || accepts(.thirdParty, line.releases(Column.thirdParty))
    }
    return isRead(line) || line.firstDescendant(where: isRead) != nil
  }

  /// Whether only templates that never run read the path.
  func isDead(in release: ChartVersion) -> Bool {
    ends.contains { $0.releases(Column.dead).contain(release) }
  }

  /// The releases in which everything below a line is read.
  private static func whole(_ line: ChartFactLine) -> ReleaseIntervals {
    let isSame = line.bytes(Column.whole).first == UInt8(ascii: "=")
    return line.releases(isSame ? Column.read : Column.whole)
  }

  /// The children for a key: its own, and `*`, which is always the first child.
  private static func children(of line: ChartFactLine, _ key: String) -> [ChartFactLine] {
    let own = line.child(key)
    let first = key == anyKey ? nil : line.firstChild { _ in true }
    return [own, first?.name == anyKey ? first : nil].compactMap(\.self)
  }

  /// The columns of `chart-reads.txt`.
  private enum Column {
    static let read = 2
    static let whole = 3
    static let thirdParty = 4
    static let dead = 5
  }
}
