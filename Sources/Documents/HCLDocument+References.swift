/// Short ways to refer to definitions in other parts of a module.
extension HCLDocument.Expression {
  package typealias Name = HCLDocument.Name

  /// `a.b.c`.
  package static func reference(_ first: Name, _ rest: Name...) -> Self {
    rest.reduce(.root(first)) { $0.attribute($1) }
  }

  /// `var.name`.
  package static func variable(_ name: Name) -> Self { .reference("var", name) }

  /// `local.name`.
  package static func local(_ name: Name) -> Self { .reference("local", name) }

  /// `module.name.output`.
  package static func module(_ name: Name, _ output: Name) -> Self {
    .reference("module", name, output)
  }

  /// `data.type.name`.
  package static func data(_ type: Name, _ name: Name) -> Self { .reference("data", type, name) }

  package static func call(_ function: Name, _ arguments: Self...) -> Self {
    .call(function, arguments)
  }

  package static func text(_ text: String) -> Self { .text(.init([.literal(text)])) }

  /// Text that is a secret until the document is rendered.
  package static func secret(_ text: SealedText) -> Self { .text(.init([.sealed(text)])) }

  package static func number(_ value: Int) -> Self { .number(.init(value)) }

  /// `self.name`.
  package func attribute(_ name: Name) -> Self { .step(self, .attribute(name)) }

  /// `self[place]`.
  package func index(_ place: Self) -> Self { .step(self, .index(place)) }

  /// `self[*]`.
  package var splat: Self { .step(self, .splat) }
}

extension HCLDocument.Expression: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }

  package init(stringInterpolation: HCLDocument.Template.StringInterpolation) {
    self = .text(.init(stringInterpolation: stringInterpolation))
  }

  package init(booleanLiteral value: Bool) { self = .bool(value) }

  package init(integerLiteral value: Int) { self = .number(value) }

  package init(arrayLiteral elements: Self...) { self = .list(elements) }

  package init(dictionaryLiteral elements: (String, Self)...) {
    self = .object(elements.map { .init($0.0, $0.1) })
  }
}
