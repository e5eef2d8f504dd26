package import ConfigSyntax
package import Diagnostics
package import Terraform

/// A configuration with the history of every value; what rules and emitters see.
package struct ResolvedConfiguration: Sendable {
  package init() {}

  package internal(set) var configuration = Configuration()
  package internal(set) var assignments: [Assignment] = []
  /// The connection strings that count at the end, one a composite.
  package internal(set) var connections: [Connection] = []
  /// User information in places of its own.
  package internal(set) var encodedTexts: [EncodedText] = []
  /// Every value that a secret setting claims, for the masks of source frames.
  package internal(set) var secretSpans: [SourceSpan] = []
  /// Where values stand that depend on sensitive variables of Terraform.
  package internal(set) var sensitiveSpans = SpanSet()
  package internal(set) var chartVersion = ChartVersion.newest
  /// Some input did not parse: what seems to be missing may stand there.
  package internal(set) var isDamaged = false
  /// Text that is no value of its enumeration, for the rules that speak of it.
  package internal(set) var words = SmallMap<SourceSpan, String>()
  /// The layers that are custom resources.
  package internal(set) var resourceLayers: [Int] = []
  /// `spec.values` of each custom resource.
  package internal(set) var resourceValues: [ConfigNode] = []
  /// The variables that the chart's values set and a setting claims, in input order.
  package internal(set) var chartVariables: [ChartVariable] = []
  /// The configuration as components see it that have variables of their own.
  package internal(set) var views: [ComponentView] = []
  /// The fields that the inputs touched, made once.
  package internal(set) var index = FieldIndex(.standard)
  /// Seconds since 1970.
  package internal(set) var now: Int64 = 0

  /// A connection string and where it was written.
  package struct Connection: Sendable {
    package let composite: String
    package let kind: Composite.Kind
    /// The user's own spelling: `BUCKET`, `global.extraEnv.BUCKET`, `global.bucket`.
    package let spelling: String
    package let url: ConnectionString
    package let span: SourceSpan
    /// Whether the URL stands in one place as a whole, scheme and keys included.
    package let isWhole: Bool
  }

  /// A variable in the values of the chart.
  package struct ChartVariable: Sendable {
    package let name: String
    /// The user's own spelling: `global.extraEnv.HOST`, `app.env.HOST`.
    package let spelling: String
    package let value: ConfigNode
  }

  package subscript(assignment: AssignmentID) -> Assignment { assignments[Int(assignment.index)] }

  /// The assignment that gave a setting its value.
  package func origin<Value>(of setting: Setting<Value>) -> Assignment? {
    setting.origin.map { self[$0] }
  }

  /// The word of `provider`, when that is where the assignment stands; a scheme is none.
  package func providerWord(_ place: Assignment) -> (text: String, span: SourceSpan)? {
    guard place.spelling.hasSuffix("provider"), let word = words[place.span] else { return nil }
    return (word, place.span)
  }

  package func connection(_ kind: Composite.Kind) -> [Connection] {
    connections.filter { $0.kind == kind }
  }
}

/// One input on its way into the configuration.
package struct Layer: Sendable {
  package enum Kind: Sendable, Equatable {
    case helm, customResource, environment
    /// Values of the operator's own chart.
    case operatorChart
    /// Inputs of one of W&B's Terraform modules, those that it uses; of module helm, without the
    /// values of the chart.
    case module(OfficialModule)
    /// `PATH=VALUE` of `--set`.
    case set(ValueSource)
  }

  /// Where the value of `--set` comes from.
  package enum ValueSource: Sendable, Equatable {
    /// The command line, which other users of the machine can read.
    case commandLine
    /// `@FILE` or `env:NAME`.
    case elsewhere
  }

  package let kind: Kind
  package let document: ConfigDocument
  /// The release of the chart that the layer asks for.
  let chartVersion: ChartVersion?

  /// A module may have all that it needs from its own defaults.
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
