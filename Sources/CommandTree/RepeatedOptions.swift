/// Options and inputs that may be repeated, whose values are passed to the parser as one: its time grows with
/// the square of their number.
package enum RepeatedOptions {
  /// What separates values: no argument of a process contains it.
  private static let separatorByte: UInt8 = 0
  private static let separator = Character(Unicode.Scalar(separatorByte))

  /// The options, and what separates several values of each.
  private static let separators: [String: Character] = [
    "--set": separator, "--limit": separator, "--target": separator,
    "--ignore": ",", "--error": ",", "--warn": ",",
  ]

  /// The arguments with all values of such an option where its first one is, and inputs that follow one
  /// another as one argument.
  package static func joined(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    var places: [String: Int] = [:]
    /// How many arguments without a dash come before this one.
    var words = 0
    var index = 0
    while index < arguments.count, arguments[index] != "--" {
      let argument = arguments[index]
      index += 1
      guard argument != "-", argument.hasPrefix("-") else {
        // The first one may be the value of an option, the next one something else than an input.
        words += 1
        append(argument, to: &joined, joining: words > 3)
        continue
      }
      words = 0
      let sign = argument.utf8.firstIndex(of: UInt8(ascii: "="))
      let name = String(argument[..<(sign ?? argument.endIndex)])
      guard let separator = separators[name] else {
        joined.append(argument)
        continue
      }
      var value = sign.map { String(argument[argument.utf8.index(after: $0)...]) }
      if value == nil, index < arguments.count, !arguments[index].hasPrefix("-") {
        value = arguments[index]
        index += 1
      }
      // The parser says that a value is missing.
      guard let value else {
        joined.append(argument)
        continue
      }
      if let place = places[name] {
        joined[place].append(separator)
        joined[place].append(value)
      } else {
        places[name] = joined.count
        joined.append(name + "=" + value)
      }
    }
    guard index < arguments.count else { return joined }
    joined.append(arguments[index])
    for (number, argument) in arguments[(index + 1)...].enumerated() {
      append(argument, to: &joined, joining: number > 1)
    }
    return joined
  }

  private static func append(_ word: String, to joined: inout [String], joining: Bool) {
    guard joining, !joined.isEmpty else { return joined.append(word) }
    joined[joined.count - 1].append(separator)
    joined[joined.count - 1].append(word)
  }

  /// The values of a repeated option or of inputs, as they were passed.
  package static func values(of words: [String]) -> [String] {
    words.flatMap {
      Array($0.utf8).split(separator: separatorByte, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
