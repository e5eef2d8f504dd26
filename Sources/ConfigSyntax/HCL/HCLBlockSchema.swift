/// The arguments and blocks that a block of some type may contain.
///
/// Terraform defines those of `variable`, `module` and the like; providers define those of resources,
/// whose schemas here allow anything else.
package struct HCLBlockSchema: Sendable {
  /// `name = value`.
  package struct Argument: Sendable {
    /// Whether Terraform rejects a block without it.
    package enum Need: Sendable { case required, optional }
    /// How a JSON string is read as the value of the argument.
    package enum Mode: Sendable {
      case template
      /// Text in which `${` means nothing.
      case literal
      /// A reference or a type.
      case code
    }

    /// Compared byte for byte.
    package let name: String
    /// Optional unless stated otherwise.
    package let need: Need
    /// A template unless stated otherwise; it matters only for JSON.
    package let mode: Mode

    package init(_ name: String, _ need: Need = .optional, _ mode: Mode = .template) {
      (self.name, self.need, self.mode) = (name, need, mode)
    }
  }

  /// What else the block may contain.
  package enum Others: Sendable {
    case refused
    /// Arguments of any name.
    case arguments
    /// Arguments and blocks of any name.
    case anything
  }

  /// The meaning of each label: `name`, or `type` and `name`.
  package let labels: [String]
  /// The known arguments, of which each may occur once.
  package let arguments: [Argument]
  /// The known nested blocks by type, of which each may occur any number of times.
  package let blocks: [String: HCLBlockSchema]
  /// Whether anything else is an error.
  package let others: Others
  /// How a JSON string is read as the value of an argument that is not named here.
  package let mode: Argument.Mode

  package init(
    labels: [String] = [], _ arguments: [Argument] = [], blocks: [String: HCLBlockSchema] = [:],
    others: Others = .refused, mode: Argument.Mode = .template
  ) {
    self.labels = labels
    self.arguments = arguments
    self.blocks = blocks
    self.others = others
    self.mode = mode
  }
}
