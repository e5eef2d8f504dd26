import ConfigSyntax
import Diagnostics
import Settings

/// A size of the installation: a key of the components' `sizing`.
struct SizeWord {
  let root: ConfigNode

  private static let known = ChartSizes.names.sorted()

  /// What people write for a size, as for T-shirts or instances in a cloud.
  private static let abbreviations = [
    "s": "small", "m": "medium", "l": "large", "xl": "xlarge", "x-large": "xlarge",
    "xxl": "xxlarge", "2xl": "xxlarge", "xx-large": "xxlarge",
  ]

  /// Warns of a word that resembles a size of the chart, and that nothing here defines.
  func check(_ node: ConfigNode, _ path: String, _ reader: inout SurfaceReader) {
    switch node.scalar?.meaning {
    case .boolean, .integer, .float: return reader.report(.wrongFieldType(path, node, .text))
    default: break
    }
    // The chart prints the size of the installation into a variable, but not that of a component.
    if path == "global.size", let text = node.stringValue,
      let name = PrintedText.reference(in: text)
    {
      return reader.report(.reference(path, name, node))
    }
    if path == "global.size", node.stringValue?.holds("{{") == true {
      return reader.report(.template(path, node))
    }
    guard let text = node.stringValue?.uncommented, !Self.known.contains(text),
      !reader.siteSizes.contains(text),
      let near = Self.abbreviations[text.lowercased()]
        ?? KnownNames(Self.known).nearest(to: text), !isDefined(text)
    else { return }
    reader.report(.unknownSize(path, node, near))
  }

  private func isDefined(_ size: String) -> Bool {
    (root.entries ?? []).contains { $0.value["sizing"]?[size] != nil }
  }
}

extension Diagnostic {
  fileprivate static func unknownSize(
    _ path: String, _ node: ConfigNode, _ near: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.unknownSize, "the chart does not define the size in `\(path)`",
      at: node.span)
    diagnostic.help = "did you mean `\(near)`? Another size must be a key of `sizing`"
    diagnostic.addUses(node.via)
    diagnostic.fixes = node.located.map { [.write(near, for: $0)] } ?? []
    return diagnostic
  }
}
