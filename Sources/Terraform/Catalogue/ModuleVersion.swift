/// A version of a module, of Terraform or of a provider: `7.18.2`, `7.9.3-pre1`.
///
/// Versions are ordered as Semantic Versioning orders them. Build metadata is not accepted, because
/// no release of these modules has any.
package struct ModuleVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number that changes when a call may have to change.
  package let major: Int
  /// The number that changes with new inputs.
  package let minor: Int
  /// The number that changes with corrections.
  package let patch: Int
  /// The part after `-`; such a version precedes the one without it.
  package let prerelease: String?

  /// A version from its numbers, for constants in the program.
  package init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: String? = nil) {
    (self.major, self.minor, self.patch, self.prerelease) = (major, minor, patch, prerelease)
  }

  /// Reads three numbers, with or without a leading `v`; nil for any other text.
  package init?(_ text: some StringProtocol) {
    self.init(utf8: text.utf8)
  }

  /// As `init(_:)`; a catalogue has hundreds of them.
  init?(utf8 text: some Collection<UInt8>) {
    var rest = text[...]
    if rest.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
    guard let major = Self.number(&rest), Self.skip(UInt8(ascii: "."), &rest),
      let minor = Self.number(&rest), Self.skip(UInt8(ascii: "."), &rest),
      let patch = Self.number(&rest)
    else { return nil }
    guard !rest.isEmpty else {
      self.init(major, minor, patch)
      return
    }
    guard Self.skip(UInt8(ascii: "-"), &rest), !rest.isEmpty else { return nil }
    self.init(major, minor, patch, prerelease: String(decoding: rest, as: UTF8.self))
  }

  /// Digits only; no sign.
  private static func number<Text: Collection<UInt8>>(_ text: inout Text) -> Int?
  where Text.SubSequence == Text {
    var number: Int?
    while let byte = text.first, (0x30...0x39).contains(byte) {
      let (product, isTooLarge) = (number ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, isTooLargeToo) = product.addingReportingOverflow(Int(byte - 0x30))
      guard !isTooLarge, !isTooLargeToo else { return nil }
      number = sum
      text = text.dropFirst()
    }
    return number
  }

  private static func skip<Text: Collection<UInt8>>(_ byte: UInt8, _ text: inout Text) -> Bool
  where Text.SubSequence == Text {
    guard text.first == byte else { return false }
    text = text.dropFirst()
    return true
  }

  /// As in a registry, without a leading `v`.
  package var description: String {
    "\(major).\(minor).\(patch)" + (prerelease.map { "-" + $0 } ?? "")
  }

  /// Compares the numbers, and then the prereleases.
  package static func < (lhs: ModuleVersion, rhs: ModuleVersion) -> Bool {
    let (left, right) = ((lhs.major, lhs.minor, lhs.patch), (rhs.major, rhs.minor, rhs.patch))
    guard left == right else { return left < right }
    switch (lhs.prerelease, rhs.prerelease) {
    case (nil, _): return false
    case (_?, nil): return true
    case (let left?, let right?): return PrereleaseOrder.compare(left, right) < 0
    }
  }

  /// The three numbers alone.
  package var core: ModuleVersion { ModuleVersion(major, minor, patch) }

  /// The next version without a prerelease.
  var successor: ModuleVersion {
    if patch < .max { return ModuleVersion(major, minor, patch + 1) }
    return minor < .max ? ModuleVersion(major, minor + 1, 0) : nextMajor
  }

  /// The first version of the next minor line.
  var nextMinor: ModuleVersion {
    minor < .max ? ModuleVersion(major, minor + 1, 0) : nextMajor
  }

  /// The first version of the next major line.
  var nextMajor: ModuleVersion { ModuleVersion(major < .max ? major + 1 : major, 0, 0) }
}

/// The order of prereleases by Semantic Versioning: part by part, numbers before words.
///
/// go-version differs in one case, `a.b` before `a`, which makes its order cyclic.
enum PrereleaseOrder {
  /// Negative when `left` precedes `right`.
  static func compare(_ left: String, _ right: String) -> Int {
    let (one, two) = (parts(left), parts(right))
    for (left, right) in zip(one, two) {
      let order = comparePart(left, right)
      if order != 0 { return order }
    }
    return one.count - two.count
  }

  private static func parts(_ text: String) -> [Substring] {
    text.split(separator: ".", omittingEmptySubsequences: false)
  }

  private static func comparePart(_ left: Substring, _ right: Substring) -> Int {
    guard left != right else { return 0 }
    switch (Int(left), Int(right)) {
    case (_?, nil): return -1
    case (nil, _?): return 1
    case (let one?, let two?) where one != two: return one > two ? 1 : -1
    default: return left > right ? 1 : -1
    }
  }
}
