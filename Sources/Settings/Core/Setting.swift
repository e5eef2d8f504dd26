package import Diagnostics

/// The value of one setting, and the assignments that led to it.
///
/// The value's type is not constrained here, because the runtime would look up the conformance of
/// each type at startup; `Field` has what depends on the conformance.
package struct Setting<Value: Sendable>: Sendable {
  package enum State: Sendable {
    case absent
    case literal(Value)
    /// A Secret or ConfigMap key: the value exists, but elsewhere.
    case reference(Reference)
    /// A value that is computed later; checks that need it stay silent.
    case unknown(Unknown)
    /// A placeholder from the documentation; reported once, and rendered unchanged.
    case placeholder(String)
    /// A word that is not one of those known; reported, and rendered unchanged.
    case unrecognized(String)
    /// Text that does not have this type; already reported, so everything else stays silent.
    case invalid
  }

  package private(set) var state = State.absent
  /// Every assignment, oldest first; the last one is in effect.
  package private(set) var history: [AssignmentID] = []

  package init() {}

  package mutating func assign(_ state: State, by assignment: AssignmentID) {
    self.state = state
    history.append(assignment)
  }

  // Rules ask for these all the time: without their bodies, another module could only call them for
  // any type, which the runtime would have to look into.
  @inlinable package var literal: Value? {
    if case .literal(let value) = state { value } else { nil }
  }

  /// Whether nothing was set; an unknown or invalid value counts as set.
  @inlinable package var isAbsent: Bool { if case .absent = state { true } else { false } }

  @inlinable package var isInvalid: Bool { if case .invalid = state { true } else { false } }

  /// The assignment in effect, for the location of a finding.
  @inlinable package var origin: AssignmentID? { isAbsent ? nil : history.last }
}

/// Identifies one assignment: an index into `ResolvedConfiguration.assignments`.
package struct AssignmentID: Hashable, Sendable {
  package let index: Int32

  init(_ index: Int) { self.index = Int32(index) }
}

/// One occasion on which an input set a setting.
package struct Assignment: Sendable {
  package let origin: Origin
  /// The canonical name of what was set.
  package let setting: String
  /// The value in a comparable form: two ways to write one value are equal.
  package let written: WrittenValue

  package init(_ origin: Origin, setting: String, written: WrittenValue) {
    self.origin = origin
    self.setting = setting
    self.written = written
  }

  package var spelling: String { origin.spelling }
  package var location: Location? { origin.location }
  package var span: SourceSpan { origin.span }
  package var via: [SourceSpan] { origin.via }
  package var layer: Int { origin.layer }

  /// Whether it was made at one of several paths in the chart's values, or below one.
  package func isAtOrBelow(_ paths: String...) -> Bool {
    paths.contains { location?.isAtOrBelow($0) == true }
  }

  /// Whether it was made by one of several inputs of a Terraform module.
  package func isInput(_ names: String...) -> Bool { names.contains { location == .input($0) } }

  /// Whether it was made by a member of an input, `external_bucket.name`.
  package func isMember(ofInput input: String) -> Bool {
    guard case .input(let name)? = location else { return false }
    return name.hasPrefix(input + ".")
  }
}

/// The value that an assignment wrote, to be compared but never shown.
package struct WrittenValue: Equatable, Sendable {
  private let text: String?

  /// Text that is not valid for `type` counts as unknown.
  init(_ raw: RawValue, as type: SettingType) {
    switch raw {
    case .text(let text): self.text = type.canonical(text).map { "=" + $0 }
    case .reference(let reference): text = "@" + reference.text
    case .tree(let node): text = "*" + node.dataText
    case .placeholder, .unknown, .nothing: text = nil
    }
  }

  /// The value, if it is text that is valid for the setting.
  package var literal: String? {
    guard let text, text.utf8.first == UInt8(ascii: "=") else { return nil }
    return String(text.dropFirst())
  }

  /// Whether the value is stored elsewhere.
  package var isReference: Bool { text?.utf8.first == UInt8(ascii: "@") }

  /// Whether there is a known value.
  package var isKnown: Bool { text != nil }
}

/// A value that is stored elsewhere.
package enum Reference: Hashable, Sendable {
  case secret(name: String, key: String)
  case configMap(name: String, key: String)

  package var text: String {
    switch self {
    case .secret(let name, let key): "key `\(key)` of Secret `\(name)`"
    case .configMap(let name, let key): "key `\(key)` of ConfigMap `\(name)`"
    }
  }
}

/// The known part of an unknown value: for `s3://$(KEY):…` the prefix `s3://`.
package struct Unknown: Sendable, Hashable {
  package let prefix: String

  package init(prefix: String) { self.prefix = prefix }
}
