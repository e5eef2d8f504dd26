import ConfigSyntax
package import Diagnostics
package import Settings

/// The value of an annotation is not a string.
package enum NonStringAnnotation: Rule {
  package static let id = DiagnosticID(
    "WB3038", "non-string-annotation", .error,
    evidence: .read(by: .kubernetes, source: "API validation of annotations: values are strings"),
    Documentation(
      summary: "The value of an annotation is a number, Boolean, list or mapping.",
      explanation: """
        The chart writes annotations as they are, and Kubernetes rejects a resource whose \
        annotations are not strings. Quotes turn `0`, `true` and words such as `on` into strings.
        """,
      failing: .yaml(
        "ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: 0\n"),
      passing: .yaml(
        "ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: \"0\"\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for annotation in resolved.ingressAnnotations + resolved.accountAnnotations {
      guard let noun = noun(of: annotation.value) else { continue }
      findings.add(
        .notString(annotation, noun), of: annotation,
        help: noun == "a number" || noun == "a Boolean" ? .quoteValue : .writeString,
        fixes: fixes(annotation))
    }
  }

  /// The type of the value, with its article; nil for strings and for values reported elsewhere.
  private static func noun(of value: ConfigNode) -> String? {
    switch value.kind {
    case .damaged, .unknown: nil
    case .sequence, .mapping: value.noun
    case .scalar(let scalar):
      switch scalar.meaning {
      // The API server accepts null as empty text.
      case .string, .refused, .null: nil
      case .boolean: "a Boolean"
      case .integer, .float: "a number"
      }
    }
  }

  /// Quotes a plain number or word as it is.
  private static func fixes(_ annotation: Annotation) -> [FixIt] {
    guard let scalar = annotation.value.scalar, scalar.style == .plain,
      scalar.tag == .none, annotation.via.isEmpty
    else { return [] }
    let quoted = "\"\(scalar.text)\""
    return [FixIt(.quote, [.replace(annotation.value.span, with: quoted)])]
  }
}

extension Message {
  fileprivate static func notString(_ annotation: Annotation, _ noun: String) -> Message {
    "`\(annotation.key)` in `\(annotation.spelling)` must be a string, not \(noun)"
  }

  fileprivate static let quoteValue: Message = "put the value in quotes"

  fileprivate static let writeString: Message = "write a string in quotes, or remove the key"

  fileprivate static let quote: Message = "put it in quotes"
}
