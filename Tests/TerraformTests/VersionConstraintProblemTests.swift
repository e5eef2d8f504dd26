import Diagnostics
import Terraform
import TestSupport
import Testing

/// What is said of a text that is no constraint, and where.
@Suite struct VersionConstraintProblemTests {
  private static let cases: [(text: String, range: Range<Int>)] = [
    ("", 0..<0), ("  ", 2..<2), (">= 1.0,", 7..<7), (",1", 0..<0), ("=> 1.0", 0..<2),
    ("1, =< 2", 3..<5), ("^1.2", 0..<1), ("~1.2", 0..<1), ("==1", 0..<2), ("1.x", 0..<3),
    ("~> 1.*", 0..<6), (">= 1.0 < 2.0", 3..<12), ("1.2.", 0..<4), (".1", 0..<2),
    ("1.0.beta", 0..<8), (">=", 0..<2), ("latest", 0..<6), ("~> 99999999999999999999", 3..<23),
    ("1.0+", 0..<4), ("1.0-a..b", 0..<8), ("1 || 2", 0..<6), ("1.0_", 0..<4), ("1.0-ä", 0..<6),
  ]

  @Test(arguments: cases.indices)
  func pointsAtTheBadPiece(_ index: Int) throws {
    let row = Self.cases[index]
    var problems: [TextProblem] = []
    #expect(VersionConstraint.read(row.text, as: .module, into: &problems) == nil)
    #expect(problems.map(\.range) == [row.range], "\(row.text)")
  }

  @Test func reportsEveryBadPiece() {
    var problems: [TextProblem] = []
    #expect(VersionConstraint.read("=> 1, ~> 2, x", as: .module, into: &problems) == nil)
    #expect(problems.map(\.range) == [0..<2, 12..<13])
    #expect(problems.first?.help == "write `>=`")
  }

  @Test(arguments: ["v1.0", "~> v1.0", "1.2.3.4", ">=  1.0", "1.0rc1", "1.0-a~b"])
  func refusesWhatProvidersMayNotHave(_ text: String) throws {
    var problems: [TextProblem] = []
    #expect(VersionConstraint.read(text, as: .provider, into: &problems) == nil)
    #expect(problems.count == 1)
    _ = try constraint(text, .module)
  }

  @Test func refusesAPrereleaseOfTerraform() {
    var problems: [TextProblem] = []
    #expect(VersionConstraint.read(">= 1.9.0-rc1", as: .terraform, into: &problems) == nil)
    #expect(problems.map(\.range) == [0..<12])
  }

  @Test func readsLongTexts() throws {
    let terms = (0..<20_000).map { "!= 1.0.\($0)" }.joined(separator: ",")
    let read = try constraint("= 1.0.0-rc1, ~> 1.0.0," + terms)
    #expect(read.isEmpty)
    var problems: [TextProblem] = []
    let long = String(repeating: "1.", count: 100_000)
    #expect(VersionConstraint.read(long, as: .module, into: &problems) == nil)
    #expect(problems.first.map { $0.message.text.count < 100 } == true)
  }

  /// The last of all versions has no successor, so only what is far below it is compared.
  @Test(arguments: [
    ("=", false), ("!=", true), (">", false), (">=", false), ("<", true), ("<=", true),
    ("~>", false),
  ])
  func comparesWithTheLargestNumbers(_ sign: String, _ isAllowed: Bool) throws {
    let largest = "\(Int.max).\(Int.max).\(Int.max)"
    let read = try constraint("\(sign) \(largest), > 1.0")
    #expect(read.text == "\(sign) \(largest), > 1.0")
    #expect(read.allows(ModuleVersion(2, 0, 0)) == isAllowed)
  }
}
