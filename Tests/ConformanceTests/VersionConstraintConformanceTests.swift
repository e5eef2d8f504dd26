import Generators
import Terraform
import TestSupport
import Testing

/// `required_version` is read, refused and met as `terraform` itself does it.
@Suite struct VersionConstraintConformanceTests {
  private static let texts = [
    "1.11.4", "v1.11.4", "= 1.11.4", "=1.11", "!= 1.11.4", "> 1.11", "> 1.11.3", ">=1.11.4",
    "< 1.11.4", "<= 1.11.4", "<=1", "~> 0", "~> 1", "~> 2", "~> 1.9", "~> 1.11.0", "~> 1.12",
    "~> 0.9", "~> 1.11.4.0", "~> 1.11.4.1", ">= 1.11.4.0", ">= 1.11.4.1", "1.11.4.0", "1.11.4.1",
    "!= 1.11.4.1", "< 1.11.4.1", "<= 1.11.4.1", "> 1.11.3.9", "1.11.4+meta", "1.11.4+", "01.011.04",
    ">= 1.0, < 2.0", ">= 1.0,, < 2", ",", "", " ", ">= 1.0,", "\t>=\n1.0 ", ">   1.0", "> = 1",
    "=> 1",
    "=< 1", "== 1", "^1.11", "~1.11", "~>1.11", "~ > 1", "1.x", "1.*", "*", "latest", "1.", ".1",
    "1..2",
    "1.11.4-beta1", ">= 1.0-rc1", "1.0beta", "1.0-", "1.0--", "1.0-.1", "1.0-a.b", "1.0-a..b",
    "1.0_",
    "99999999999999999999", "9223372036854775807", "~> 9223372036854775807.1", "1 2", "1 || 2",
    "1 - 2",
    ">= 1.0 < 2.0", "!1.0", "<>1.0", ">> 1", "vv1", "V1.0", "1.0 v", "=v1.11.4", "~> v1.11",
    "1.0~a", "1~",
    "\u{B}1.11.4", "\u{A0}1.11.4", "1.11.4\u{0}", "１.11.4", "!=1.11.4,!=1.11.3", "<1.11.4,>1.11.4",
  ]

  private func generated() -> [String] {
    var generator = SeededGenerator(4)
    return (0..<150).map { _ in
      (0...generator.pick([0, 0, 1, 2])).map { _ in
        let sign = generator.pick(["=", "!=", ">", ">=", "<", "<=", "~>", "", "~>", "=>", "v"])
        let space = generator.pick(["", " ", "  "])
        let numbers = (0...generator.pick([0, 1, 2, 2, 2, 3])).map { index in
          generator.pick([["1"], ["10", "11", "11"], ["3", "4", "5", "4"], ["0", "1"]][index])
        }
        let suffix = generator.pick(["", "", "", "", "", "", "+a", "-rc1", ".", "x"])
        return sign + space + numbers.joined(separator: ".") + suffix
      }.joined(separator: generator.pick([",", ", ", " , "]))
    }
  }

  @Test(.comparing(with: .terraformVersions))
  func readsConstraintsAsTerraformDoes() throws {
    var disagreements = Disagreements()
    let texts = Self.texts + generated()
    let answers = try Oracle.terraformVersions.answers(texts.map { Array($0.utf8) })
    for (text, answer) in zip(texts, answers) {
      var problems: [TextProblem] = []
      let constraint = VersionConstraint.read(text, as: .terraform, into: &problems)
      guard case .accepted(let tree, _) = answer else {
        if constraint != nil { disagreements.add(text.utf8, "we read what terraform refuses") }
        continue
      }
      let version = try #require(tree["version"]?.string.flatMap { ModuleVersion($0) })
      guard let constraint else {
        disagreements.add(text.utf8, "we refuse what terraform reads: \(problems[0].message)")
        continue
      }
      if .bool(constraint.allows(version)) != tree["allowed"] {
        disagreements.add(text.utf8, "terraform \(version) is judged otherwise")
      }
    }
    disagreements.report()
  }
}
