/// The versions that a `version` argument allows: `~> 7.18, != 7.18.1`.
///
/// Versions without a prerelease are an interval with exclusions, so two constraints can be compared
/// without a list of releases. A prerelease passes only where a term names it with `=`.
package struct VersionConstraint: Hashable, Sendable {
  /// What the constraint is for: Terraform does not read all constraints the same way.
  package enum Use: Hashable, Sendable {
    /// `version` of a module.
    case module
    /// `required_version`, which allows no prerelease and ignores that of Terraform itself.
    case terraform
    /// `version` in `required_providers`, where `~> 4` ends at 5.0.
    case provider
  }

  /// The text that was read.
  package let text: String
  /// Which of Terraform's readers it is for.
  package let use: Use
  private let terms: [VersionTerm]
  private let releases: ReleaseRange

  init(_ text: String, _ use: Use, _ terms: [VersionTerm]) {
    (self.text, self.use, self.terms) = (text, use, terms)
    var releases = ReleaseRange.all
    for term in terms { releases.formIntersection(term.range(use)) }
    self.releases = releases
  }

  /// Whether the version passes; a prerelease only when `=` names it.
  package func allows(_ version: ModuleVersion) -> Bool {
    if version.prerelease == nil || use == .terraform { return releases.contains(version.core) }
    return requests(version) && admits(version)
  }

  /// The newest of the releases that passes.
  package func newest(in releases: some Sequence<ModuleVersion>) -> ModuleVersion? {
    releases.lazy.filter(allows).max()
  }

  /// Whether at least one version passes both this and `other`, read as one constraint.
  package func sharesVersion(with other: VersionConstraint) -> Bool {
    var shared = releases
    shared.formIntersection(other.releases)
    if shared.first != nil { return true }
    return (requested + other.requested).contains { admits($0) && other.admits($0) }
  }

  /// Whether no version can pass.
  package var isEmpty: Bool { !sharesVersion(with: self) }

  /// The prereleases that `=` names; at most two, since two different ones exclude each other.
  private var requested: [ModuleVersion] {
    Array(Set(terms.lazy.compactMap(Self.prerelease)).prefix(2))
  }

  private func admits(_ prerelease: ModuleVersion) -> Bool {
    terms.allSatisfy { $0.admits(prerelease: prerelease, use) }
  }

  private func requests(_ version: ModuleVersion) -> Bool {
    terms.contains { Self.prerelease($0) == version }
  }

  private static func prerelease(_ term: VersionTerm) -> ModuleVersion? {
    guard term.comparison == .equal, let version = term.bound.version else { return nil }
    return version.prerelease == nil ? nil : version
  }
}

/// One comparison of a constraint: `~> 7.18`.
struct VersionTerm: Hashable, Sendable {
  /// The operator, as it is written.
  enum Comparison: String, CaseIterable, Sendable {
    case notEqual = "!="
    case atLeast = ">="
    case atMost = "<="
    case compatible = "~>"
    case equal = "="
    case above = ">"
    case below = "<"
  }

  /// The version that a term compares with; it may have fewer than three numbers, or more.
  struct Bound: Hashable, Sendable {
    /// The first three numbers; a missing one is 0.
    let core: ModuleVersion
    let prerelease: String?
    /// How many numbers were written.
    let numbers: Int
    /// Whether a number after the third is not 0.
    let isBeyondCore: Bool

    /// The bound as a version, unless a number after the third is not 0.
    var version: ModuleVersion? {
      guard !isBeyondCore else { return nil }
      let prerelease = numbers > 3 ? nil : prerelease
      return ModuleVersion(core.major, core.minor, core.patch, prerelease: prerelease)
    }
    /// Whether it precedes the version with its three numbers.
    var isBeforeCore: Bool { prerelease != nil && numbers <= 3 }
  }

  let comparison: Comparison
  /// What follows the operator.
  let bound: Bound

  /// The versions without a prerelease that the term allows.
  func range(_ use: VersionConstraint.Use) -> ReleaseRange {
    let core = bound.core
    let atLeast = bound.isBeyondCore ? core.successor : core
    let above = bound.isBeforeCore ? core : core.successor
    switch comparison {
    case .equal:
      let isRelease = !bound.isBeyondCore && !bound.isBeforeCore
      return isRelease ? ReleaseRange(from: core, below: core.successor) : .none
    case .notEqual:
      let isRelease = !bound.isBeyondCore && !bound.isBeforeCore
      return isRelease ? ReleaseRange(except: [core]) : .all
    case .atLeast: return ReleaseRange(from: atLeast)
    case .above: return ReleaseRange(from: above)
    case .below: return ReleaseRange(below: atLeast)
    case .atMost: return ReleaseRange(below: above)
    case .compatible: return compatible(use)
    }
  }

  /// `~>` allows the last number that was written to grow.
  private func compatible(_ use: VersionConstraint.Use) -> ReleaseRange {
    let core = bound.core
    if bound.numbers > 3 { return .none }
    if bound.prerelease != nil, use != .provider { return .none }
    switch bound.numbers {
    case 3: return ReleaseRange(from: core, below: core.nextMinor)
    case 2: return ReleaseRange(from: core, below: core.nextMajor)
    // Terraform has two readers: only the one for providers stops at the next major version.
    default: return ReleaseRange(from: core, below: use == .provider ? core.nextMajor : nil)
    }
  }

  /// Whether the term allows a prerelease that another term requests by name.
  func admits(prerelease version: ModuleVersion, _ use: VersionConstraint.Use) -> Bool {
    let (core, isSame) = (bound.core, bound.version == version)
    switch comparison {
    case .equal: return isSame
    case .notEqual: return !isSame
    case .atLeast, .above, .below, .atMost, .compatible: break
    }
    let hasSameCore = bound.isBeforeCore && version.core == core
    guard hasSameCore || use == .provider else { return false }
    let other = bound.version ?? core
    switch comparison {
    case .above: return version > other
    case .below: return version < other
    case .atMost: return version <= other
    case .atLeast: return version >= other
    default:
      return version >= other && (hasSameCore || compatible(use).upper.map { version < $0 } ?? true)
    }
  }
}

/// The versions without a prerelease that a constraint allows: an interval with exclusions.
struct ReleaseRange: Hashable, Sendable {
  private(set) var lower = ModuleVersion(0, 0, 0)
  /// The first version above the interval; nil for none.
  private(set) var upper: ModuleVersion?
  private(set) var excluded: Set<ModuleVersion> = []

  /// Every version.
  static let all = ReleaseRange()
  /// No version, as two terms that exclude each other leave.
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

  /// Keeps what both ranges allow.
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
