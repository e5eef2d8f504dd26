/// The meaning of the names in an expression.
package struct HCLScope: Sendable {
  package enum Kind: Sendable {
    /// A values file: neither variables nor functions.
    case literal
    /// An argument that Terraform needs before anything is evaluated: no variables, no functions.
    case constant
    /// A module: a name that is unknown here may be known to Terraform.
    case module
  }

  package let kind: Kind
  /// The values of `var.x`.
  package var variables: [String: HCLValue] = [:]
  /// The values of `local.x`.
  package var locals: [String: HCLValue] = [:]

  package static let literal = HCLScope(kind: .literal)
  package static let constant = HCLScope(kind: .constant)

  package static func module(
    variables: [String: HCLValue], locals: [String: HCLValue] = [:]
  ) -> HCLScope {
    HCLScope(kind: .module, variables: variables, locals: locals)
  }
}
