/// A change of a value or a key in terms of what it means; its bytes depend on how it was written.
///
/// Rules know values, but not their quotes, and keys, but not the keys next to them. The pipeline
/// looks at the input and turns each rewrite into an edit. It drops a fix whose text can't be changed
/// in its own layout: a template, text with escapes, a key that would collide with another one.
package struct Rewrite: Sendable {
  /// What becomes of the value or key.
  package enum Change: Sendable {
    /// Other text, in the quotes that it has.
    case text(String)
    /// A word or number without quotes; null or a blank value becomes it, too.
    case literal(String)
    /// The same text, in quotes.
    case quoted
    /// Another name for a key, in the quotes that it has.
    case renamed(String)
    /// The key and its value, which ends at the end of the span, are removed with their line.
    case removed(through: SourceSpan)
    /// The key gets another name below a new section in its place; not next to a key of `rivals`,
    /// which belong below the same section.
    case nested(below: String, as: String, rivals: [String])
    /// A line with this text follows that of the value, indented like it; not in JSON.
    case lineAdded(String)
    /// The key of the value gets another name.
    case keyRenamed(String)
    /// The value and its key are removed with their line.
    case entryRemoved
  }

  /// The value or key as its reader understands it, and where it was written.
  package let target: Located
  package let change: Change

  package init(_ target: Located, _ change: Change) {
    (self.target, self.change) = (target, change)
  }
}

extension FixIt {
  /// Writes another text for a value; `summary` is needed where `text` contains a user's own.
  package static func write(
    _ text: String, for old: Located, _ applicability: Applicability = .unsafe,
    summary: Message? = nil
  ) -> FixIt {
    FixIt(summary ?? .write(text), Rewrite(old, .text(text)), applicability)
  }

  /// Writes a word or number without quotes for a value.
  package static func writeLiteral(
    _ word: String, for old: Located, _ applicability: Applicability = .unsafe
  ) -> FixIt {
    FixIt(.write(word), Rewrite(old, .literal(word)), applicability)
  }

  /// Removes the quotes around a number or a Boolean, whose text is known not to need them.
  package static func unquote(_ value: Located) -> FixIt {
    FixIt("remove the quotes", Rewrite(value, .literal(value.value)), .safe)
  }

  /// Puts a value in quotes; `value` is its text as it was written.
  package static func quote(_ value: Located, _ applicability: Applicability = .safe) -> FixIt {
    FixIt("put it in quotes", Rewrite(value, .quoted), applicability)
  }

  /// Renames a key, unless another key of its mapping has that name.
  package static func rename(
    _ key: Located, to name: String, _ applicability: Applicability = .unsafe
  ) -> FixIt {
    FixIt(.write(name), Rewrite(key, .renamed(name)), applicability)
  }

  /// Adds a line after that of a value.
  package static func addLine(_ text: String, after value: SourceSpan) -> FixIt {
    FixIt("add `\(text)`", Rewrite(Located("", value), .lineAdded(text)), .unsafe)
  }

  /// Renames the key of the value that was written at a location, as `rename` does.
  package static func renameKey(
    ofValueAt span: SourceSpan, to name: String, _ applicability: Applicability = .unsafe
  ) -> FixIt {
    FixIt("rename it to `\(name)`", Rewrite(Located("", span), .keyRenamed(name)), applicability)
  }

  /// Removes the value that was written at a location with its key, as `remove` does.
  package static func removeEntry(ofValueAt span: SourceSpan) -> FixIt {
    FixIt("remove it", Rewrite(Located("", span), .entryRemoved), .unsafe)
  }

  /// Writes a key below a new section, unless the section exists.
  private static func nest(
    _ key: Located, below section: String, as name: String, unlessNextTo rivals: [String],
    _ applicability: Applicability
  ) -> FixIt {
    FixIt(
      .write("\(section): {\(name): …}"),
      Rewrite(key, .nested(below: section, as: name, rivals: rivals)), applicability)
  }

  /// Renames a key to a path in its section: one word is a name, and two are a key below a new
  /// section, unless that section or one of its `rivals` is there; no fix for a longer path.
  package static func move(
    _ key: Located, to path: String, _ applicability: Applicability,
    unlessNextTo rivals: (_ section: String) -> [String] = { _ in [] }
  ) -> [FixIt] {
    let words = path.split(separator: ".").map(String.init)
    switch words.count {
    case 1: return [.rename(key, to: words[0], applicability)]
    case 2:
      let rivals = rivals(words[0])
      return [.nest(key, below: words[0], as: words[1], unlessNextTo: rivals, applicability)]
    default: return []
    }
  }

  /// Removes a key and its value, unless they share their lines with anything else.
  package static func remove(_ key: Located, through value: SourceSpan) -> FixIt {
    FixIt("remove it", Rewrite(key, .removed(through: value)), .unsafe)
  }
}
