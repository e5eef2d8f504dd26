import Diagnostics

extension VersionConstraint {
  /// Reads the text of a constraint; nil, and each invalid piece reported, where one is invalid.
  package static func read(
    _ text: String, as use: Use, into problems: inout [TextProblem]
  ) -> VersionConstraint? {
    let bytes = Array(text.utf8)
    var terms: [VersionTerm] = []
    let known = problems.count
    var start = 0
    for piece in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      var reader = TermReader(bytes, start..<(start + piece.count), use)
      if let term = reader.term() { terms.append(term) }
      if let problem = reader.problem { problems.append(problem) }
      start += piece.count + 1
    }
    return problems.count == known ? VersionConstraint(text, use, terms) : nil
  }
}

/// Reads one term, as go-version does.
private struct TermReader {
  private let bytes: [UInt8]
  private let range: Range<Int>
  private let use: VersionConstraint.Use
  private var position: Int
  private(set) var problem: TextProblem?

  init(_ bytes: [UInt8], _ range: Range<Int>, _ use: VersionConstraint.Use) {
    let lower = range.first { !Self.isSpace(bytes[$0]) } ?? range.upperBound
    let upper = range.last { !Self.isSpace(bytes[$0]) }.map { $0 + 1 } ?? lower
    (self.bytes, self.range, self.use) = (bytes, lower..<upper, use)
    position = lower
  }

  mutating func term() -> VersionTerm? {
    guard !range.isEmpty else {
      return fail("a version is missing", range, help: "write a version, or remove the comma")
    }
    guard let comparison = comparison() else { return nil }
    let operatorEnd = position
    while position < range.upperBound, Self.isSpace(bytes[position]) { position += 1 }
    if use == .provider, position > operatorEnd + 1 {
      return fail(
        "`\(value: shown)` has more than one space after the operator", operatorEnd..<position,
        help: "Terraform accepts at most one space here")
    }
    guard let bound = bound() else { return nil }
    if use == .terraform, bound.prerelease != nil {
      return fail(
        "`\(value: shown)` names a Terraform prerelease", range,
        help: "remove the suffix: `required_version` compares only the numbers")
    }
    return VersionTerm(comparison: comparison, bound: bound)
  }

  /// No operator at all means `=`.
  private mutating func comparison() -> VersionTerm.Comparison? {
    let end = range.first { !"=!<>~^".utf8.contains(bytes[$0]) } ?? range.upperBound
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    let found = text.isEmpty ? .equal : VersionTerm.Comparison(rawValue: text)
    guard let found else {
      let meant = ["=>": ">=", "=<": "<=", "==": "=", "~": "~>", "^": "~>"][text]
      let help: Message = "use one of =, !=, >, >=, <, <= and ~>"
      return fail(
        "`\(value: text.prefix(20))` is not a version operator", position..<end,
        help: meant.map { "write `\($0)`" } ?? help)
    }
    position = end
    return found
  }

  private mutating func bound() -> VersionTerm.Bound? {
    let start = position
    if position < range.upperBound, bytes[position] == UInt8(ascii: "v") {
      guard use != .provider else {
        return fail("`\(value: shown)` has a `v` before the version", position..<(position + 1))
      }
      position += 1
    }
    guard let numbers = numbers() else { return nil }
    let rest = bytes[position..<range.upperBound]
    let isStrict = numbers.count <= 3 && VersionSuffix.isSemantic(rest)
    guard let suffix = VersionSuffix(rest), isStrict || use != .provider else {
      return fail(
        "`\(value: shown)` is not a version", start..<range.upperBound,
        help: "write up to three numbers, as in `~> 1.2`; with `~>`, numbers left out may vary")
    }
    func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }
    return VersionTerm.Bound(
      core: ModuleVersion(number(0), number(1), number(2)), prerelease: suffix.prerelease,
      numbers: numbers.count, isBeyondCore: numbers.dropFirst(3).contains { $0 != 0 })
  }

  private mutating func numbers() -> [Int]? {
    var numbers: [Int] = []
    repeat {
      let start = numbers.isEmpty ? position : position + 1
      let end = (start..<range.upperBound).first { !Self.isDigit(bytes[$0]) } ?? range.upperBound
      guard start < end else {
        return fail(
          "`\(value: shown)` is not a version", range,
          help: "leave out the numbers that may vary, as in `~> 1.2`")
      }
      guard let number = Int(String(decoding: bytes[start..<end], as: UTF8.self)) else {
        return fail("a number in `\(value: shown)` is too large", start..<end)
      }
      numbers.append(number)
      position = end
    } while position < range.upperBound && bytes[position] == UInt8(ascii: ".")
    return numbers
  }

  /// The term for a message, truncated.
  private var shown: String { String(String(decoding: bytes[range], as: UTF8.self).prefix(40)) }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func fail<Result>(
    _ message: Message, _ range: Range<Int>, help: Message? = nil
  ) -> Result? {
    problem = TextProblem(message, at: range, help: help)
    return nil
  }
}
