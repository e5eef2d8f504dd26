import Generators
import Terraform
import TestSupport
import Testing

/// Two constraints, and whether one version passes both.
@Suite struct VersionOverlapTests {
  private static let disjoint = [
    ("~> 4.0", "~> 5.95"), ("< 3.0.0", ">= 3.0"), ("~> 3.60", "~> 4.0"), ("= 0.11.2", "~> 0.13"),
    ("~> 4", "~> 5"), ("> 1.0, < 1.0.1", ">= 0"), ("= 1.0.0", "!= 1.0"), ("~> 1.2.0", "~> 1.3.0"),
    ("= 1.0.0-rc1", "~> 1.0"), ("<= 1.0.1, != 1.0.0", "!= 1.0.1, >= 1.0"), ("< 0", ">= 0"),
    ("= 1.0.0-rc1", "= 1.0.0-rc2"), ("< 1.0.0", "> 0.9, ~> 1"),
  ]
  private static let shared = [
    ("~> 5.95", "~> 5.30"), ("< 3.0.0", "~> 2.10"), ("~> 4.0", ">= 4.67, < 6.0"),
    ("= 0.11.2", "~> 0.11.0"), ("> 1.0, < 1.0.2", ">= 0"),
    ("<= 1.0.1, != 1.0.0", "!= 1.0.2, >= 1.0"),
    ("= 1.0.0-rc1", "> 0.9"), ("= 1.0.0-rc1", "1.0.0-rc1"), ("!= 1.0.0", "> 0.9.9"),
    ("~> 1", "< 2"),
    ("> 1.0.0-rc1", "= 1.0.0"),
  ]

  @Test(arguments: disjoint) func seesThatNoneIsShared(_ left: String, _ right: String) throws {
    let (one, two) = try (constraint(left, .provider), constraint(right, .provider))
    #expect(!one.sharesVersion(with: two))
    #expect(!two.sharesVersion(with: one))
  }

  @Test(arguments: shared) func seesThatOneIsShared(_ left: String, _ right: String) throws {
    let (one, two) = try (constraint(left, .provider), constraint(right, .provider))
    #expect(one.sharesVersion(with: two))
    #expect(two.sharesVersion(with: one))
  }

  /// Every version that the generated bounds can tell apart is tried.
  @Test(arguments: [VersionConstraint.Use.module, .provider])
  func agreesWithTryingEveryVersion(_ use: VersionConstraint.Use) throws {
    var versions: [ModuleVersion] = []
    for number in 0..<512 {
      let (major, minor, patch) = (number / 64, number / 8 % 8, number % 8)
      versions.append(ModuleVersion(major, minor, patch))
      if major < 3, minor < 3, patch < 3 {
        versions.append(ModuleVersion(major, minor, patch, prerelease: "rc1"))
      }
    }
    var generator = SeededGenerator(7)
    for _ in 0..<400 {
      let texts = (Self.text(&generator), Self.text(&generator))
      let (one, two) = try (constraint(texts.0, use), constraint(texts.1, use))
      let joined = try constraint("\(texts.0), \(texts.1)", use)
      let expected = versions.contains { joined.allows($0) }
      #expect(one.sharesVersion(with: two) == expected, "\(texts)")
    }
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    (0...generator.pick([0, 1, 2])).map { _ in
      let sign = generator.pick(["=", "!=", ">", ">=", "<", "<=", "~>", "!=", "!="])
      let numbers = (0...generator.pick([0, 1, 2, 2])).map { _ in generator.pick(["0", "1", "2"]) }
      return "\(sign) " + numbers.joined(separator: ".") + generator.pick(["", "", "", "-rc1"])
    }.joined(separator: ", ")
  }
}
