import ConfigSyntax
import Diagnostics
import Settings

/// A condition in a template of the chart: any value that is not empty is true.
enum FlagText {
  /// Warns of text that says no and means yes, and reports what no template can print.
  static func check(
    _ node: ConfigNode, _ path: String, _ type: ValueType, _ reader: inout SurfaceReader
  ) {
    if type == .shownFlag, node.entries != nil {
      return reader.report(.wrongFieldType(path, node, .boolean))
    }
    guard let text = node.stringValue,
      ["false", "no", "off", "n", "0", "null"].contains(text.lowercased())
    else { return }
    reader.report(.oppositeFlag(path, node))
  }

  /// Whether the template takes the value as true; nil for one that is not known.
  static func isTrue(_ node: ConfigNode) -> Bool? {
    switch node.kind {
    case .damaged, .unknown: return nil
    case .sequence(let elements): return !elements.isEmpty
    case .mapping(let entries): return !entries.isEmpty
    case .scalar(let scalar):
      switch scalar.meaning {
      case .null, .refused: return nil
      case .boolean(let flag): return flag
      case .integer(let digits): return digits != "0"
      case .float(let number): return number != 0
      case .string(let text):
        return text.holds("{{") || Placeholder.matches(text) ? nil : !text.isEmpty
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func oppositeFlag(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.oppositeFlag,
      "`\(path)` is a string, which the chart's templates treat as true", at: node.span)
    diagnostic.help = "write `false` without quotes"
    diagnostic.addUses(node.via)
    // Text such as `off` and `0` in quotes means the same.
    diagnostic.fixes = node.located.map { [.writeLiteral("false", for: $0, .safe)] } ?? []
    return diagnostic
  }
}
