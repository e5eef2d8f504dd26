package import ConfigSyntax
package import Diagnostics

/// A type that a setting can have, parsed from text and printed as text.
package protocol SettingValue: Sendable, Equatable {
  static var type: SettingType { get }
  /// nil when the text is not a valid value.
  init?(_ text: String)
  /// nil when the tree is not a valid value.
  init?(tree: ConfigNode)
  var text: String { get }
  /// The text that an emitter writes.
  var raw: RawValue { get }
  /// This value, overridden by one from a later layer.
  func overridden(by later: Self) -> Self
}

extension SettingValue {
  package init?(tree: ConfigNode) { nil }
  package var raw: RawValue { .text(text) }
  package func overridden(by later: Self) -> Self { later }
}

/// The type of a setting as messages, the reference and JSON Schema name it.
package enum SettingType: Sendable, Equatable {
  case string, integer, boolean, secret, duration
  /// Trees in the form of the surface that they are written on.
  case list, map
  case enumeration([String])

  /// Whether its values are a few words.
  package var isClosed: Bool {
    switch self {
    case .boolean, .enumeration: true
    case .string, .integer, .secret, .duration, .list, .map: false
    }
  }

  package var noun: String {
    switch self {
    case .string: "a string"
    case .integer: "a whole number"
    case .boolean: "true or false"
    case .secret: "a secret string"
    case .duration: "a duration with a unit, such as `24h`"
    case .list: "a list"
    case .map: "a mapping"
    case .enumeration(let words): words.alternatives
    }
  }

  /// One canonical text for all texts that mean the same value; nil for invalid text.
  package func canonical(_ text: String) -> String? {
    switch self {
    case .string, .secret, .list, .map: text
    case .integer: Int(text)?.text
    case .boolean: Bool(text)?.text
    case .duration: GoDuration(text).map { "\($0.seconds)" }
    case .enumeration(let words): words.contains(text) ? text : nil
    }
  }
}

extension String: SettingValue {
  package static var type: SettingType { .string }
  package var text: String { self }
}

extension Int: SettingValue {
  package static var type: SettingType { .integer }

  package init?(_ text: String) {
    // `Int` itself would also accept `+5`.
    guard !text.hasPrefix("+"), let value = Int(text, radix: 10) else { return nil }
    self = value
  }

  package var text: String { String(self) }
}

extension Bool: SettingValue {
  package static var type: SettingType { .boolean }

  /// Accepts the words of Go's `strconv.ParseBool`, which reads both query parameters and
  /// variables.
  package init?(_ text: String) {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": self = true
    case "0", "f", "F", "false", "FALSE", "False": self = false
    default: return nil
    }
  }

  package var text: String { self ? "true" : "false" }
}

extension Secret: SettingValue {
  package static var type: SettingType { .secret }
  package var text: String { reveal { $0 } }
}

/// A setting that accepts one of a few words.
package protocol WordValue: SettingValue, CaseIterable, RawRepresentable where RawValue == String {}

extension WordValue {
  package static var type: SettingType { .enumeration(allCases.map(\.rawValue)) }
  package init?(_ text: String) { self.init(rawValue: text) }
  package var text: String { rawValue }
}
