@_spi(_Unicode) import Swift

/// A Terraform file (`*.tf`, `*.tfvars`), formatted as `terraform fmt` would format it.
///
/// The tree is typed, so that text is escaped in one place and is never read as an expression.
/// Values that HCL cannot express cannot be constructed: see `Name.problem` and `Decimal.problem`.
/// Terraform stores strings in normalization form C, so `é` in two scalars is read back as one.
package struct HCLDocument: Sendable {
  /// The top level of the file.
  package var body: Body

  /// A file with this body, or an empty one to append to.
  package init(_ body: Body = []) { self.body = body }

  /// The text, with a line break at the end; a fixed point of `terraform fmt`.
  package func render() -> String {
    var writer = LineWriter()
    writer.write(body, depth: 0)
    return writer.text()
  }
}

extension HCLDocument {
  // MARK: Bodies

  /// The content of a file or of the braces of a block, from top to bottom.
  package struct Body: Sendable, ExpressibleByArrayLiteral {
    /// In writing order.
    package var items: [Item]

    package init(_ items: [Item]) { self.items = items }

    package init(arrayLiteral elements: Item...) { items = elements }

    /// Adds an item below the others.
    package mutating func append(_ item: Item) { items.append(item) }
  }

  /// A piece of a body.
  ///
  /// A block has an empty line on both sides without a `.blank`, but none below a comment, which
  /// belongs to it.
  package enum Item: Sendable {
    case attribute(Attribute)
    case block(Block)
    /// One or more lines after `#`.
    case comment(String)
    /// An empty line; several count as one, and those at the start or end of the body are dropped.
    case blank

    /// `name = value`, with a comment on its line where it fits.
    package static func attribute(
      _ name: Name, _ value: Expression, comment: String? = nil
    ) -> Item {
      .attribute(Attribute(name: name, value: value, comment: comment))
    }

    /// `type "label" { … }`.
    package static func block(_ type: Name, _ labels: Name..., body: Body) -> Item {
      .block(Block(type: type, labels: labels, body: body))
    }
  }

  /// `name = value`, once in its body: Terraform rejects a second one.
  package struct Attribute: Sendable {
    /// The left side, never quoted.
    package let name: Name
    /// The right side; an object or a long list continues on further lines.
    package let value: Expression
    /// Written after the value, or above it where the value spans several lines.
    package let comment: String?

    package init(name: Name, value: Expression, comment: String? = nil) {
      self.name = name
      self.value = value
      self.comment = comment
    }
  }

  /// `type "label" { … }`.
  package struct Block: Sendable {
    /// `resource`, `module`, `required_providers` and the like.
    package let type: Name
    /// Written in quotes; empty for most nested blocks.
    package let labels: [Name]
    /// What is between the braces.
    package var body: Body

    package init(type: Name, labels: [Name], body: Body) {
      self.type = type
      self.labels = labels
      self.body = body
    }
  }

  // MARK: Names and numbers

  /// An identifier: the name of an attribute, a block, a variable or a function.
  package struct Name: Sendable, Hashable, ExpressibleByStringLiteral {
    /// As it is written.
    package let text: String

    /// nil where `problem(in:)` finds a problem.
    package init?(_ text: String) {
      guard Self.problem(in: text) == nil else { return nil }
      self.text = text
    }

    /// For names in our own source text.
    package init(stringLiteral text: StringLiteralType) {
      precondition(Self.problem(in: text) == nil, "`\(text)` is not an HCL identifier")
      self.text = text
    }

    /// Why `text` is not an identifier, as a clause; nil when it is one.
    ///
    /// Letters are those of Unicode 9, which the HCL scanner supports. Terraform normalizes only
    /// some identifiers, so only normalized text is accepted here.
    package static func problem(in text: String) -> String? {
      guard let first = text.unicodeScalars.first else { return "a name must not be empty" }
      guard first == "_" || isLetter(first, \.isIDStart) else {
        return "a name must begin with a letter or `_`"
      }
      let isName = text.unicodeScalars.dropFirst().allSatisfy {
        $0 == "_" || $0 == "-" || isLetter($0, \.isIDContinue)
      }
      guard isName else { return "a name must contain only letters, digits, `_` and `-`" }
      let isNormal =
        text.utf8.allSatisfy { $0 < 0x80 } || text._nfc.elementsEqual(text.unicodeScalars)
      return isNormal ? nil : "a name must be in Unicode normalization form C"
    }

    private static func isLetter(
      _ scalar: Unicode.Scalar, _ property: KeyPath<Unicode.Scalar.Properties, Bool>
    ) -> Bool {
      let properties = scalar.properties
      return properties[keyPath: property] && (properties.age?.major ?? .max) <= 9
        && !laterLetters.contains(scalar)
    }

    /// Characters of Unicode 9 that became identifier characters later.
    private static let laterLetters: Set<Unicode.Scalar> = [
      "\u{1CF2}", "\u{1CF3}", "\u{200C}", "\u{200D}", "\u{30FB}", "\u{FF65}", "\u{111C9}",
    ]

    /// Whether the bare word can be an object key: language keywords cannot.
    static func isKey(_ text: String) -> Bool {
      problem(in: text) == nil && !keywords.contains(text)
    }

    private static let keywords: Set<String> = [
      "for", "in", "if", "else", "endif", "endfor", "null", "true", "false",
    ]
  }

  /// A number as decimal digits, kept unchanged so that none is lost.
  package struct Decimal: Sendable {
    /// As it is written, with leading zeros and exponent.
    package let text: String

    /// nil where `problem(in:)` finds a problem.
    package init?(_ text: String) {
      guard Self.problem(in: text) == nil else { return nil }
      self.text = text
    }

    /// A whole number, which Terraform can always represent.
    package init(_ value: Int) { text = String(value) }

    /// Why Terraform would not read exactly the number `text`, as a clause; nil when it would.
    ///
    /// It computes with a binary fraction of 512 bits, which is worth 154 decimal digits.
    package static func problem(in text: String) -> String? {
      var rest = text.utf8[...]
      if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      var significant = takeDigits(&rest)
      guard !significant.isEmpty else { return "a number must begin with a digit" }
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        let fraction = takeDigits(&rest)
        guard !fraction.isEmpty else { return "a number must have a digit after its decimal point" }
        significant += fraction
      }
      if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
        rest.removeFirst()
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
          rest.removeFirst()
        }
        let power = takeDigits(&rest)
        guard !power.isEmpty else { return "the exponent of a number must have a digit" }
        guard power.drop(while: { $0 == zero }).count <= 8 else {
          return "Terraform cannot represent a number of this size"
        }
      }
      guard rest.isEmpty else {
        return "a number must contain only digits, a decimal point and an exponent"
      }
      return count(of: significant) <= 154 ? nil : "Terraform keeps only 154 digits of a number"
    }

    private static let zero = UInt8(ascii: "0")

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> [UInt8] {
      let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      rest = rest[digits.endIndex...]
      return Array(digits)
    }

    /// The digits without the zeros at both ends.
    private static func count(of digits: [UInt8]) -> Int {
      guard let first = digits.firstIndex(where: { $0 != zero }),
        let last = digits.lastIndex(where: { $0 != zero })
      else { return 0 }
      return last - first + 1
    }
  }
}
