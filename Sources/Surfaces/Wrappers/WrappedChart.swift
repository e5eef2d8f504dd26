import ConfigSyntax
import Diagnostics
import Settings

/// The chart that a wrapper installs, as far as its name and its repository show.
enum WrappedChart {
  /// operator-wandb, the server's chart.
  case server
  /// The operator's own chart.
  case operatorChart
  /// A chart of W&B whose values show which one it is.
  case ours
  /// Any other chart.
  case foreign

  /// `name` may be that of a chart, or the address or path of one; `repository` may be the name or
  /// the address of one.
  init(_ name: String?, from repository: String?) {
    let path = (name ?? "").split(separator: "/").map(String.init)
    let isOurs = (repository ?? "").lowercased().holds("wandb") || path.dropLast().contains("wandb")
    switch path.last {
    case "operator-wandb": self = .server
    case "operator" where isOurs: self = .operatorChart
    case "wandb": self = .ours
    default: self = isOurs || path.contains { $0.lowercased().holds("wandb") } ? .ours : .foreign
    }
  }

  var isForeign: Bool { if case .foreign = self { true } else { false } }

  /// How a document of values for the chart is read.
  func detect(_ values: ConfigDocument) -> Detection {
    switch self {
    case .server: return HelmValues.detect(values)
    case .operatorChart:
      return values.root?.entries == nil ? HelmValues.detect(values) : .yes(OperatorValues())
    case .ours, .foreign: return InputKinds.detect(values)
    }
  }
}

/// The chart to which a wrapper passes values.
struct ChartUse {
  let chart: WrappedChart
  /// The node that names its release.
  let version: ConfigNode?
  /// The wrapper.
  let document: ConfigDocument
}

extension Detection {
  /// An object called `kind` that installs a chart of another program.
  static func another(_ kind: String, at span: SourceSpan) -> Detection {
    let article = kind.hasPrefix("A") ? "an" : "a"
    return .foreign(
      "\(article) `\(kind)` of another chart", span,
      alone: "this `\(kind)` does not install a chart of W&B")
  }
}

extension Surroundings {
  /// The layers of values that a wrapper passes to a chart of W&B.
  mutating func layers(of values: ConfigDocument, for use: ChartUse) -> [Layer] {
    switch use.chart.detect(values) {
    case .yes(let kind): return kind.expanded(Layer(kind, values, version: use.version), &self)
    case .refused(let finding): findings.report(finding)
    case .malformed(let message, let span, let help, _):
      var finding = Diagnostic(InputKindProblem.unsupportedKind, message, at: span)
      finding.help = help
      findings.report(finding)
    case .foreign(let name, let span, _):
      findings.report(
        Diagnostic(
          InputKindProblem.unsupportedKind, "\(name) can't be the values of a chart", at: span))
    case .no: break
    }
    return []
  }

  /// The layers of values that are part of the wrapper's own document.
  mutating func layers(inline values: ConfigNode?, for use: ChartUse) -> [Layer] {
    guard let values, !values.isNull, !values.isOfDamagedText else { return [] }
    let inner = ConfigDocument(root: values, span: values.span, specials: use.document.specials)
    return layers(of: inner, for: use)
  }

  /// The layers of values in a text of the wrapper.
  mutating func layers(text: ConfigNode?, for use: ChartUse) -> [Layer] {
    guard let text, let document = embed(text) else { return [] }
    return layers(of: document, for: use)
  }

  /// The layers of values in a text of the wrapper in which another program fills in `{{ … }}`.
  mutating func layers(template: ConfigNode?, for use: ChartUse) -> [Layer] {
    guard let template else { return [] }
    if case .unknown = template.kind {
      return [
        UnknownValues.layer(
          "values", at: template.span, help: "check a generated `Application` as well")
      ]
    }
    guard let document = embedTemplate(template) else { return [] }
    return layers(of: document, for: use)
  }
}

/// What a wrapper is when it passes no values on: an input that sets nothing.
extension Layer {
  static func empty(_ document: ConfigDocument, version: ConfigNode?) -> Layer {
    Layer(HelmValues(), ConfigDocument(root: nil, span: document.span), version: version)
  }
}

/// Values that a wrapper takes from somewhere that is not an input.
struct UnknownValues: InputKind {
  static let title = "values that are not known here"

  private let name: String
  private let help: Message

  /// The layer of values called `name`, which are named at `span`.
  static func layer(_ name: String, at span: SourceSpan, help: Message) -> Layer {
    let root = ConfigNode(.mapping([]), span)
    return Layer(
      UnknownValues(name: name, help: help), ConfigDocument(root: root, span: span))
  }

  func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    reader.noteUnknown(name, root.span, help: help)
  }
}
