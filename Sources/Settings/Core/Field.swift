package import ConfigSyntax
import Diagnostics

/// What an input wrote for a setting, before it is parsed as the setting's type.
package enum RawValue: Sendable {
  case text(String)
  case placeholder(String)
  case reference(Reference)
  /// A list or a map in the form of the surface.
  case tree(ConfigNode)
  case unknown(Unknown)
  /// Removed: `null` in a later layer, or a composite that no longer contains this part.
  case nothing

  package var isReference: Bool { if case .reference = self { true } else { false } }

  /// The text as written, whether or not it is a placeholder; nil for anything else.
  var writtenText: String? {
    switch self {
    case .text(let text), .placeholder(let text): text
    case .reference, .unknown, .nothing, .tree: nil
    }
  }

  /// The value of text from an input: nothing if it is empty.
  package init(text: String) {
    self = text.isEmpty ? .nothing : Placeholder.isUnfilled(text) ? .placeholder(text) : .text(text)
  }
}

/// Text that is not a valid value of a setting's type.
package struct Mismatch: Sendable {
  package let expected: SettingType
}

/// A limit on the values of a setting, beyond its type.
package enum Constraint: Sendable {
  case range(ClosedRange<Int>)

  /// Why `text` is out of bounds, as the rest of a clause; nil when it is not.
  package func violation(of text: String) -> String? {
    switch self {
    case .range(let range):
      guard let number = Int(text), !range.contains(number) else { return nil }
      return "must be from \(range.lowerBound) to \(range.upperBound)"
    }
  }

  package static let port = Constraint.range(1...65_535)
}

/// One setting in `Root`: its name, its meaning, and every way to write it.
package struct Field<Root: Sendable>: Sendable {
  /// The canonical name, which `explain`, `--set` and every message use.
  package let name: String
  /// One sentence that says what the setting is.
  package let summary: String
  package let type: SettingType
  package let constraints: [Constraint]
  package let spellings: [Spelling]
  /// The value that a surface without a way to write the setting implies: the chart writes
  /// `mysql://`.
  package let implied: SmallMap<Surface, String>
  /// The server's default; nil where there is none, or it is not known.
  package let `default`: String?
  /// Writes the setting, and clears neighbours that the new value makes void.
  package let write: @Sendable (RawValue, AssignmentID, inout Root) -> Mismatch?
  package let read: @Sendable (Root) -> RawValue?
  package let history: @Sendable (Root) -> [AssignmentID]
  /// Whether the text written for it is not valid for its type.
  package let isInvalid: @Sendable (Root) -> Bool

  /// `path` is an autoclosure, so its key path is made when the field is used, not at startup.
  package init<Value: SettingValue>(
    _ name: String,
    _ path: @autoclosure @escaping @Sendable () -> WritableKeyPath<Root, Setting<Value>>,
    _ spellings: [Spelling], _ constraints: [Constraint] = [],
    implied: SmallMap<Surface, String> = SmallMap(),
    default: String? = nil, summary: String
  ) {
    self.name = name
    self.summary = summary
    self.type = Value.type
    self.constraints = constraints
    self.spellings = spellings
    self.implied = implied
    self.`default` = `default`
    write = { raw, assignment, root in
      root[keyPath: path()].accept(raw, by: assignment)
    }
    read = { root in root[keyPath: path()].raw }
    history = { root in root[keyPath: path()].history }
    isInvalid = { root in root[keyPath: path()].isInvalid }
  }

  private init(
    name: String, _ field: Field<some Sendable>, _ spellings: [Spelling],
    write: @escaping @Sendable (RawValue, AssignmentID, inout Root) -> Mismatch?,
    read: @escaping @Sendable (Root) -> RawValue?,
    history: @escaping @Sendable (Root) -> [AssignmentID],
    isInvalid: @escaping @Sendable (Root) -> Bool
  ) {
    self.name = name
    self.summary = field.summary
    self.type = field.type
    self.constraints = field.constraints
    self.spellings = spellings
    self.implied = field.implied
    self.`default` = field.`default`
    self.write = write
    self.read = read
    self.history = history
    self.isInvalid = isInvalid
  }

  /// The same field in a section of a larger root.
  ///
  /// `name` says what the section calls the field; `keep` says which spellings the section has.
  package func lifted<Outer>(
    to path: @autoclosure @escaping @Sendable () -> WritableKeyPath<Outer, Root>,
    name: String, keep: (Spelling) -> Spelling?
  ) -> Field<Outer> {
    let (write, read, history) = (self.write, self.read, self.history)
    let isInvalid = isInvalid
    return Field<Outer>(
      name: name, self, spellings.compactMap(keep),
      write: { raw, assignment, outer in write(raw, assignment, &outer[keyPath: path()]) },
      read: { outer in read(outer[keyPath: path()]) },
      history: { outer in history(outer[keyPath: path()]) },
      isInvalid: { outer in isInvalid(outer[keyPath: path()]) })
  }

  package var isSecret: Bool { type == .secret }
}

extension Setting where Value: SettingValue {
  /// The text that an emitter writes; nil for nothing.
  package var raw: RawValue? {
    switch state {
    case .literal(let value): value.raw
    case .placeholder(let text): .placeholder(text)
    case .unrecognized(let text): .text(text)
    case .reference(let reference): .reference(reference)
    case .unknown(let unknown): .unknown(unknown)
    case .absent, .invalid: nil
    }
  }

  fileprivate mutating func accept(_ raw: RawValue, by assignment: AssignmentID) -> Mismatch? {
    switch raw {
    case .nothing: assign(.absent, by: assignment)
    case .reference(let reference): assign(.reference(reference), by: assignment)
    case .unknown(let unknown): assign(.unknown(unknown), by: assignment)
    case .placeholder(let text): assign(.placeholder(text), by: assignment)
    case .tree(let node):
      guard let value = Value(tree: node) else {
        assign(.invalid, by: assignment)
        return Mismatch(expected: Value.type)
      }
      assign(.literal(literal?.overridden(by: value) ?? value), by: assignment)
    case .text(let text):
      guard let value = Value(text) else {
        // A newer release may know more words, so they are kept.
        let isWord = if case .enumeration = Value.type { true } else { false }
        assign(isWord ? .unrecognized(text) : .invalid, by: assignment)
        return Mismatch(expected: Value.type)
      }
      assign(.literal(value), by: assignment)
    }
    return nil
  }
}
