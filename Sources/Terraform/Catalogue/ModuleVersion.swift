/// A version of a module, of Terraform or of a provider: `7.18.2`, `7.9.3-pre1`.
package struct ModuleVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  package let patch: Int
  /// What follows `-`; such a version stands before the one without it.
  package let prerelease: String?

  package init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: String? = nil) {
    (self.major, self.minor, self.patch, self.prerelease) = (major, minor, patch, prerelease)
  }

  /// Three numbers, with or without a leading `v`.
  package init?(_ text: some StringProtocol) {
    let trimmed = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let halves = trimmed.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Self.number($0) }
    guard numbers.count == 3, parts.count == 3 else { return nil }
    if halves.count == 2, halves[1].isEmpty { return nil }
    self.init(
      numbers[0], numbers[1], numbers[2],
      prerelease: halves.count == 2 ? String(halves[1]) : nil)
  }

  /// Digits only; no sign.
  private static func number(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }

  package var description: String {
    "\(major).\(minor).\(patch)" + (prerelease.map { "-" + $0 } ?? "")
  }

  package static func < (lhs: ModuleVersion, rhs: ModuleVersion) -> Bool {
    let (left, right) = ((lhs.major, lhs.minor, lhs.patch), (rhs.major, rhs.minor, rhs.patch))
    guard left == right else { return left < right }
    switch (lhs.prerelease, rhs.prerelease) {
    case (nil, _): return false
    case (_?, nil): return true
    case (let left?, let right?): return left < right
    }
  }
}
