/// The versions without a prerelease that a constraint allows: an interval with exclusions.
struct ReleaseRange: Hashable, Sendable {
  private(set) var lower = ModuleVersion(0, 0, 0)
  /// The first version above the interval; nil for none.
  private(set) var upper: ModuleVersion?
  private(set) var excluded: Set<ModuleVersion> = []

  /// Every version.
  static let all = ReleaseRange()
  static let none = ReleaseRange(from: ModuleVersion(0, 0, 0), below: ModuleVersion(0, 0, 0))

  init(
    from lower: ModuleVersion = ModuleVersion(0, 0, 0), below upper: ModuleVersion? = nil,
    except excluded: Set<ModuleVersion> = []
  ) {
    (self.lower, self.upper, self.excluded) = (lower, upper, excluded)
  }

  func contains(_ version: ModuleVersion) -> Bool {
    guard version >= lower, !excluded.contains(version) else { return false }
    return upper.map { version < $0 } ?? true
  }

  mutating func formIntersection(_ other: ReleaseRange) {
    lower = max(lower, other.lower)
    if let bound = other.upper { upper = upper.map { min($0, bound) } ?? bound }
    excluded.formUnion(other.excluded)
  }

  /// The lowest version in the range.
  ///
  /// It is at most as many steps above the lower bound as there are exclusions.
  var first: ModuleVersion? {
    var candidate = lower
    for _ in 0...excluded.count {
      if let upper, candidate >= upper { return nil }
      if !excluded.contains(candidate) { return candidate }
      candidate = candidate.successor
    }
    return nil
  }
}
