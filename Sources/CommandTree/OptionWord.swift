import ArgumentParser
import Diagnostics

/// A value of an option that is one of a fixed set of words.
///
/// The parser's own list of an enumeration's words goes through key paths, which it asks for in every
/// run and which take a twentieth of the time that `validate` needs.
protocol OptionWord: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension OptionWord {
  init?(argument: String) { self.init(rawValue: argument) }

  var defaultValueDescription: String { rawValue }

  static var allValueStrings: [String] { allCases.map { $0.rawValue } }

  static var allValueDescriptions: [String: String] { [:] }

  /// Refuses other text than the words of an option.
  ///
  /// Options of every run are declared as text, because the parser needs a tenth of a millisecond for
  /// each type of an option.
  static func check(_ word: String?, of option: String) throws {
    guard let word, Self(rawValue: word) == nil else { return }
    throw ValidationError("\(option) must be \(allValueStrings.alternatives), not '\(word)'")
  }
}
