extension HCLDocument {
  /// Text with expressions in it: `"mysql://\(.module("wandb", "endpoint"))"` in Swift is
  /// `"mysql://${module.wandb.endpoint}"` in HCL.
  package struct Template: Sendable, ExpressibleByStringInterpolation {
    package let parts: [Part]

    /// A piece of a template.
    package enum Part: Sendable {
      case literal(String)
      case sealed(SealedText)
      case interpolation(Expression)
    }

    package init(_ parts: [Part]) { self.parts = parts }

    package init(stringLiteral text: String) { parts = [.literal(text)] }

    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// Collects the parts of a literal with `\(…)`; text values are interpolated as `\(text: …)`.
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
      fileprivate var parts: [Part] = []

      package init(literalCapacity: Int, interpolationCount: Int) {
        parts.reserveCapacity(interpolationCount * 2 + 1)
      }

      package mutating func appendLiteral(_ literal: String) { parts.append(.literal(literal)) }

      package mutating func appendInterpolation(_ expression: Expression) {
        parts.append(.interpolation(expression))
      }

      package mutating func appendInterpolation(text: String) { parts.append(.literal(text)) }

      package mutating func appendInterpolation(_ secret: SealedText) {
        parts.append(.sealed(secret))
      }
    }

    /// The parts with adjacent literals joined, since `$` and `{` of two may have a meaning
    /// together, and nested templates flattened.
    enum Piece {
      case literal(String)
      case interpolation(Expression)
    }

    var pieces: [Piece] {
      var pieces: [Piece] = []
      collect(into: &pieces)
      return pieces
    }

    private func collect(into pieces: inout [Piece]) {
      for part in parts {
        switch part {
        case .literal(let text): Self.append(text, to: &pieces)
        case .sealed(let text): Self.append(text.revealed, to: &pieces)
        case .interpolation(.text(let inner)): inner.collect(into: &pieces)
        case .interpolation(let expression): pieces.append(.interpolation(expression))
        }
      }
    }

    private static func append(_ text: String, to pieces: inout [Piece]) {
      guard !text.isEmpty else { return }
      guard case .literal(var before)? = pieces.last else { return pieces.append(.literal(text)) }
      pieces.removeLast()
      before += text
      pieces.append(.literal(before))
    }
  }
}
