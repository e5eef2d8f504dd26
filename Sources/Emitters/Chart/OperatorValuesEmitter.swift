package import Diagnostics
import Documents
import Secrets
import Settings
package import Surfaces

/// Values for the operator's own chart, which installs the operator and not the server.
package enum OperatorValuesEmitter: Emitter {
  package static let target = Target(
    name: "operator-values", files: ["operator-values.yaml"],
    summary: "Values for the operator's own chart, for `helm upgrade -f`")

  package static var replacedKind: (any InputKind.Type)? { OperatorValues.self }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let values = OperatorChartValues(request)
    guard !values.isEmpty else {
      bag.report(.nothing(for: "values of the operator's chart", at: request.beginning))
      return nil
    }
    return [values.artifact(target.files[0])]
  }
}

/// What the inputs say of the operator's own chart, as its values.
struct OperatorChartValues {
  private var tree: DocumentValue
  private let isSecret: Bool

  init(_ request: RenderRequest) {
    let projection = Projection.project(
      request.configuration, on: .operatorChart, request.options, as: request.resolved)
    var tree = DocumentValue.object([:])
    for (location, value) in projection.values { tree.insert(value, at: location.path) }
    let rest = request.configuration.unmodelled.operatorChart.map(request.shown)
    if let rest { tree.complete(with: rest) }
    self.tree = tree
    isSecret = projection.holdsSecrets || rest.map { SecretData.holdsSecrets($0) } == true
  }

  var isEmpty: Bool { tree.members?.isEmpty ?? true }

  /// Sets a value, whatever the inputs say.
  mutating func set(_ value: DocumentValue, at path: String) {
    tree.insert(value, at: Location.operatorChart(path).path)
  }

  func artifact(_ name: String) -> Artifact {
    Artifact(
      fileName: name, text: YAMLDocument.render(tree), sensitivity: isSecret ? .secret : .open)
  }
}
