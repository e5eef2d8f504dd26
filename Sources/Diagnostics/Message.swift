/// A clause about an input, made of pieces that say which of them a user wrote.
///
/// Literals and names are ours, or name what a user set; they are always shown. A value is text of an
/// input, and may be a secret: only `DiagnosticGate` turns it into text, after it has looked up where
/// the value was written. That is why a message has no `description`.
package struct Message: Hashable, Sendable {
  /// One piece of the clause.
  package enum Piece: Hashable, Sendable {
    /// Text of this program, or the name of a setting, key, file or type.
    case text(String)
    /// Text that a user wrote, where, and how many characters of it to show: nil stands for the
    /// location of the finding itself, and for all of them.
    ///
    /// The gate shortens, because only a whole value shows what is secret in it.
    case value(String, SourceSpan?, limit: Int?)
  }

  /// In reading order; two texts never follow each other in a message that was written as a
  /// literal.
  package private(set) var pieces: [Piece]

  /// A message from pieces of others; literals are the usual way.
  package init(pieces: [Piece]) { self.pieces = pieces }

  /// Text without any value of a user in it.
  package init(_ text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

  /// Whether there is nothing to print: the label of most findings is empty.
  package var isEmpty: Bool { pieces.isEmpty }

  /// The same clause with every value hidden, for a finding about text that may be secret whatever
  /// its location says.
  package var hidingValues: Message {
    Message(
      pieces: pieces.map { piece in
        if case .value = piece { .text(Secret.mask) } else { piece }
      })
  }

  /// The same for equal messages, and rarely for others.
  var checksum: UInt32 {
    pieces.reduce(0) { sum, piece in
      switch piece {
      case .text(let text), .value(let text, _, _): sum &* 31 &+ Checksum.of(text)
      }
    }
  }

  /// Both clauses in a row, without a separator.
  package static func + (left: Message, right: Message) -> Message {
    Message(pieces: left.pieces + right.pieces)
  }
}

extension Message: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }

  package init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

  /// Collects pieces: every interpolated text says by its label whether it may be a secret.
  package struct Interpolation: StringInterpolationProtocol {
    private var finished: [Piece] = []
    /// Neighbouring texts are one piece, so that equal messages have equal pieces.
    private var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    /// The name of a setting, key, variable, module, file or type, a number or a release: what is
    /// never a secret.
    package mutating func appendInterpolation(_ name: some CustomStringConvertible) {
      text += name.description
    }

    /// What a user wrote at `span`; without one, where the finding is reported.
    package mutating func appendInterpolation(
      value: some StringProtocol, at span: SourceSpan? = nil, limit: Int? = nil
    ) {
      append(.value(String(value), span, limit: limit))
    }

    /// Another message, with its own values.
    package mutating func appendInterpolation(_ message: Message) {
      for piece in message.pieces { append(piece) }
    }

    private mutating func append(_ piece: Piece) {
      if case .text(let other) = piece {
        text += other
        return
      }
      if !text.isEmpty { finished.append(.text(text)) }
      finished.append(piece)
      text = ""
    }

    fileprivate var pieces: [Piece] { text.isEmpty ? finished : finished + [.text(text)] }
  }
}
