import ArgumentParser

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
}
