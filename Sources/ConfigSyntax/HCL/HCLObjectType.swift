import Diagnostics

/// The attributes of `object({…})`.
package struct HCLObjectType: Sendable, Equatable {
  /// One attribute; its default is not part of the type.
  package struct Attribute: Sendable, Equatable {
    package let name: String
    package let type: HCLType
    package let presence: Presence

    package static func == (left: Attribute, right: Attribute) -> Bool {
      left.name.isExactly(right.name) && left.type == right.type
    }

    var text: String {
      switch presence {
      case .required: "\(name) = \(type.text)"
      case .optional: "\(name) = optional(\(type.text))"
      }
    }
  }

  /// Whether a value may lack the attribute.
  package enum Presence: Sendable {
    case required
    /// `optional(T, default)`; the default has the type already.
    case optional(default: HCLValue?)
  }

  /// The attributes, sorted by name.
  package let attributes: [Attribute]
  private let places: [ExactText: Int]

  init(_ attributes: [Attribute]) {
    let sorted = attributes.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.attributes = sorted
    places = Dictionary(
      sorted.enumerated().map { (ExactText($0.element.name), $0.offset) },
      uniquingKeysWith: { $1 })
  }

  package subscript(name: String) -> Attribute? {
    places[ExactText(name)].map { attributes[$0] }
  }

  package static func == (left: HCLObjectType, right: HCLObjectType) -> Bool {
    left.attributes == right.attributes
  }

  /// Whether both have attributes of the same names.
  func hasNames(of other: HCLObjectType) -> Bool {
    attributes.count == other.attributes.count
      && zip(attributes, other.attributes).allSatisfy { $0.name.isExactly($1.name) }
  }
}
