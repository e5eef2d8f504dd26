package import Diagnostics

/// The value of an expression, with the span where each piece of it was written.
package struct HCLValue: Sendable {
  package indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    case number(HCLNumber)
    case string(String)
    /// A list, tuple or set.
    case list([HCLValue])
    /// An object or map.
    case object(HCLObject)
    /// A value known only to Terraform; its text may still have a known beginning.
    case unknown(prefix: String)
  }

  package let kind: Kind
  package let span: SourceSpan
  /// The type from a conversion; without one, a list is a tuple, and an object is not a map.
  package let type: HCLType?

  package init(_ kind: Kind, _ span: SourceSpan, _ type: HCLType? = nil) {
    self.kind = kind
    self.span = span
    self.type = type
  }

  /// The value as the result of the expression at `span`; one written elsewhere keeps its span.
  func made(at span: SourceSpan) -> HCLValue {
    span.contains(self.span) ? HCLValue(kind, span, type) : self
  }

  /// An unknown value of unknown type.
  static func unknown(_ span: SourceSpan) -> HCLValue { HCLValue(.unknown(prefix: ""), span) }

  package var isUnknown: Bool { if case .unknown = kind { true } else { false } }
  /// Whether it is unknown and may be text, a number or a Boolean.
  var isOpen: Bool { isUnknown && (type == nil || type == .any || type?.isPrimitive == true) }
  package var isNull: Bool { if case .null = kind { true } else { false } }

  /// Whether every piece is known.
  package var isWhollyKnown: Bool {
    switch kind {
    case .null, .bool, .number, .string: true
    case .list(let elements): elements.allSatisfy(\.isWhollyKnown)
    case .object(let object): object.members.allSatisfy(\.value.isWhollyKnown)
    case .unknown: false
    }
  }

  /// What a message calls a value of this kind.
  package var noun: String {
    switch kind {
    case .null: "null"
    case .bool: "a Boolean"
    case .number: "a number"
    case .string: "text"
    case .list: "a list"
    case .object: "an object"
    case .unknown: type?.noun ?? "an unknown value"
    }
  }

  /// The value as Terraform converts it to text; nil where it refuses to, or the value is unknown.
  package var text: String? {
    switch kind {
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text
    case .null, .list, .object, .unknown: nil
    }
  }

  /// The text as a number, where it is one.
  package var number: HCLNumber? {
    switch kind {
    case .number(let number): number
    case .string(let text): HCLNumber(text)
    default: nil
    }
  }

  /// The value as a Boolean, which its text may spell.
  package var bool: Bool? {
    switch kind {
    case .bool(let value): value
    case .string("true"), .string("1"): true
    case .string("false"), .string("0"): false
    default: nil
    }
  }
}
