import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Streams of YAML documents: chart values, custom resources and operator values.
extension InputReading {
  mutating func addStream(_ stream: [ConfigDocument]) {
    var first: (kind: any InputKind, span: SourceSpan)?
    for document in stream {
      guard let kind = kind(of: document) else {
        documents.append(document)
        continue
      }
      if let root = document.root {
        if let first, type(of: first.kind) != type(of: kind) {
          documents.append(document)
          bag.report(.mixedKinds(root.span, first.span))
          continue
        }
        if let first { bag.report(.severalDocuments(root.span, first.span)) }
        first = first ?? (kind, root.span)
      }
      add(kind, document)
    }
  }

  /// The kind of a document; reports an unsupported one and returns nil.
  private mutating func kind(of document: ConfigDocument) -> (any InputKind)? {
    switch InputKinds.detect(document) {
    case .yes(let kind): return kind
    case .malformed(let message, let span): bag.report(.unsupported(message, span))
    case .no: bag.report(.unsupported("the document is of no known kind", document.span))
    }
    return nil
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
