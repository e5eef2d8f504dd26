/// A version of chart operator-wandb, released or not; `ChartRelease` knows the released ones.
package struct ChartVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first number: 0 for every release so far.
  package let major: Int
  /// The second number, which changes with the templates.
  package let minor: Int
  /// The third number.
  package let patch: Int

  /// The newest release that this program knows.
  package static var newest: ChartVersion { ChartRelease.newest }

  package init(_ major: Int, _ minor: Int, _ patch: Int) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  /// Parses `0.43.8`, with or without a leading `v`; ignores anything after `-` or `+`.
  package init?(_ text: String) {
    let trimmed = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = trimmed.prefix { $0 != "-" && $0 != "+" }
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let major = numbers[0], let minor = numbers[1],
      let patch = numbers[2], min(major, minor, patch) >= 0
    else { return nil }
    self.init(major, minor, patch)
  }

  package var description: String { "\(major).\(minor).\(patch)" }

  package static func < (lhs: ChartVersion, rhs: ChartVersion) -> Bool {
    (lhs.major, lhs.minor, lhs.patch) < (rhs.major, rhs.minor, rhs.patch)
  }
}
