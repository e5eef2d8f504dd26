package import Diagnostics

/// A value that contains several settings, or several locations that make up one value: both are
/// split into parts when they are read, and joined when they are written.
package struct Composite: Sendable {
  /// The name that rules and messages use: `MYSQL`, `global.bucket`.
  package let name: String
  package let kind: Kind
  /// Its locations, in the order in which they are written.
  package let members: [Location]
  /// Parts that also have a location of their own, so that a URL without them does not remove
  /// them.
  package let persistent: [CompositePart]
  package let split: @Sendable (CompositeMembers) -> CompositeSplit
  package let join: @Sendable (CompositeParts) -> CompositeJoin
  /// The location that has no effect next to the rest of the configuration, if the others say
  /// nothing.
  package let stray: @Sendable (CompositeSplit, CompositeMembers, Configuration) -> CompositeMember?

  /// The URL grammar that it follows.
  package enum Kind: Sendable { case mysql, redis, bucket, stores, email, secret }

  package init(
    _ name: String, _ kind: Kind, members: [Location], persistent: [CompositePart] = [],
    split: @escaping @Sendable (CompositeMembers) -> CompositeSplit,
    join: @escaping @Sendable (CompositeParts) -> CompositeJoin,
    stray:
      @escaping @Sendable (CompositeSplit, CompositeMembers, Configuration)
      -> CompositeMember? = { _, _, _ in nil }
  ) {
    self.name = name
    self.kind = kind
    self.members = members
    self.persistent = persistent
    self.split = split
    self.join = join
    self.stray = stray
  }
}

/// One location of a composite, as set by the layers so far.
package struct CompositeMember: Sendable {
  package enum Value: Sendable {
    case text(SourceText)
    case reference(Reference)
    case unknown(Unknown)
    case nothing
  }

  package let value: Value
  package let origin: Origin
  /// What passes through unchanged if the location has no effect; nil for a key.
  package let variable: Unmodelled.Variable?

  package init(_ value: Value, _ origin: Origin, _ variable: Unmodelled.Variable? = nil) {
    self.value = value
    self.origin = origin
    self.variable = variable
  }

  /// The value's text, unless it is empty.
  package var text: SourceText? { value.text }
  package var isMadeLater: Bool { value.isMadeLater }
}

extension CompositeMember.Value {
  /// Whether the value is a reference, or not known here.
  package var isMadeLater: Bool {
    switch self {
    case .reference, .unknown: true
    case .text, .nothing: false
    }
  }

  /// The known part of a value that is computed later.
  var unknown: Unknown? { if case .unknown(let unknown) = self { unknown } else { nil } }

  /// The text, unless it is empty.
  package var text: SourceText? {
    guard case .text(let text) = self, !text.text.isEmpty else { return nil }
    return text
  }
}

/// The members of one composite, by location.
package struct CompositeMembers: Sendable {
  private var byLocation = SmallMap<Location, CompositeMember>()

  package init() {}

  package subscript(location: Location) -> CompositeMember? {
    get { byLocation[location] }
    set { byLocation[location] = newValue }
  }
}

/// A part and the location that it came from.
package struct CompositePiece: Sendable {
  package let part: CompositePart
  package let value: RawValue
  package let origin: Origin

  package init(_ part: CompositePart, _ value: RawValue, _ origin: Origin) {
    self.part = part
    self.value = value
    self.origin = origin
  }

  package init(
    _ part: CompositePart, _ value: RawValue, of member: CompositeMember, at span: SourceSpan? = nil
  ) {
    self.init(part, value, span.map { member.origin.at($0) } ?? member.origin)
  }
}

/// The contents of a composite's locations.
package struct CompositeSplit: Sendable {
  package var pieces: [CompositePiece] = []
  /// The URL, for the rules that check its text.
  package var connection: ConnectionString?
  /// The URLs of a list.
  package var listed: [ConnectionString] = []
  /// User information that is written separately but still used as URL text.
  package var encodedTexts: [EncodedText] = []
  /// Text that should have been a URL.
  package var malformed: CompositeMember?
  /// A variable that has no effect together with the others, and stays unchanged.
  package var unclaimed: CompositeMember?
  /// A Secret without the name of its key, or a key without the name of its Secret.
  package var incomplete: CompositeMember?
  /// The member whose whole text is a placeholder.
  package var placeholder: CompositeMember?

  package init() {}

  /// Adds a part that is text or a placeholder.
  package mutating func add(
    _ part: CompositePart, _ text: String, of member: CompositeMember, at span: SourceSpan
  ) {
    let value: RawValue = Placeholder.isUnfilled(text) ? .placeholder(text) : .text(text)
    pieces.append(CompositePiece(part, value, of: member, at: span))
  }

  /// Adds a part that is percent-encoded in the input; text that cannot be decoded is used
  /// unchanged, and reported by `RawReservedCharacter`.
  package mutating func addDecoded(
    _ part: CompositePart, _ text: SourceText, of member: CompositeMember
  ) {
    let decoded =
      if case .query = part {
        PercentEncoding.decodeParameter(text.text)
      } else {
        PercentEncoding.decode(text.text)
      }
    let value = decoded ?? text.text
    // `%3Cpw%3E` is a password, while `<pw>` is a placeholder for one. Text that a program fills in
    // stays encoded.
    let isForProgram = ShellVariable.name(in: text.text) != nil
    let raw: RawValue =
      isForProgram
      ? .placeholder(text.text)
      : Placeholder.matches(text.text) ? .placeholder(value) : .text(value)
    pieces.append(CompositePiece(part, raw, of: member, at: text.span))
  }
}

/// A literal that the chart splices into a URL.
package struct EncodedText: Sendable {
  /// Which part of the user information it becomes.
  package enum Part: Sendable { case user, password }

  package let part: Part
  package let setting: String
  package let spelling: String
  package let text: SourceText
  package let isSecret: Bool

  package init(
    _ part: Part, setting: String, spelling: String, text: SourceText, isSecret: Bool
  ) {
    self.part = part
    self.setting = setting
    self.spelling = spelling
    self.text = text
    self.isSecret = isSecret
  }
}

/// The parts of a composite as the configuration holds them.
package struct CompositeParts: Sendable {
  private var byPart: [(part: CompositePart, value: RawValue)] = []
  /// Parameters that no setting claims, written back to where they came from.
  package var extra: [(key: String, value: String)] = []

  package init() {}

  package var parts: [CompositePart] { byPart.map(\.part) }

  package subscript(part: CompositePart) -> RawValue? {
    get { byPart.first { $0.part == part }?.value }
    set {
      byPart.removeAll { $0.part == part }
      if let newValue { byPart.append((part, newValue)) }
    }
  }

  /// The literal or placeholder text of a part.
  package func text(_ part: CompositePart) -> String? {
    switch self[part] {
    case .text(let text), .placeholder(let text): text
    default: nil
    }
  }

  /// The text of a part as user information, percent-encoded.
  package func encoded(_ part: CompositePart) -> String? {
    switch self[part] {
    case .text(let text): PercentEncoding.encode(text)
    case .placeholder(let text): PercentEncoding.encodePlaceholder(text)
    default: nil
    }
  }

  package func reference(_ part: CompositePart) -> Reference? {
    if case .reference(let reference) = self[part] { reference } else { nil }
  }

  /// `?key=value&…` of every parameter, in a fixed order; empty when there is none.
  package func queryText() -> String {
    var pairs: [(key: String, value: String)] = byPart.compactMap { entry in
      guard case .query(let key) = entry.part, let text = text(entry.part) else { return nil }
      return (key, PercentEncoding.encodeParameter(text))
    }
    pairs += extra
    pairs.sort { $0.key < $1.key }
    return pairs.isEmpty ? "" : "?" + pairs.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
  }
}

/// The result of joining: values for locations, and the parts that no location can express.
package struct CompositeJoin: Sendable {
  package var values: [(location: Location, value: String)] = []
  package var notCarried: [CompositePart] = []

  package init() {}

  package mutating func set(_ location: Location, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    values.append((location, value))
  }
}
