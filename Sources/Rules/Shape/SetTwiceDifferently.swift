package import Diagnostics
package import Settings

/// One input sets a setting in two ways, to different values.
package enum SetTwiceDifferently: Rule {
  package static let id = DiagnosticID(
    "WB3040", "set-twice-differently", .warning,
    evidence: .read(
      by: .chart,
      source: """
        Templates of the newest release, rendered: a variable replaces what the chart derives
        """),
    Documentation(
      summary: "One input sets a setting to different values under two names.",
      explanation: """
        A variable replaces the value that the chart generates from a typed key, but only for that \
        variable; if a Secret is named as well, the chart does not read the literal; and it is not \
        always known which of two variables the server reads. Which value takes effect depends on \
        the reader, so keep one.
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

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for group in groups(resolved.assignments) {
      let known = group.filter(\.written.isKnown).sorted {
        ($0.span.file, $0.span.lower) < ($1.span.file, $1.span.lower)
      }
      guard let first = known.first else { continue }
      for other in known.dropFirst() where other.written != first.written {
        findings.add(
          .differentValues(other.spelling, first.spelling), at: other, setting: other.setting,
          help: .keepOne, related: [.init(.otherValue, first.span)])
      }
    }
  }

  /// The last assignment at each location, by setting and by the layer in which it took effect.
  private static func groups(_ assignments: [Assignment]) -> [[Assignment]] {
    guard hasRepetition(assignments) else { return [] }
    var numbers: [String: [Int: Int]] = [:]
    var groups: [[Assignment]] = []
    var (last, references) = ([String: Int](), Set<SourceSpan>())
    for assignment in assignments where isCompared(assignment) {
      let setting = assignment.setting
      // Helm passes a Secret of an earlier file on, next to the literal of a later one.
      let isRepeated =
        assignment.written.isReference && !references.insert(assignment.span).inserted
      let layer = isRepeated ? last[setting] ?? assignment.layer : assignment.layer
      last[setting] = layer
      let number = numbers[setting]?[layer] ?? groups.count
      if number == groups.count {
        numbers[setting, default: [:]][layer] = number
        groups.append([])
      }
      groups[number].removeAll { $0.location == assignment.location }
      groups[number].append(assignment)
    }
    return groups.filter { $0.count > 1 }
  }

  /// Whether any setting was assigned more than once, which is rare.
  private static func hasRepetition(_ assignments: [Assignment]) -> Bool {
    var seen: Set<String> = []
    return !assignments.allSatisfy { seen.insert($0.setting).inserted }
  }

  /// Whether an assignment is compared: two containers of a component may well differ, and
  /// `BucketVariableInExtraEnv` reports variables of the bucket.
  private static func isCompared(_ assignment: Assignment) -> Bool {
    guard let location = assignment.location else { return true }
    let isBucket = GlobalVariables.allCases.contains { location == .helm("\($0.rawValue).BUCKET") }
    return !isBucket && !location.isContainerVariable
  }
}

extension Message {
  fileprivate static func differentValues(_ spelling: String, _ other: String) -> Message {
    "`\(spelling)` and `\(other)` set the same setting to different values"
  }

  fileprivate static let keepOne: Message = "keep one of them"
}
