/// Options that may be repeated, whose values are passed to the parser as one: its time grows with the square
/// of their number.
package enum RepeatedOptions {
  /// What separates the values of `--set`: no argument of a process contains it.
  private static let separatorByte: UInt8 = 0
  private static let separator = Character(Unicode.Scalar(separatorByte))

  /// The options, and what separates several values of each.
  private static let separators: [String: Character] = [
    "--set": separator, "--ignore": ",", "--error": ",", "--warn": ",",
  ]

  /// The arguments with all values of such an option where its first one is.
  package static func joined(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    var places: [String: Int] = [:]
    var index = 0
    while index < arguments.count, arguments[index] != "--" {
      let argument = arguments[index]
      index += 1
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
    return joined + arguments[index...]
  }

  /// The values of `--set`, as they were passed.
  package static func values(of assignments: [String]) -> [String] {
    assignments.flatMap {
      $0.utf8.split(separator: separatorByte, omittingEmptySubsequences: false)
        .map { String(Substring($0)) }
    }
  }
}
