import Diagnostics
import Terraform

/// A variable of a root module that Terraform requires, but whose value only the user knows.
struct MissingInput {
  let name: String
  /// What the inputs have in its place.
  private let existing: Existing

  /// An argument in the inputs that can't be taken over.
  enum Existing {
    case nothing
    /// Only Terraform knows its value.
    case unknown(EvaluatedArgument)
    /// The release in the inputs does not have it, so that Terraform never read it.
    case unread(EvaluatedArgument)
  }

  init(_ name: String, _ existing: Existing = .nothing) {
    (self.name, self.existing) = (name, existing)
  }

  /// The location of the argument, and why its value is not taken.
  var label: Diagnostic.Label? {
    switch existing {
    case .nothing: nil
    case .unknown(let argument): Diagnostic.Label("its value is not known here", argument.span)
    case .unread(let argument):
      Diagnostic.Label("this release has no such input, so it was not read", argument.span)
    }
  }
}

extension Diagnostic {
  /// One finding about all variables that the user has to set; nil without any.
  static func inputsNotKnown(_ missing: [MissingInput], at span: SourceSpan) -> Diagnostic? {
    guard !missing.isEmpty else { return nil }
    let names = missing.map { "`\($0.name)`" }.unique()
    let values = names.count == 1 ? "a required value" : "\(names.count) required values"
    var diagnostic = Diagnostic(
      RenderProblem.inputNotKnown,
      "`terraform.tfvars` lacks \(values): \(names.listed)", at: span)
    diagnostic.related = missing.compactMap(\.label)
    diagnostic.help =
      names.count == 1
      ? "replace its commented line in `terraform.tfvars`"
      : "replace their commented lines in `terraform.tfvars`"
    return diagnostic
  }
}
