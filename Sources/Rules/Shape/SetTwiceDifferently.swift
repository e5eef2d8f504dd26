package import Diagnostics
package import Settings

/// One input sets a setting in two ways, to two values.
package enum SetTwiceDifferently: Rule {
  package static let id = DiagnosticID(
    "WB3040", "set-twice-differently", .warning,
    Documentation(
      summary: "One input gives a setting two values, under two names.",
      explanation: """
        A variable replaces what the chart makes of a typed key, for the one variable only; beside \
        the name of a Secret the chart does not read the literal; and which of two variables the \
        server reads is not always known. What counts hangs on the reader, so keep one.
        """,
      failing: .yaml(
        """
        global:
          host: https://wandb.example.com
          extraEnv:
            HOST: https://wandb.example.org

        """),
      passing: .yaml(
        """
        global:
          host: https://wandb.example.com
          extraEnv:
            HOST: https://wandb.example.com

        """)))

  /// What is said elsewhere: `BucketVariableInExtraEnv`.
  private static let exempt = ["global.extraEnv.BUCKET", "global.env.BUCKET"]

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for group in groups(resolved.assignments) {
      let places = group.filter(\.written.isKnown).sorted {
        ($0.span.file, $0.span.lower) < ($1.span.file, $1.span.lower)
      }
      guard let first = places.first else { continue }
      for place in places.dropFirst() where place.written != first.written {
        report.report(
          "`\(place.spelling)` and `\(first.spelling)` set one thing to two values", at: place,
          setting: place.setting, help: "keep one of them",
          related: [Diagnostic.Label("the other value", first.span)])
      }
    }
  }

  /// The last assignment of each spelling, by setting and by the layer that wrote it.
  private static func groups(_ assignments: [Assignment]) -> [[Assignment]] {
    guard hasRepetition(assignments) else { return [] }
    var numbers: [String: [Int: Int]] = [:]
    var groups: [[Assignment]] = []
    for assignment in assignments where isJudged(assignment.spelling) {
      let (setting, layer) = (assignment.setting, assignment.layer)
      let number = numbers[setting]?[layer] ?? groups.count
      if number == groups.count {
        numbers[setting, default: [:]][layer] = number
        groups.append([])
      }
      groups[number].removeAll { $0.spelling == assignment.spelling }
      groups[number].append(assignment)
    }
    return groups.filter { $0.count > 1 }
  }

  /// Whether any setting was assigned more than once; mostly none was.
  private static func hasRepetition(_ assignments: [Assignment]) -> Bool {
    var seen: Set<String> = []
    return !assignments.allSatisfy { seen.insert($0.setting).inserted }
  }

  /// Two containers of a component may well differ.
  private static func isJudged(_ spelling: String) -> Bool {
    !exempt.contains(spelling) && !spelling.contains(".containers.")
  }
}
