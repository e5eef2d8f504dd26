import ConfigSyntax
import Diagnostics
import Settings

/// Streams of YAML documents: chart values, custom resources and operator values.
extension InputReading {
  mutating func addStream(_ stream: [ConfigDocument]) {
    var first: (kind: Layer.Kind, span: SourceSpan)?
    for document in stream {
      guard let kind = kind(of: document) else {
        documents.append(document)
        continue
      }
      let span = document.root?.span ?? document.span
      if let first, first.kind != kind, document.root != nil {
        documents.append(document)
        bag.report(.mixedKinds(span, first.span))
        continue
      }
      if document.root != nil, let first, first.kind == kind {
        bag.report(.severalDocuments(span, first.span))
      }
      if document.root != nil { first = first ?? (kind, span) }
      add(kind, document)
    }
  }

  /// The kind of a document; reports an unsupported one and returns nil.
  private mutating func kind(of document: ConfigDocument) -> Layer.Kind? {
    guard let root = document.root else { return .helm }
    switch root.kind {
    case .damaged, .unknown: return .helm
    case .scalar, .sequence:
      bag.report(.unsupported("the document must be a mapping, not \(root.noun)", root.span))
      return nil
    case .mapping(let entries): return kind(of: root, entries)
    }
  }

  private mutating func kind(of root: ConfigNode, _ entries: [Entry]) -> Layer.Kind? {
    guard let kind = root["kind"]?.scalar?.text, let version = root["apiVersion"]?.scalar?.text
    else {
      if let kind = root["kind"], kind.scalar?.text == "WeightsAndBiases" {
        bag.report(.unsupported("the resource is missing `apiVersion`", kind.span))
        return nil
      }
      if ChartChoice(entries).isOperatorChart { return .operatorChart }
      guard root["services"]?.entries != nil, root["global"] == nil else { return .helm }
      let span = entries.first { $0.key.value == "services" }?.key.span ?? root.span
      bag.report(.unsupported("compose files are not supported", span))
      return nil
    }
    let span = root["kind"]?.span ?? root.span
    guard kind == "WeightsAndBiases", version.hasPrefix("apps.wandb.com/") else {
      let origin = root["apiVersion"]?.span
      bag.report(
        .unsupported(
          "`\(value: kind)` of `\(value: version, at: origin)` is not supported", span))
      return nil
    }
    guard version == "apps.wandb.com/v1" else {
      let origin = root["apiVersion"]?.span
      bag.report(
        .unsupported(
          "`apiVersion` must be `apps.wandb.com/v1`, not `\(value: version, at: origin)`", span))
      return nil
    }
    return .customResource
  }
}

extension Diagnostic {
  fileprivate static func mixedKinds(_ span: SourceSpan, _ first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.mixedKinds, "this document is not of the same kind as the first one",
      at: span.sub(0..<0))
    diagnostic.related = [Label("the first document", first.sub(0..<0))]
    diagnostic.help = "put Helm values and custom resources into separate files"
    return diagnostic
  }

  fileprivate static func severalDocuments(_ span: SourceSpan, _ first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.severalDocuments,
      "this document overrides the first one, but Helm reads only the first",
      at: span.sub(0..<0))
    diagnostic.related = [Label("the first document", first.sub(0..<0))]
    diagnostic.help = "put each document into a separate file"
    return diagnostic
  }
}
