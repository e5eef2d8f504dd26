import Diagnostics

/// One statement of an env file, as the program of a dialect reads it; offsets are those of bytes.
struct EnvStatement {
  /// What the program does with it.
  enum Effect {
    case sets(EnvText)
    /// The variable of the process is passed on.
    case inherits
    /// It has no effect, and why.
    case nothing(Idleness)
    /// The program rejects the file because of it.
    case refused(Fault)
  }

  /// Why a statement has no effect.
  enum Idleness {
    case notAName, background, pipeline, alternative, noEqualsSign
    /// The line belongs to the comment above, which ends in a backslash.
    case continuedComment
  }

  /// Why a program rejects a line.
  enum Fault {
    case noName, noNameAtEnd, spacedName, unexpectedCharacter, openQuote, badExpansion, command
    /// The value ends at whitespace, so the shell runs what follows.
    case commandAfterValue(value: Range<Int>)
    case commandSyntax, badName
  }

  /// From its first byte to its end, without the line break.
  let range: Range<Int>
  let name: Range<Int>
  /// The value as it is written, with its quotes.
  let written: Range<Int>
  let effect: Effect
  /// Whether a quote is still open at the end of the text, which only systemd accepts.
  var isOpen = false
}

extension EnvStatement {
  /// What is rejected at `range`.
  static func refused(_ fault: Fault, _ range: Range<Int>) -> EnvStatement {
    EnvStatement(range: range, name: range, written: range, effect: .refused(fault))
  }
}

/// Reads the statements of an env file one after the other.
protocol EnvScanner {
  init(_ bytes: [UInt8], from start: Int)
  /// The next statement; nil at the end of the text.
  mutating func next() -> EnvStatement?
}

extension EnvDialect {
  /// The scanner of every dialect but `docker`, whose lines `EnvReader` reads.
  func scanner(_ bytes: [UInt8], from start: Int = 0) -> any EnvScanner {
    switch self {
    case .docker, .compose: ComposeEnvScanner(bytes, from: start)
    case .shell: ShellEnvScanner(bytes, from: start)
    case .systemd: SystemdEnvScanner(bytes, from: start)
    }
  }
}
