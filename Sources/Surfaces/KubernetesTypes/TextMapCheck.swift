import ConfigSyntax
import Diagnostics
import Settings

/// Labels, annotations and node selectors.
struct TextMapCheck {
  let map: ValueType.TextMap
  /// Whether Helm evaluates the map as a template.
  let isTemplate: Bool

  func check(_ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader) {
    guard let entries = node.entries else {
      guard let text = node.scalar?.text, text.isEmpty, map != .selector, !isHarmless(path)
      else { return }
      return reader.report(.wrongFieldType(path, node, .mapping))
    }
    for entry in entries {
      if !isKey(entry.key.value), !entry.key.value.holds("{{") {
        reader.report(.malformedKey(entry.key, path, map))
      }
      if map != .annotationKeys { checkValue(entry, path, &reader) }
    }
  }

  /// Whether the templates survive empty text instead of the map.
  private func isHarmless(_ path: String) -> Bool {
    if path.hasPrefix("global."), !path.hasSuffix("common.annotations") {
      return map == .cutLabels && !isTemplate
    }
    return !(map == .cutLabels && isTemplate) || path.hasSuffix(".deployment.labels")
  }

  /// Whether a template of the components fails on a label that is null.
  private func isBrokenByNull(_ path: String) -> Bool {
    !path.hasPrefix("global.")
      && ["podLabels", ".deployment.labels", ".common.labels"].contains { path.hasSuffix($0) }
  }

  private func checkValue(_ entry: Entry, _ path: String, _ reader: inout SurfaceReader) {
    switch entry.value.kind {
    case .damaged, .unknown: return
    case .sequence, .mapping: return reader.report(.notString(entry, path, map))
    case .scalar(let scalar):
      switch scalar.meaning {
      case .null:
        if isBrokenByNull(path) { reader.report(.notString(entry, path, map)) }
      case .boolean, .integer, .float: reader.report(.notString(entry, path, map))
      case .string(let text): checkText(text, entry, path, &reader)
      case .refused: return
      }
    }
  }

  private func checkText(
    _ text: String, _ entry: Entry, _ path: String, _ reader: inout SurfaceReader
  ) {
    if text.holds("<"), Placeholder.matches(text) { return }
    if isTemplate, text.holds("{{") {
      return PrintedText.checkTemplate(entry.value, "\(path).\(entry.key.value)", &reader)
    }
    if path.hasSuffix("common.annotations"), text.holds("{{") {
      return PrintedText.checkTemplate(entry.value, "\(path).\(entry.key.value)", &reader)
    }
    switch map {
    case .annotations, .annotationKeys: return
    case .labels, .selector: if Self.isLabel(text) { return }
    case .cutLabels: if Self.isLabel(Self.cut(text)) { return }
    }
    reader.report(.malformedLabel(entry, path, map))
  }

  /// What a template keeps of a label.
  private static func cut(_ text: String) -> String {
    String(decoding: text.utf8.prefix(63), as: UTF8.self)
  }

  /// Up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
  static func isLabel(_ text: String) -> Bool { text.isEmpty || isLabelName(text[...]) }

  private static func isLabelName(_ text: Substring) -> Bool {
    text.utf8.count <= 63
      && ObjectName.isBounded(text.utf8, by: ObjectName.isKeyByte)
  }

  /// Kubernetes ignores case in the keys of annotations.
  private func isKey(_ text: String) -> Bool {
    switch map {
    case .annotations, .annotationKeys: Self.isKey(text.lowercased())
    case .labels, .cutLabels, .selector: Self.isKey(text)
    }
  }

  /// A name, or a DNS name, `/` and a name.
  static func isKey(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return isLabelName(text[...]) }
    return ObjectName.isName(String(parts[0])) && isLabelName(parts[1])
  }
}

extension ValueType.TextMap {
  fileprivate var noun: String {
    switch self {
    case .labels, .cutLabels: "label"
    case .annotations, .annotationKeys: "annotation"
    case .selector: "node selector"
    }
  }
}

extension Diagnostic {
  fileprivate static func malformedKey(
    _ key: Located, _ path: String, _ map: ValueType.TextMap
  ) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.malformedTextMap,
      "Kubernetes rejects `\(key.value)` in `\(path)` as the key of \(map.article) \(map.noun)",
      at: key.span)
  }

  fileprivate static func notString(
    _ entry: Entry, _ path: String, _ map: ValueType.TextMap
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedTextMap,
      "`\(path).\(entry.key.value)` must be a string, not \(entry.value.typeNoun)",
      at: entry.value.span.range.isEmpty ? entry.key.span : entry.value.span)
    diagnostic.addUses(entry.value.via)
    if let value = entry.value.located, !entry.value.isNull {
      diagnostic.help = "quote the value"
      diagnostic.fixes = [.quote(value)]
    }
    return diagnostic
  }

  fileprivate static func malformedLabel(
    _ entry: Entry, _ path: String, _ map: ValueType.TextMap
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedTextMap,
      "Kubernetes rejects the value of \(map.noun) `\(entry.key.value)` in `\(path)`",
      at: entry.value.span)
    diagnostic.help =
      "use up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends"
    return diagnostic
  }
}

extension ValueType.TextMap {
  fileprivate var article: String { noun == "annotation" ? "an" : "a" }
}
