package import ConfigSyntax
import Diagnostics
import Settings

/// One input of the configuration: a document and its kind.
package struct Layer: Sendable {
  /// How the document is read and merged.
  package private(set) var kind: any InputKind
  /// The document itself, possibly empty or damaged.
  package let document: ConfigDocument
  /// The installation of a Terraform directory that it belongs to; nil if it belongs to all.
  package var installation: Int?
  /// The namespace of the object that the document is or is a part of, and so of the Secrets that it
  /// refers to; nil where it is not known.
  package var namespace: String?
  /// The chart release that the layer asks for, and where.
  let chartVersion: ChartVersion?
  let chartVersionSpan: SourceSpan?
  /// The node that names it.
  let versionNode: ConfigNode?

  /// `version` is the node that names the chart's release; by default, that of the document.
  package init(
    _ kind: any InputKind, _ document: ConfigDocument, version: ConfigNode? = nil
  ) {
    self.kind = kind
    self.document = document
    let node = version ?? document.root.flatMap { kind.chartVersion(in: $0) }
    // A wrapper may name a range, of which its program takes the newest release.
    chartVersion = node?.scalar.flatMap { scalar in
      ChartVersion(scalar.text) ?? (version == nil ? nil : ChartRange.newest(in: scalar.text))
    }
    chartVersionSpan = node?.span
    versionNode = node
    guard kind.isObject else { return }
    namespace = document.root?.descendant(["metadata", "namespace"])?.scalar?.text
  }

  /// The chart release that the layer names exactly.
  var requestedChart: ChartVersion? { versionNode?.scalar.flatMap { ChartVersion($0.text) } }

  /// The same layer of an object in `namespace`.
  func of(_ namespace: ConfigNode?) -> Layer {
    var layer = self
    layer.namespace = namespace?.scalar?.text
    return layer
  }

  /// The same layer, read together with other documents.
  package func reading(with companions: Companions) -> Layer {
    var layer = self
    layer.kind = kind.reading(with: companions.seen(from: namespace))
    return layer
  }

  /// The values for the server's chart that it contains.
  package var chartValues: ConfigNode? { document.root.flatMap { kind.chartValues(in: $0) } }

  /// Whether it is one of the documents from which Helm or the operator takes the chart's values.
  package var isValues: Bool {
    switch kind.merging {
    case .byHelm, .byOperator: true
    case .byName: false
    }
  }
}
