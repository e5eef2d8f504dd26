@_spi(_Unicode) import Swift

extension HCLDocument {
  /// An identifier: the name of an attribute, a block, a variable or a function.
  package struct Name: Sendable, Hashable, ExpressibleByStringLiteral {
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
}
