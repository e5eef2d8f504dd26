/// One comparison of a constraint: `~> 7.18`.
struct VersionTerm: Hashable, Sendable {
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
