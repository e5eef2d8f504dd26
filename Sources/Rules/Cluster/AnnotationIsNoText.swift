import ConfigSyntax
package import Diagnostics
package import Settings

/// The value of an annotation is no text.
package enum AnnotationIsNoText: Rule {
  package static let id = DiagnosticID(
    "WB3038", "annotation-is-no-text", .error,
    Documentation(
      summary: "The value of an annotation is a number, Boolean, null, list or mapping.",
      explanation: """
        The chart writes annotations as they are, and Kubernetes refuses a resource whose \
        annotations are not text. Quotes make text of `0`, `true` and of words as `on`.
        """,
      failing: .yaml(
        "ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: 0\n"),
      passing: .yaml(
        "ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: \"0\"\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for annotation in resolved.ingressAnnotations + resolved.accountAnnotations {
      guard let noun = noun(of: annotation.value) else { continue }
      report.report(
        "`\(annotation.key)` of `\(annotation.spelling)` is \(noun), not text", of: annotation,
        help: noun == "a number" || noun == "a Boolean"
          ? "put the value into quotes" : "write text in quotes, or take the key out",
        fixes: fixes(annotation))
    }
  }

  /// What the value is; nil for text, and for what is reported elsewhere.
  private static func noun(of value: ConfigNode) -> String? {
    switch value.kind {
    case .damaged, .unknown: nil
    case .sequence, .mapping: value.noun
    case .scalar(let scalar):
      switch scalar.meaning {
      case .string, .refused: nil
      case .null: "null"
      case .boolean: "a Boolean"
      case .integer, .float: "a number"
      }
    }
  }

  /// What a plain number or word stands for is its own text; what `null` should be is unknown.
  private static func fixes(_ annotation: Annotation) -> [FixIt] {
    guard let scalar = annotation.value.scalar, !scalar.isNull, scalar.style == .plain,
      scalar.tag == .none, annotation.via.isEmpty
    else { return [] }
    let quoted = "\"\(scalar.text)\""
    return [FixIt("put it into quotes", [.replace(annotation.value.span, with: quoted)])]
  }
}
