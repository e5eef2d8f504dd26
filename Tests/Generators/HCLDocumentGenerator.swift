package import Documents

/// Makes files of Terraform with every kind of expression, nested in each other.
package struct HCLDocumentGenerator {
  package typealias Expression = HCLDocument.Expression

  private var random: SeededGenerator
  /// Text and data that writers get wrong.
  private var values: ValueGenerator
  package let seed: UInt64

  package init(seed: UInt64) {
    random = SeededGenerator(seed)
    values = ValueGenerator(seed: seed)
    self.seed = random.seed
  }

  package mutating func document() -> HCLDocument { HCLDocument(body(depth: 0)) }

  private mutating func body(depth: Int) -> HCLDocument.Body {
    var body = HCLDocument.Body()
    var names: Set<HCLDocument.Name> = []
    for _ in 0..<roll(8) + (depth == 0 ? 2 : 0) {
      switch roll(9) {
      case 0: body.append(.blank)
      case 1: body.append(.comment(values.text()))
      case 2 where depth < 4, 3 where depth < 4:
        let labels = (0..<roll(3)).map { _ in random.pick(Self.names) }
        body.append(
          .block(
            .init(type: random.pick(Self.names), labels: labels, body: self.body(depth: depth + 1)))
        )
      default:
        let name = random.pick(Self.names)
        guard names.insert(name).inserted else { continue }
        let comment = roll(4) == 0 ? random.pick(["c", "two words", values.text()]) : nil
        body.append(.attribute(name, expression(4), comment: comment))
      }
    }
    return body
  }

  package mutating func expression(_ depth: Int) -> Expression {
    guard depth > 0 else { return leaf() }
    switch roll(16) {
    case 0, 1: return .list(expressions(depth))
    case 2, 3, 4: return .object((0..<roll(5)).map { _ in member(depth) })
    case 5, 6: return .call(random.pick(["f", "merge", "é"]), expressions(depth))
    case 7: return .conditional(next(depth), then: next(depth), otherwise: next(depth))
    case 8:
      return .operation(next(depth), random.pick(.init(HCLDocument.Operator.allCases)), next(depth))
    case 9: return .not(next(depth))
    case 10: return .text(.init((0..<roll(5)).map { _ in part(depth) }))
    case 11: return next(depth).index(next(depth))
    case 12: return next(depth).splat.attribute(random.pick(Self.names))
    default: return leaf()
    }
  }

  private mutating func next(_ depth: Int) -> Expression { expression(depth - 1) }

  private mutating func expressions(_ depth: Int) -> [Expression] {
    (0..<roll(4)).map { _ in next(depth) }
  }

  private mutating func member(_ depth: Int) -> HCLDocument.Member {
    let key = roll(3) == 0 ? values.text() : random.pick(Self.names).text
    return HCLDocument.Member(key, next(depth))
  }

  private mutating func part(_ depth: Int) -> HCLDocument.Template.Part {
    switch roll(5) {
    case 0: .literal(random.pick(["$", "%", "{", "}", "a\nb\n", "\n", "x ", "\""]))
    case 1: .literal(values.text())
    case 2: .sealed(SealedText { [text = values.text()] in text })
    default: .interpolation(next(depth))
    }
  }

  private mutating func leaf() -> Expression {
    switch roll(9) {
    case 0, 1: .reference("var", random.pick(Self.names))
    case 2: .module(random.pick(Self.names), random.pick(Self.names))
    case 3: .text(random.pick(Self.lines))
    default: Expression(values.scalar()) ?? .null
    }
  }

  private mutating func roll(_ sides: Int) -> Int { values.roll(sides) }

  private static let names: [HCLDocument.Name] = [
    "a", "b2", "license", "a-b", "_x", "é", "日本語", "for", "in", "if", "null", "list", "type",
    "variable", "a_name_that_is_very_long", "क्ष", "nukta-़", "ᄀ", "x9", "e", "each", "å",
  ]

  package static let lines = [
    "-----BEGIN X-----\nAB+/=\n-----END X-----\n", "a\n\n  b\n", "${x}\n%{if}\n", "\n\na\n\n",
    "a\n\u{301}b\n", "\u{3000}a\nb\n", "EOT\nb\n", "a\n$\n", "{\n  \"k\": \"${v}\"\n}\n",
    "日本\n\\n\n",
  ]
}
