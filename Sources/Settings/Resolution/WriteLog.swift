package import ConfigSyntax
package import Diagnostics

/// What the inputs wrote, in order: every assignment, and the texts that rules look at again.
package struct WriteLog: Sendable {
  package private(set) var assignments: [Assignment] = []
  /// The connection strings in effect, one per composite; several for a list.
  package private(set) var connections: [Connection] = []
  /// User information that is written outside a URL.
  package private(set) var encodedTexts: [EncodedText] = []
  /// The spans of all values of secret settings, to be masked in source excerpts.
  package private(set) var secretSpans: [SourceSpan] = []
  /// Unknown words of enumerations, for the rules that report them.
  package private(set) var words = SmallMap<SourceSpan, String>()
  /// The variables that the chart's values set and that a setting claims, in input order.
  package private(set) var chartVariables: [ChartVariable] = []

  /// The texts of the chart's keys that make up a bucket or a reference, so that a rendering divides
  /// and names them as the user did.
  private var chartTexts = SmallMap<Location, String>()

  package init() {}

  /// A connection string and where it was written.
  package struct Connection: Sendable {
    package let composite: String
    package let kind: Composite.Kind
    /// The user's own spelling: `BUCKET`, `global.extraEnv.BUCKET`, `global.bucket`.
    package let spelling: String
    package let url: ConnectionString
    package let span: SourceSpan
    /// Whether the whole URL is written in one place, including its scheme and keys.
    package let isWhole: Bool

    /// The user, whose name is not secret; nil for keys of a bucket, and for text that may be a
    /// password without its colon.
    package var userName: SourceText? {
      switch kind {
      case .mysql, .redis, .email: url.password?.text.isEmpty == false ? url.user : nil
      case .bucket, .stores, .secret: nil
      }
    }
  }

  /// A variable in the chart's values.
  package struct ChartVariable: Sendable {
    package let name: String
    /// `global.extraEnv.HOST`, `app.env.HOST`, or the member of a Terraform input.
    package let written: WrittenName
    package let value: ConfigNode

    package var spelling: String { written.spelling }
    package var location: Location? { written.location }
  }

  mutating func record(_ assignment: Assignment) -> AssignmentID {
    assignments.append(assignment)
    return AssignmentID(assignments.count - 1)
  }

  mutating func noteChartText(_ text: String?, at location: Location) {
    guard case .helm = location else { return }
    chartTexts[location] = text
  }

  /// What the inputs wrote to a key of the chart that is part of a composite.
  package func chartText(at location: Location) -> String? { chartTexts[location] }

  mutating func hide(_ spans: [SourceSpan]) { secretSpans += spans }

  mutating func noteWord(_ word: String, at span: SourceSpan) { words[span] = word }

  /// Replaces what earlier layers wrote for the same setting.
  mutating func noteText(_ text: EncodedText) {
    encodedTexts.removeAll { $0.setting == text.setting }
    encodedTexts.append(text)
  }

  /// Replaces the connection strings of a composite.
  mutating func replaceConnections(of composite: String, with new: [Connection]) {
    connections.removeAll { $0.composite == composite }
    connections += new
  }

  /// Replaces a variable at the same location; nil takes it back.
  mutating func noteVariable(_ name: String, _ value: ConfigNode?, _ written: WrittenName) {
    chartVariables.removeAll { $0.location == written.location }
    guard let value else { return }
    chartVariables.append(ChartVariable(name: name, written: written, value: value))
  }

  /// Removes the variables below a section, and returns them.
  mutating func removeVariables(below section: String) -> [ChartVariable] {
    let removed = chartVariables.filter { $0.location?.isAtOrBelow(section) == true }
    if !removed.isEmpty {
      chartVariables.removeAll { $0.location?.isAtOrBelow(section) == true }
    }
    return removed
  }
}
