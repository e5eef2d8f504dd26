import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Documents of other programs next to the configuration.
extension InputReading {
  /// A document of another program: what it is called, and what is wrong if it is all there is.
  struct ForeignObject {
    let name: Message
    let span: SourceSpan
    let document: SourceSpan
    let alone: Message?
  }

  /// Reports the documents of other programs once: they are unsupported if there is nothing else.
  mutating func reportForeign() {
    guard let first = foreign.first else { return }
    if hasInput {
      bag.report(.skipped(first.name, first.span, others: foreign.dropFirst().map(\.span)))
    } else if !bag.hasErrors {
      let telling = foreign.first { $0.alone != nil } ?? first
      bag.report(
        .unsupported(telling.alone ?? "\(first.name) is not supported", telling.span))
    }
  }

  /// Takes the Secrets and ConfigMaps that values for the chart name for a part of the configuration.
  mutating func keepNamedObjects() {
    guard !objects.isEmpty, !foreign.isEmpty else { return }
    var texts: [String?: Set<String>] = [:]
    for layer in layers {
      layer.chartValues?.collectTexts(into: &texts[layer.namespace, default: []])
    }
    let named = SpanSet(
      objects.all.filter { object in
        texts.contains { namespace, texts in
          object.isVisible(from: namespace) && texts.contains(object.name.value)
        }
      }.map(\.name.span))
    foreign.removeAll { named.hasRegion(in: $0.document) }
  }
}

extension ConfigNode {
  /// Adds the text of every value in the node.
  fileprivate func collectTexts(into texts: inout Set<String>) {
    switch kind {
    case .scalar(let scalar): texts.insert(scalar.text)
    case .mapping(let entries): for entry in entries { entry.value.collectTexts(into: &texts) }
    case .sequence(let elements): for element in elements { element.collectTexts(into: &texts) }
    case .damaged, .unknown: break
    }
  }
}

extension Diagnostic {
  fileprivate static func skipped(
    _ name: Message, _ span: SourceSpan, others: [SourceSpan]
  ) -> Diagnostic {
    let rest: Message =
      switch others.count {
      case 0: "is not part of the configuration and is skipped"
      case 1: "and 1 other document are not part of the configuration and are skipped"
      default:
        "and \(others.count) other documents are not part of the configuration and are skipped"
      }
    return Diagnostic(ShapeProblem.skippedDocument, "\(name) \(rest)", at: span)
  }
}
