package import Diagnostics
import Documents
import Secrets
import Settings
package import Surfaces

/// The custom resource that operator v1 reads.
package enum OperatorEmitter: Emitter {
  package static let target = Target(
    name: "operator", files: ["wandb.yaml"], filesOnDemand: KubernetesSecretsEmitter.target.files,
    summary: "Custom resource apps.wandb.com/v1, for `kubectl apply -f`")

  package static var replacedKind: (any InputKind.Type)? { CustomResource.self }

  package static var refersToSecrets: Bool { true }

  package static let scope = Scope.whole(
    .init(settings: "the server's chart", calls: "the server's chart"))

  package static func files(for request: RenderRequest) -> [String] {
    target.files + (request.options.secrets == .reference ? target.filesOnDemand : [])
  }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let (request, secrets) = request.referring(&bag)
    let values = ChartValues(request)
    let existing = request.configuration.unmodelled.operatorResource
    guard existing != nil || !values.isEmpty else {
      bag.report(.nothing(for: "a custom resource", at: request.beginning))
      return Rendering([], values.losses)
    }
    var resource = existing.map { DocumentValue($0) } ?? skeleton
    // Of a resource of another version, only the metadata is kept.
    if resource.members?["apiVersion"] == nil, let metadata = resource.members?["metadata"] {
      resource = skeleton
      resource.insert(metadata, at: ["metadata"])
    }
    let holdsSecrets = SecretData.holdsSecrets(resource)
    var tree = values.tree
    for location in locationsOfEither(request.configuration)
    where replaceMapping(at: location.path, in: &tree) {
      bag.report(.keysNotRendered(of: location, at: request.beginning))
    }
    if resource.descendant(["spec", "chart"]) == nil, let chart = request.resolved.requestedChart {
      resource.insert(pin(chart), at: ["spec", "chart"])
    }
    resource.insert(tree, at: ["spec", "values"])
    let artifact = Artifact(
      fileName: target.files[0], text: YAMLDocument.render(resource),
      sensitivity: holdsSecrets ? .secret : values.sensitivity)
    return Rendering([artifact] + secrets, values.losses)
  }

  /// Where the chart accepts a list as well as a mapping.
  private static func locationsOfEither(_ configuration: Configuration) -> [Location] {
    FieldCatalog.fields(of: configuration).flatMap(\.spellings)
      .filter { $0.content == .listOrMapping }.map(\.location)
  }

  /// Replaces a mapping by the list of its values; returns whether there was one.
  ///
  /// The chart's default is a list, with which operator v1 can't merge a mapping.
  private static func replaceMapping(at path: [String], in values: inout DocumentValue) -> Bool {
    guard let mapping = values.descendant(path)?.members else { return false }
    values.insert(.array(mapping.entries.map(\.value)), at: path)
    return true
  }

  /// The chart of a release that a wrapper asked for.
  private static func pin(_ version: ChartVersion) -> DocumentValue {
    .object([
      "url": .string("https://charts.wandb.ai"), "name": .string("operator-wandb"),
      "version": .string(version.description),
    ])
  }

  private static let skeleton = DocumentValue.object([
    "apiVersion": .string("apps.wandb.com/v1"), "kind": .string("WeightsAndBiases"),
    "metadata": .object(["name": .string("wandb")]),
  ])
}

extension Diagnostic {
  fileprivate static func keysNotRendered(
    of location: Location, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      RenderProblem.keysNotCarried,
      "the keys of `\(location.name)` are not rendered: operator v1 accepts only a list", at: span)
  }
}
