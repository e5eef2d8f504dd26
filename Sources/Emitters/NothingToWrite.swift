import Diagnostics
import Settings

extension Diagnostic {
  /// The target would contain nothing, for example because no value is known here.
  static func nothing(for target: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      ShapeProblem.nothingSet, "the inputs set nothing that \(target) can contain", at: span)
  }
}
