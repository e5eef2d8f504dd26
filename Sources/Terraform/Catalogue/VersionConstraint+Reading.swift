import Diagnostics

/// The reader of constraints, which differs between the three arguments that have them.
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

  /// Reads a constraint whose problems are reported elsewhere; nil when it has any.
  package init?(_ text: String, as use: Use) {
    var problems: [TextProblem] = []
    guard let read = Self.read(text, as: use, into: &problems) else { return nil }
    self = read
  }
}

/// Reads one term, as go-version does, the library that Terraform reads versions with.
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
      return fail(.missingVersion, range, help: .writeVersion)
    }
    guard let comparison = comparison() else { return nil }
    let operatorEnd = position
    while position < range.upperBound, Self.isSpace(bytes[position]) { position += 1 }
    if use == .provider, position > operatorEnd + 1 {
      return fail(.tooManySpaces(in: shown), operatorEnd..<position, help: .oneSpace)
    }
    guard let bound = bound() else { return nil }
    if use == .terraform, bound.prerelease != nil {
      return fail(.terraformPrerelease(shown), range, help: .removeSuffix)
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
      return fail(
        .unknownOperator(text), position..<end, help: meant.map { .write($0) } ?? .operators)
    }
    position = end
    return found
  }

  private mutating func bound() -> VersionTerm.Bound? {
    let start = position
    if position < range.upperBound, bytes[position] == UInt8(ascii: "v") {
      guard use != .provider else {
        return fail(.leadingV(in: shown), position..<(position + 1))
      }
      position += 1
    }
    guard let numbers = numbers() else { return nil }
    let rest = bytes[position..<range.upperBound]
    let isStrict = numbers.count <= 3 && VersionSuffix.isSemantic(rest)
    guard let suffix = VersionSuffix(rest), isStrict || use != .provider else {
      return fail(.notVersion(shown), start..<range.upperBound, help: .threeNumbers)
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
      let end = (start..<range.upperBound).first { !bytes[$0].isDigit } ?? range.upperBound
      guard start < end else {
        return fail(.notVersion(shown), range, help: .leaveNumbersOut)
      }
      guard let number = Int(String(decoding: bytes[start..<end], as: UTF8.self)) else {
        return fail(.numberTooLarge(in: shown), start..<end)
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

  private mutating func fail<Result>(
    _ message: Message, _ range: Range<Int>, help: Message? = nil
  ) -> Result? {
    problem = TextProblem(message, at: range, help: help)
    return nil
  }
}

/// The part after the numbers of a version: `-beta.2+build`.
private struct VersionSuffix {
  let prerelease: String?

  /// Nil where the text is not a version suffix.
  init?(_ text: ArraySlice<UInt8>) {
    let plus = text.firstIndex(of: UInt8(ascii: "+")) ?? text.endIndex
    let (front, build) = (text[..<plus], text[plus...].dropFirst())
    if plus < text.endIndex, !Self.isDotted(build) { return nil }
    guard let first = front.first else {
      prerelease = nil
      return
    }
    let isLetter = first != UInt8(ascii: ".") && !(0x30...0x39).contains(first)
    guard isLetter, Self.isDotted(front) else { return nil }
    // The dash may be missing, and a lone one belongs to the name.
    let rest = front.dropFirst()
    let hasDash = first == UInt8(ascii: "-") && !rest.isEmpty && rest.first != UInt8(ascii: ".")
    prerelease = String(decoding: hasDash ? rest : front, as: UTF8.self)
  }

  /// Whether go-version accepts the text after the numbers as Semantic Versioning.
  static func isSemantic(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    let isMarked = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    return isMarked && !text.contains(UInt8(ascii: "~"))
  }

  /// Whether the text is words of letters, digits, dashes and tildes, with dots between them.
  private static func isDotted(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { byte in
          switch byte {
          case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "~"): true
          default: false
          }
        }
    }
  }
}

extension Message {
  fileprivate static let missingVersion: Message = "a version is missing"

  fileprivate static let writeVersion: Message = "write a version, or remove the comma"

  fileprivate static func tooManySpaces(in term: String) -> Message {
    "`\(value: term)` has more than one space after the operator"
  }

  fileprivate static let oneSpace: Message = "Terraform accepts at most one space here"

  fileprivate static func terraformPrerelease(_ term: String) -> Message {
    "`\(value: term)` names a Terraform prerelease"
  }

  fileprivate static let removeSuffix: Message =
    "remove the suffix: `required_version` compares only the numbers"

  fileprivate static func unknownOperator(_ text: String) -> Message {
    "`\(value: text.prefix(20))` is not a version operator"
  }

  fileprivate static let operators: Message = "use one of =, !=, >, >=, <, <= and ~>"

  fileprivate static func leadingV(in term: String) -> Message {
    "`\(value: term)` has a `v` before the version"
  }

  fileprivate static func notVersion(_ term: String) -> Message {
    "`\(value: term)` is not a version"
  }

  fileprivate static let threeNumbers: Message =
    "write up to three numbers, as in `~> 1.2`; with `~>`, numbers left out may vary"

  fileprivate static let leaveNumbersOut: Message =
    "leave out the numbers that may vary, as in `~> 1.2`"

  fileprivate static func numberTooLarge(in term: String) -> Message {
    "a number in `\(value: term)` is too large"
  }
}
