import Diagnostics

/// The text of a value in an env file or a compose file, with the expansions in it.
struct EnvText: Sendable {
  /// One piece of the text.
  enum Piece: Sendable {
    case text(String)
    case variable(Expansion)
    /// What only a running shell knows: the output of a command, its process id.
    case unknown
  }

  /// `$NAME`, or `${NAME}` with an operator.
  struct Expansion: Sendable {
    let name: String
    var operation: Operation?
    /// Whether an operator takes an empty value for one that is not set, as those with a colon do.
    var test = Test.isSet
    /// The text after the operator; nil if it is not valid, which matters only where it is used.
    var word: [Piece]?
  }

  enum Operation: Sendable { case fallback, assignment, requirement, replacement }
  enum Test: Sendable { case isSet, isNotEmpty }

  private(set) var pieces: [Piece] = []
  /// The end of the text, which is not a piece yet.
  private var tail: [UInt8] = []

  init() {}

  init(_ text: String) { tail = Array(text.utf8) }

  mutating func append(_ byte: UInt8) { tail.append(byte) }

  mutating func append(_ bytes: some Sequence<UInt8>) { tail += bytes }

  mutating func append(_ scalar: Unicode.Scalar) { tail += Array(UTF8.encode(scalar) ?? .init()) }

  mutating func append(_ piece: Piece) {
    flush()
    pieces.append(piece)
  }

  private mutating func flush() {
    guard !tail.isEmpty else { return }
    pieces.append(.text(String(decoding: tail, as: UTF8.self)))
    tail = []
  }

  /// All pieces.
  var all: [Piece] {
    var copy = self
    copy.flush()
    return copy.pieces
  }

  var isEmpty: Bool { pieces.isEmpty && tail.isEmpty }

  /// The text itself if nothing in it is expanded.
  var literal: String? {
    guard pieces.isEmpty else { return nil }
    return String(decoding: tail, as: UTF8.self)
  }

  /// The text with `…` for each expansion, for a message.
  var outline: String {
    all.map { if case .text(let text) = $0 { text } else { "…" } }.joined()
  }
}

/// What a text becomes where its variables are known.
enum EnvValue: Sendable {
  case text(String)
  case unknown(prefix: String)
  /// A variable is required that is not set here.
  case missing(name: String)
  /// The program rejects an expansion in the text.
  case invalid
}

/// The variables that an expansion sees.
struct EnvScope {
  /// Those of the file come first in a shell, those of the process in Compose.
  private let context: EnvContext
  /// What the file has set so far; nil for a value that is not known.
  private var values: [ExactText: String?] = [:]
  /// How many bytes expansions may still add; what is beyond is not known.
  private var room = EnvContext.mostExpanded

  init(_ context: EnvContext) { self.context = context }

  enum Found {
    case set(String)
    case unset
    case unknown
  }

  mutating func set(_ name: String, to value: String?) { values[ExactText(name)] = .some(value) }

  func find(_ name: String) -> Found {
    let own: Found? = values[ExactText(name)].map { $0.map { .set($0) } ?? .unknown }
    let inherited: Found? = context.environment(name).map { .set($0) }
    let isShell = context.dialect == .shell
    return (isShell ? own ?? inherited : inherited ?? own) ?? .unset
  }

  /// The value of a text; an assignment in it (`${NAME:=word}`) also sets the variable.
  mutating func value(of text: EnvText) -> EnvValue { value(of: text.all) }

  private mutating func value(of pieces: [EnvText.Piece]) -> EnvValue {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .unknown: return .unknown(prefix: result)
      case .variable(let expansion):
        switch value(of: expansion) {
        case .text(let text):
          room -= text.utf8.count
          guard room >= 0 else { return .unknown(prefix: result) }
          result += text
        case .unknown(let prefix): return .unknown(prefix: result + prefix)
        case let fault: return fault
        }
      }
    }
    return .text(result)
  }

  private mutating func value(of expansion: EnvText.Expansion) -> EnvValue {
    let found = find(expansion.name)
    if case .unknown = found { return .unknown(prefix: "") }
    var (text, isSet) = ("", false)
    if case .set(let value) = found {
      (text, isSet) = (value, expansion.test == .isSet || !value.isEmpty)
    }
    switch expansion.operation {
    case nil:
      if case .unset = found, context.unset == .unknown { return .unknown(prefix: "") }
      return .text(text)
    case .replacement: return isSet ? word(of: expansion) : .text(text)
    case .fallback: return isSet ? .text(text) : word(of: expansion)
    case .assignment:
      guard !isSet else { return .text(text) }
      let value = word(of: expansion)
      if case .text(let text) = value { set(expansion.name, to: text) }
      return value
    case .requirement:
      if isSet { return .text(text) }
      if case .unset = found, context.unset == .unknown { return .unknown(prefix: "") }
      return .missing(name: expansion.name)
    }
  }

  private mutating func word(of expansion: EnvText.Expansion) -> EnvValue {
    expansion.word.map { value(of: $0) } ?? .invalid
  }
}
