package import ConfigSyntax
package import Diagnostics
package import Terraform

/// A configuration with the history of every value, as rules and emitters see it.
package struct ResolvedConfiguration: Sendable {
  package init() {}

  package internal(set) var configuration = Configuration()
  package internal(set) var assignments: [Assignment] = []
  /// The connection strings in effect, one per composite.
  package internal(set) var connections: [Connection] = []
  /// User information that is written outside a URL.
  package internal(set) var encodedTexts: [EncodedText] = []
  /// The spans of all values of secret settings, to be masked in source excerpts.
  package internal(set) var secretSpans: [SourceSpan] = []
  /// The spans of values that depend on sensitive Terraform variables.
  package internal(set) var sensitiveSpans = SpanSet()
  package internal(set) var chartVersion = ChartVersion.newest
  /// Whether some input did not parse: what seems to be missing may be there.
  package internal(set) var isDamaged = false
  /// Unknown words of enumerations, for the rules that report them.
  package internal(set) var words = SmallMap<SourceSpan, String>()
  /// The layers that are custom resources.
  package internal(set) var resourceLayers: [Int] = []
  /// `spec.values` of each custom resource.
  package internal(set) var resourceValues: [ConfigNode] = []
  /// The variables that the chart's values set and that a setting claims, in input order.
  package internal(set) var chartVariables: [ChartVariable] = []
  /// The configuration as seen by the components that have variables of their own.
  package internal(set) var views: [ComponentView] = []
  /// The fields that the inputs touch, created once.
  package internal(set) var index = FieldIndex(.builtIn)
  /// The current time in seconds since 1970.
  package internal(set) var now: Int64 = 0

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
  }

  /// A variable in the chart's values.
  package struct ChartVariable: Sendable {
    package let name: String
    /// The user's own spelling: `global.extraEnv.HOST`, `app.env.HOST`.
    package let spelling: String
    package let value: ConfigNode
  }

  package subscript(assignment: AssignmentID) -> Assignment { assignments[Int(assignment.index)] }

  /// The assignment that set a setting's value.
  package func origin<Value>(of setting: Setting<Value>) -> Assignment? {
    setting.origin.map { self[$0] }
  }

  /// The word of `provider` if the assignment is written there, not in a scheme.
  package func providerWord(_ place: Assignment) -> (text: String, span: SourceSpan)? {
    guard place.spelling.hasSuffix("provider"), let word = words[place.span] else { return nil }
    return (word, place.span)
  }

  package func connection(_ kind: Composite.Kind) -> [Connection] {
    connections.filter { $0.kind == kind }
  }
}

/// One input of the configuration.
package struct Layer: Sendable {
  package enum Kind: Sendable, Equatable {
    case helm, customResource, environment
    /// Values of the operator's own chart.
    case operatorChart
    /// Inputs of an official Terraform module, as far as it uses them; for module helm, without the
    /// chart's values.
    case module(OfficialModule)
    /// `PATH=VALUE` of `--set`.
    case set(ValueSource)
  }

  /// The source of a `--set` value.
  package enum ValueSource: Sendable, Equatable {
    /// The command line, which other users of the machine can read.
    case commandLine
    /// `@FILE` or `env:NAME`.
    case elsewhere
  }

  package let kind: Kind
  package let document: ConfigDocument
  /// The chart release that the layer asks for.
  let chartVersion: ChartVersion?

  /// Whether the layer is a module, whose own defaults may be all it needs.
  var isModule: Bool { if case .module = kind { true } else { false } }

  package init(_ kind: Kind, _ document: ConfigDocument, chartVersion: ChartVersion? = nil) {
    self.kind = kind
    self.document = document
    self.chartVersion =
      chartVersion
      ?? (kind == .customResource ? Self.chartVersion(["spec", "chart"], in: document.root) : nil)
  }

  /// The version below `path`, which is a chart's section.
  package static func chartVersion(
    _ path: [String], in root: ConfigNode?
  ) -> ChartVersion? {
    root?.descendant(path + ["version"])?.scalar.flatMap { ChartVersion($0.text) }
  }
}
