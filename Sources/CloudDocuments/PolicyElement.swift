package import Diagnostics

/// The actions or the resources of a statement.
package struct PolicyElement: Sendable {
  package enum Sense: Sendable {
    /// `Action`, `Resource`.
    case named
    /// `NotAction`, `NotResource`: everything except the values.
    case allBut
  }
  /// Whether the value is written as one text or as a list.
  package enum Form: Sendable { case single, list }

  package let key: Located
  package let sense: Sense
  package let form: Form
  package let values: [Located]
  /// Whether every value could be read.
  package let isWhole: Bool
}
