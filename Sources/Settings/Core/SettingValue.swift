package import Diagnostics

/// A type that a setting can have: text goes in, the same value comes out as text.
package protocol SettingValue: Sendable, Equatable {
  static var type: SettingType { get }
  /// nil when the text is no such value.
  init?(_ text: String)
  var text: String { get }
}

/// The type of a setting as messages, the reference and JSON Schema name it.
package enum SettingType: Sendable, Equatable {
  case string, integer, boolean, secret
  case enumeration([String])

  package var noun: String {
    switch self {
    case .string: "text"
    case .integer: "a whole number"
    case .boolean: "true or false"
    case .secret: "secret text"
    case .enumeration(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
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
    // `Int` itself would also take `+5`.
    guard !text.hasPrefix("+"), let value = Int(text, radix: 10) else { return nil }
    self = value
  }

  package var text: String { String(self) }
}

extension Bool: SettingValue {
  package static var type: SettingType { .boolean }

  /// The words of Go's `strconv.ParseBool`, which reads query parameters and variables alike.
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

/// A setting whose values are a few words.
package protocol WordValue: SettingValue, CaseIterable, RawRepresentable where RawValue == String {}

extension WordValue {
  package static var type: SettingType { .enumeration(allCases.map(\.rawValue)) }
  package init?(_ text: String) { self.init(rawValue: text) }
  package var text: String { rawValue }
}
