package import ConfigSyntax
package import Diagnostics
package import Settings

/// A kind of input that sets settings; each has a folder here.
package protocol InputKind: Sendable {
  /// Its name in messages: "Helm values".
  static var title: String { get }
  /// Whether it is named as what can be used instead of an unsupported input.
  static var isSuggested: Bool { get }
  /// Whether a YAML document is of this kind.
  static func detect(_ document: ConfigDocument) -> Detection
  /// Hands in what the document writes, and reports what the kind's reader would not read.
  func read(_ root: ConfigNode, _ reader: inout SurfaceReader)
  /// What a layer of this kind is with the other inputs known: a wrapper becomes the layers of
  /// values in it.
  func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer]
  /// Whether the document is an object of Kubernetes, so that one file may have several kinds.
  var isObject: Bool { get }
  /// The values for the server's chart in the document; nil for a kind without them.
  func chartValues(in root: ConfigNode) -> ConfigNode?
  /// The node that names the chart's release; nil for a kind without one.
  func chartVersion(in root: ConfigNode) -> ConfigNode?
  /// How the document is merged with others.
  var merging: Merging { get }
  /// Whether a document that sets nothing is as intended.
  var isCompleteWhenEmpty: Bool { get }
  /// How the server is installed from the document; nil for a kind that does not say.
  var form: Deployment.Form? { get }
  /// How the container is started; nil for a kind that starts none.
  var container: ContainerSetup? { get }
  /// The kind of the same document, read together with others.
  func reading(with companions: Companions) -> any InputKind
}

/// What a kind of input says about a document.
package enum Detection: Sendable {
  case yes(any InputKind)
  case no
  /// The document was meant to be of this kind, but no reader accepts it; why, where, and what to
  /// do, unless any supported input would do.
  case malformed(Message, SourceSpan, help: Message? = nil, fix: FixIt? = nil)
  /// The document is not read at all, and the finding says why.
  case refused(Diagnostic)
  /// The document is an object that other programs read; what it is called, and where. `alone` is
  /// what is wrong with it if no input is W&B's.
  case foreign(Message, SourceSpan, alone: Message? = nil)
}

/// How a document is merged with those before it.
package enum Merging: Sendable {
  /// By Helm, whose `null` removes a key.
  case byHelm
  /// By the operator, with its own values: the kind of every value must be the same.
  case byOperator
  /// Name by name, without a chart.
  case byName
}

extension InputKind {
  package static var isSuggested: Bool { true }
  package static func detect(_ document: ConfigDocument) -> Detection { .no }
  package func expanded(_ layer: Layer, _ surroundings: inout Surroundings) -> [Layer] { [layer] }
  package var isObject: Bool { false }
  package func chartValues(in root: ConfigNode) -> ConfigNode? { nil }
  package func chartVersion(in root: ConfigNode) -> ConfigNode? { nil }
  package var merging: Merging { .byName }
  package var isCompleteWhenEmpty: Bool { false }
  package var form: Deployment.Form? { nil }
  package var container: ContainerSetup? { nil }
  package func reading(with companions: Companions) -> any InputKind { self }
}

/// Every kind of input, in the order in which documents are tried: any mapping may be Helm values.
package enum InputKinds {
  private static let all: [any InputKind.Type] = [
    Manifest.self, HelmRelease.self, ArgoApplication.self, CustomResourceV2.self,
    CustomResource.self,
    Helmfile.self, FormerChart.self, OperatorValues.self, ComposeFile.self, DockerInspect.self,
    UmbrellaValues.self, HelmValues.self, TerraformModule.self, EnvFile.self, DockerRun.self,
  ]

  /// The kind of a YAML document.
  package static func detect(_ document: ConfigDocument) -> Detection {
    for kind in all {
      switch kind.detect(document) {
      case .no: continue
      case let found: return found
      }
    }
    return .no
  }

  /// What can be used instead of an input that is not supported.
  package static var help: Message { help(and: []) }

  /// The same for a file whose name fits cloud documents, too.
  package static var helpWithCloudDocuments: Message {
    help(and: ["a CORS document", "a policy of a role, bucket, key or queue"])
  }

  /// The names of all kinds, as a phrase: "Helm values, Terraform and an env file".
  static var titles: String { all.map { $0.title }.listed }

  private static func help(and more: [String]) -> Message {
    let titles = all.filter { $0.isSuggested }.map { $0.title } + more
    return "use \(titles.dropLast().joined(separator: ", ")) or \(titles.last ?? "")"
  }
}
