import Diagnostics

/// What each of the four programs reads from the same lines of an env file.
struct EnvReadings {
  /// How a program reads them.
  enum Reading: Hashable {
    case text(String)
    /// The value depends on variables or commands; its outline has `…` for them.
    case expanded(outline: String)
    /// A quote is still open, so the value continues on the next line.
    case continued
    case refused
    /// Part of the line is run.
    case command
    /// The variable is not set.
    case nothing
  }

  /// In the order of `EnvDialect`.
  private let readings: [(dialect: EnvDialect, reading: Reading)]

  /// Reads `lines`, which set `name`, in every dialect.
  init(of lines: [UInt8], setting name: [UInt8]) {
    readings = EnvDialect.allCases.map { ($0, Self.reading(of: lines, setting: name, in: $0)) }
  }

  subscript(dialect: EnvDialect) -> Reading {
    readings.first { $0.dialect == dialect }?.reading ?? .nothing
  }

  /// Whether every program reads the same text.
  var agree: Bool { agree(in: EnvDialect.allCases) }

  /// Whether every program but the shell reads the same text.
  var agreeOutsideShell: Bool { agree(in: EnvDialect.allCases.filter { $0 != .shell }) }

  private func agree(in dialects: [EnvDialect]) -> Bool {
    guard case .text(let text) = self[.docker] else { return false }
    return dialects.allSatisfy { dialect in
      if case .text(let other) = self[dialect] { text.isExactly(other) } else { false }
    }
  }

  /// The programs that read alike, beginning with those that read as `dialect` does.
  func groups(from dialect: EnvDialect) -> [(reading: Reading, dialects: [EnvDialect])] {
    var groups: [(reading: Reading, dialects: [EnvDialect])] = [(self[dialect], [])]
    for (dialect, reading) in readings {
      if let index = groups.firstIndex(where: { $0.reading == reading }) {
        groups[index].dialects.append(dialect)
      } else {
        groups.append((reading, [dialect]))
      }
    }
    return groups
  }

  /// The index of `=` in a line that all programs certainly read alike: `NAME=` and characters without
  /// a meaning of their own to any of them; nil for others.
  static func equalsSign(inPlain line: ArraySlice<UInt8>) -> Int? {
    line.withUnsafeBufferPointer { bytes in
      guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")),
        EnvName.isName(bytes[..<sign]), bytes[(sign + 1)...].allSatisfy(isPlain)
      else { return nil }
      return line.startIndex + sign
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    if EnvName.continues(byte) { return true }
    switch Unicode.Scalar(byte) {
    case "=", "-", ".", "/", ":", "@", "%", "+", ",": return true
    default: return false
    }
  }

  private static func reading(
    of lines: [UInt8], setting name: [UInt8], in dialect: EnvDialect
  ) -> Reading {
    guard dialect != .docker else { return dockerReading(of: lines, setting: name) }
    var found = Reading.nothing
    var scanner = dialect.scanner(lines)
    while let statement = scanner.next() {
      switch statement.effect {
      case .refused(.openQuote): return .continued
      case .refused(.command), .refused(.commandAfterValue): return .command
      case .refused: return .refused
      case .sets(let text) where lines[statement.name].elementsEqual(name):
        guard !statement.isOpen else { return .continued }
        found = text.literal.map { .text($0) } ?? .expanded(outline: text.outline)
      case .sets, .inherits, .nothing: continue
      }
    }
    return found
  }

  /// The first line; the others would be lines of their own.
  private static func dockerReading(of lines: [UInt8], setting name: [UInt8]) -> Reading {
    var line = lines.prefix { $0 != 0x0A }
    if line.last == 0x0D { line.removeLast() }
    line = line.drop { $0 == 0x20 || 0x09...0x0D ~= $0 }
    let found = line.prefix { $0 != UInt8(ascii: "=") }
    guard found.elementsEqual(name) else { return .refused }
    return .text(String(decoding: line.dropFirst(found.count + 1), as: UTF8.self))
  }
}
