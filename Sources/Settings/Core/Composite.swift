package import Diagnostics

/// A value that holds several settings, or several places that hold one: both are split into parts
/// when they are read, and joined when they are written.
package struct Composite: Sendable {
  /// What rules and messages call it: `MYSQL`, `global.bucket`.
  package let name: String
  package let kind: Kind
  /// Its places, in the order in which they are written.
  package let members: [Place]
  package let split: @Sendable (CompositeMembers) -> CompositeSplit
  package let join: @Sendable (CompositeParts) -> CompositeJoin

  /// Which URL grammar it follows.
  package enum Kind: Sendable { case mysql, redis, bucket, stores, email, secret }

  package init(
    _ name: String, _ kind: Kind, members: [Place],
    split: @escaping @Sendable (CompositeMembers) -> CompositeSplit,
    join: @escaping @Sendable (CompositeParts) -> CompositeJoin
  ) {
    self.name = name
    self.kind = kind
    self.members = members
    self.split = split
    self.join = join
  }
}

/// One place of a composite, as the layers so far have set it.
package struct CompositeMember: Sendable {
  package enum Value: Sendable {
    case text(SourceText)
    case reference(Reference)
    case unknown(Unknown)
    case nothing
  }

  package let value: Value
  /// The user's own spelling of the place.
  package let spelling: String
  package let span: SourceSpan
  package let via: [SourceSpan]
  /// The document that wrote it.
  package let layer: Int

  /// Whether the value is a reference, or not known here.
  package var isMadeLater: Bool {
    switch value {
    case .reference, .unknown: true
    case .text, .nothing: false
    }
  }

  /// Text that is written and not empty.
  package var text: SourceText? {
    guard case .text(let text) = value, !text.text.isEmpty else { return nil }
    return text
  }
}

/// The places of one composite, by name.
package struct CompositeMembers: Sendable {
  private var byPlace = SmallMap<Place, CompositeMember>()

  package init() {}

  package var isEmpty: Bool { byPlace.isEmpty }

  package subscript(place: Place) -> CompositeMember? {
    get { byPlace[place] }
    set { byPlace[place] = newValue }
  }
}

/// A part and the place that it came from.
package struct CompositePiece: Sendable {
  package let part: CompositePart
  package let value: RawValue
  package let spelling: String
  package let span: SourceSpan
  package let via: [SourceSpan]
  package let layer: Int

  package init(
    _ part: CompositePart, _ value: RawValue, of member: CompositeMember, at span: SourceSpan? = nil
  ) {
    self.part = part
    self.value = value
    self.spelling = member.spelling
    self.span = span ?? member.span
    self.via = member.via
    self.layer = member.layer
  }
}

/// What a composite's places turned out to hold.
package struct CompositeSplit: Sendable {
  package var pieces: [CompositePiece] = []
  /// The URL, for the rules that look at its text.
  package var connection: ConnectionString?
  /// The URLs of a list.
  package var listed: [ConnectionString] = []
  /// User information that stands in a place of its own and is URL text all the same.
  package var encodedTexts: [EncodedText] = []
  /// Text that should have been a URL.
  package var malformed: CompositeMember?
  /// A variable that means nothing beside the others, and stays what it is.
  package var unclaimed: CompositeMember?
  /// A Secret without the name of its key, or a key without the name of its Secret.
  package var incomplete: CompositeMember?
  /// The whole text is a placeholder.
  package var placeholder: CompositeMember?

  package init() {}

  /// A part that is text, or a placeholder.
  package mutating func add(
    _ part: CompositePart, _ text: String, of member: CompositeMember, at span: SourceSpan
  ) {
    let value: RawValue = Placeholder.matches(text) ? .placeholder(text) : .text(text)
    pieces.append(CompositePiece(part, value, of: member, at: span))
  }

  /// A part that is percent-encoded where it stands; text that cannot be decoded is taken as it is,
  /// and `RawReservedCharacter` tells of it.
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
    // `%3Cpw%3E` is a password, `<pw>` is none yet.
    pieces.append(
      CompositePiece(
        part, Placeholder.matches(text.text) ? .placeholder(value) : .text(value), of: member,
        at: text.span))
  }
}

/// A literal that the chart splices into a URL.
package struct EncodedText: Sendable {
  package let setting: String
  package let spelling: String
  package let text: SourceText
  package let isSecret: Bool
}

/// The parts of a composite as the configuration holds them.
package struct CompositeParts: Sendable {
  private var byPart: [(part: CompositePart, value: RawValue)] = []
  /// Parameters that no setting claims, put back where they came from.
  package var extra: [(key: String, value: String)] = []

  package init() {}

  package var isEmpty: Bool { byPart.isEmpty }
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
  package func queryText(skipping skipped: Set<String> = []) -> String {
    var pairs: [(key: String, value: String)] = byPart.compactMap { entry in
      guard case .query(let key) = entry.part, !skipped.contains(key), let text = text(entry.part)
      else { return nil }
      return (key, PercentEncoding.encodeParameter(text))
    }
    pairs += extra
    pairs.sort { $0.key < $1.key }
    return pairs.isEmpty ? "" : "?" + pairs.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
  }
}

/// What joining gave: values for places, and the parts that no place can hold.
package struct CompositeJoin: Sendable {
  package var values: [(place: Place, value: String)] = []
  package var notCarried: [CompositePart] = []

  package init() {}

  package mutating func set(_ place: Place, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    values.append((place, value))
  }
}
