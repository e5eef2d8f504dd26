package import ConfigSyntax
package import Diagnostics

/// A configuration with the history of every value, as rules and emitters see it.
package struct ResolvedConfiguration: Sendable {
  package internal(set) var configuration = Configuration()
  /// What the inputs wrote, in order.
  package internal(set) var log = WriteLog()
  /// The spans of values that depend on sensitive Terraform variables.
  package let sensitiveSpans: SpanSet
  package let chartVersion: ChartVersion
  /// The release that the inputs ask for; nil where they leave it open.
  package let requestedChart: ChartVersion?
  /// What the inputs deploy; nil if they deploy nothing.
  package let deployment: Deployment?
  /// Whether some input did not parse: what seems to be missing may be there.
  package let isDamaged: Bool
  /// The layers that are custom resources, which the operator merges with its own values.
  package internal(set) var resourceLayers: [Int]
  /// The values for the chart of each layer that has some, which later layers override.
  package let chartValues: [ConfigNode]
  /// `spec.values` of each custom resource.
  package internal(set) var resourceValues: [ConfigNode]
  /// The current time in seconds since 1970.
  package let now: Int64
  /// The configuration as seen by the components that have variables of their own.
  package internal(set) var views: [ComponentView] = []
  /// The configuration with the values of references that Secrets and ConfigMaps among the inputs
  /// have, if there are any.
  package internal(set) var dereferenced: [ComponentView] = []
  /// The Secrets and ConfigMaps among the inputs.
  package internal(set) var references = KnownReferences()
  /// The paths of the chart's keys for which the inputs have unknown keys that resemble them.
  package internal(set) var mistakenKeys: Set<String> = []
  /// The fields that the inputs touch, created once.
  package internal(set) var index = FieldIndex(.builtIn)

  package init(
    chartVersion: ChartVersion = .newest, requestedChart: ChartVersion? = nil,
    deployment: Deployment? = nil,
    sensitiveSpans: SpanSet = SpanSet(),
    isDamaged: Bool = false, chartValues: [ConfigNode] = [], resourceLayers: [Int] = [],
    resourceValues: [ConfigNode] = [], now: Int64 = 0
  ) {
    (self.chartVersion, self.requestedChart) = (chartVersion, requestedChart)
    self.deployment = deployment
    self.sensitiveSpans = sensitiveSpans
    self.isDamaged = isDamaged
    self.chartValues = chartValues
    self.resourceLayers = resourceLayers
    self.resourceValues = resourceValues
    self.now = now
  }

  /// The configuration for what can't refer to an object of the cluster.
  package var withKnownValues: ResolvedConfiguration { dereferenced.first?.resolved ?? self }

  /// The location of findings about something absent: the start of the first input.
  package var beginning: SourceSpan { SourceSpan(FileID(0), 0, 0) }

  package typealias Connection = WriteLog.Connection
  package typealias ChartVariable = WriteLog.ChartVariable

  package var assignments: [Assignment] { log.assignments }
  package var connections: [Connection] { log.connections }
  package var encodedTexts: [EncodedText] { log.encodedTexts }
  package var secretSpans: [SourceSpan] { log.secretSpans }
  package var chartVariables: [ChartVariable] { log.chartVariables }

  package subscript(assignment: AssignmentID) -> Assignment { assignments[Int(assignment.index)] }

  /// The assignment that set a setting's value.
  package func origin<Value>(of setting: Setting<Value>) -> Assignment? {
    setting.origin.map { self[$0] }
  }

  /// The word of `provider` if the assignment is written there, not in a scheme.
  package func providerWord(_ assignment: Assignment) -> (text: String, span: SourceSpan)? {
    guard assignment.location?.name.hasSuffix("provider") == true,
      let word = log.words[assignment.span]
    else { return nil }
    return (word, assignment.span)
  }

  /// Whether a span is the name of a user in a URL, which frames hide together with the password.
  package func isUserName(_ span: SourceSpan) -> Bool {
    connections.contains { $0.userName?.span == span }
  }

  package func connection(_ kind: Composite.Kind) -> [Connection] {
    connections.filter { $0.kind == kind }
  }
}
