import Diagnostics

/// Settings that belong together, with what is needed to find them without creating their fields.
///
/// The fields are created when one of them is used, so a run pays only for the sections of its
/// inputs.
package struct FieldSection: Sendable {
  /// The heading in the reference.
  package let title: String
  /// The surface of those paths.
  package let surface: Surface
  /// The paths at or below which the section's settings are.
  package let paths: StaticWords
  /// The variables that the section owns; a test compares them with the fields.
  package let variables: StaticWords
  /// The source of the facts.
  package let source: @Sendable () -> String
  /// Creates the fields, in the order in which they are written.
  package let fields: @Sendable () -> [Field<Configuration>]
  /// Creates the values that several of its fields share.
  package let composites: @Sendable () -> [Composite]

  /// `paths` and `variables` are words; the other arguments are evaluated when they are needed.
  package init(
    _ title: String, _ paths: StaticString, on surface: Surface = .helm,
    variables: StaticString = "",
    source: @autoclosure @escaping @Sendable () -> String,
    composites: @autoclosure @escaping @Sendable () -> [Composite] = [],
    fields: @autoclosure @escaping @Sendable () -> [Field<Configuration>]
  ) {
    self.title = title
    self.surface = surface
    self.paths = StaticWords(paths)
    self.variables = StaticWords(variables)
    self.source = source
    self.fields = fields
    self.composites = composites
  }
}

/// Words separated by whitespace, read directly from the binary.
package struct StaticWords: Sendable {
  private let text: StaticString

  /// Words that are separated by spaces or line breaks.
  package init(_ text: StaticString) { self.text = text }

  /// All words, in the order in which they are written.
  package var words: [String] {
    text.description.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Whether `name` is one of the words.
  package func contains(_ name: String) -> Bool { holds(name) { $0.elementsEqual($1) } }

  /// Whether `path` is one of the words, or below one.
  func isAtOrBelow(_ path: String) -> Bool {
    holds(path) { word, path in
      path.starts(with: word) && (path.count == word.count || path[word.count] == Self.dot)
    }
  }

  /// Whether one of the words is below `path`.
  func isAbove(_ path: String) -> Bool {
    holds(path) { word, path in
      word.count > path.count && word.starts(with: path)
        && (path.isEmpty || word[word.startIndex + path.count] == Self.dot)
    }
  }

  private static let dot = UInt8(ascii: ".")

  private func holds(
    _ name: String,
    _ matches: (Slice<UnsafeBufferPointer<UInt8>>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    var name = name
    return name.withUTF8 { name in
      holds { words, range in matches(words[range], name) }
    }
  }

  /// Calls `body` with the bytes of all words and the range of each, in their order.
  func forEach(_ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
    _ = holds { bytes, range in
      body(bytes, range)
      return false
    }
  }

  /// Whether `matches` is true of a word, one after the other: of the bytes of all, and where it is.
  private func holds(_ matches: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Bool) -> Bool {
    text.withUTF8Buffer { words in
      var start = 0
      while start < words.count {
        let end = words[start...].firstIndex { $0 <= 0x20 } ?? words.count
        if end > start, matches(words, start..<end) { return true }
        start = end + 1
      }
      return false
    }
  }

  /// Whether the bytes at a range are those of `name`.
  func isWord(at range: Range<Int>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    text.withUTF8Buffer { $0[range].elementsEqual(name) }
  }

  /// Calls `body` with the bytes at a range, and returns its result.
  func withBytes<Result>(
    at range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    text.withUTF8Buffer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

/// The position of a field in the catalogue.
package struct FieldID: Equatable, Sendable {
  /// The section's number in `FieldCatalog.sections`.
  package let section: Int
  /// The field's index in its section.
  package let index: Int

  package init(section: Int, index: Int) {
    self.section = section
    self.index = index
  }
}

/// The position of a composite in the catalogue.
package struct CompositeID: Equatable, Comparable, Sendable {
  /// The section's number in `FieldCatalog.sections`.
  package let section: Int
  /// The composite's index in its section.
  package let index: Int

  package init(section: Int, index: Int) {
    self.section = section
    self.index = index
  }

  package static func < (lhs: CompositeID, rhs: CompositeID) -> Bool {
    (lhs.section, lhs.index) < (rhs.section, rhs.index)
  }
}
