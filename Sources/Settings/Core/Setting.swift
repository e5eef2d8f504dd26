package import Diagnostics

/// What the inputs say about one setting, and who said it.
///
/// The value's type is not constrained here: the runtime would look for the conformance of each
/// type when a program of milliseconds starts; what needs it stands in `Field`.
package struct Setting<Value: Sendable>: Sendable {
  package enum State: Sendable {
    case absent
    case literal(Value)
    /// A Secret or ConfigMap key: the value exists, elsewhere.
    case reference(Reference)
    /// A value that is made later; checks that need it stay silent.
    case unknown(Unknown)
    /// Text of the documentation that waits to be replaced; reported once, rendered as it is.
    case placeholder(String)
    /// Written, but not of this type; already reported, so everything else stays silent.
    case invalid
  }

  package private(set) var state = State.absent
  /// Every assignment, oldest first; the last one won.
  package private(set) var history: [AssignmentID] = []

  package init() {}

  package mutating func assign(_ state: State, by assignment: AssignmentID) {
    self.state = state
    history.append(assignment)
  }

  package var literal: Value? { if case .literal(let value) = state { value } else { nil } }

  /// Whether nothing was set; an unknown or invalid value is set.
  package var isAbsent: Bool { if case .absent = state { true } else { false } }

  package var isInvalid: Bool { if case .invalid = state { true } else { false } }

  /// The assignment that won, for the place of a finding.
  package var origin: AssignmentID? { isAbsent ? nil : history.last }
}

/// One time that an input set a setting; an index into `ResolvedConfiguration.assignments`.
package struct AssignmentID: Hashable, Sendable {
  package let index: Int32

  init(_ index: Int) { self.index = Int32(index) }
}

/// Where and under which name an input set something.
package struct Assignment: Sendable {
  /// The user's own spelling: `global.mysql.port`, `MYSQL`, `--set global.host`.
  package let spelling: String
  /// The value, or the part of it that is the setting's.
  package let span: SourceSpan
  /// The aliases and merge keys that it came through.
  package let via: [SourceSpan]
  /// The canonical name of what was set.
  package let setting: String
  /// Which document it stands in.
  package let layer: Int
  /// What was written, as one text to compare: two ways to write one value are equal.
  package let written: WrittenValue
}

/// What an assignment wrote, to be compared and never shown.
package struct WrittenValue: Equatable, Sendable {
  private let text: String?

  /// Text that is no value of `type` is as good as unknown.
  init(_ raw: RawValue, as type: SettingType) {
    switch raw {
    case .text(let text): self.text = type.canonical(text).map { "=" + $0 }
    case .reference(let reference): text = "@" + reference.text
    case .tree(let node): text = "*" + node.dataText
    case .placeholder, .unknown, .nothing: text = nil
    }
  }

  /// Whether there is a value, and it is known.
  package var isKnown: Bool { text != nil }
}

/// A value that is kept elsewhere.
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

/// What is known of a value that is not: `s3://$(KEY):…` keeps `s3://`.
package struct Unknown: Sendable, Hashable {
  package let prefix: String

  package init(prefix: String) { self.prefix = prefix }
}
