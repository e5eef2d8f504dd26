/// The arguments and blocks that a block of some type may contain.
package struct HCLBlockSchema: Sendable {
  package struct Argument: Sendable {
    package enum Need: Sendable { case required, optional }
    /// How a JSON string is read as the value of the argument.
    package enum Mode: Sendable {
      case template
      /// Text in which `${` means nothing.
      case literal
      /// A reference or a type.
      case code
    }

    package let name: String
    package let need: Need
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
  package let arguments: [Argument]
  package let blocks: [String: HCLBlockSchema]
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
