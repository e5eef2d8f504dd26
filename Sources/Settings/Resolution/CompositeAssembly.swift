import ConfigSyntax
import Diagnostics

/// The composites under assembly: what the layers wrote to their locations, and what was made of
/// it.
struct CompositeAssembly {
  private var members = SmallMap<CompositeID, CompositeMembers>()
  /// Composites with a location that was written since they were last split.
  private var changed: [CompositeID] = []
  /// References that are incomplete so far; a later layer may complete them.
  private var incomplete = SmallMap<CompositeID, CompositeMember>()
  /// The parts that each composite set when it was last split, and where they were written.
  private var parts = SmallMap<CompositeID, [CompositePiece]>()

  mutating func set(_ member: CompositeMember, at location: Location, of composite: CompositeID) {
    members[composite, default: CompositeMembers()][location] = member
    touch(composite)
  }

  /// Marks a composite as changed, if anything was written to its locations.
  mutating func touch(_ composite: CompositeID) {
    if members[composite] != nil, !changed.contains(composite) { changed.append(composite) }
  }

  func member(at location: Location, of composite: CompositeID) -> CompositeMember? {
    members[composite]?[location]
  }

  /// The composites that changed since the last call, in the catalogue's order.
  mutating func takeChanged() -> [CompositeID] {
    defer { changed = [] }
    return changed.sorted()
  }

  /// Splits a composite into what its locations say together.
  mutating func split(
    _ id: CompositeID, _ composite: Composite, _ configuration: Configuration
  ) -> Assembled {
    let held = members[id] ?? CompositeMembers()
    let split = composite.split(held)
    let hidden = split.malformed.flatMap { Self.hidden($0, composite.kind) }.map { [$0] } ?? []
    if let stray = composite.stray(split, held, configuration) {
      return Assembled(kept: [stray], malformed: split.malformed, hidden: hidden)
    }
    incomplete[id] = split.incomplete
    var kept: [CompositeMember] = []
    if let unclaimed = split.unclaimed { kept.append(unclaimed) }
    if let placeholder = split.placeholder { kept.append(placeholder) }
    let connections = Self.connections(split, composite, held)
    // Few parts are looked up, and a URL may have any number of parameters.
    let (pieces, earlier) = (split.pieces, parts[id] ?? [])
    parts[id] = pieces
    return Assembled(
      pieces: split.pieces,
      replacement: composite.firstMember(of: held)?.member.origin,
      replaced: { part, origin in
        guard !pieces.contains(where: { $0.part == part }) else { return false }
        return earlier.last { $0.part == part }?.origin.span == origin.span
          || split.connection != nil && composite.isOneURL && !composite.persistent.contains(part)
      },
      kept: kept,
      placeholder: split.placeholder, malformed: split.malformed,
      connections: connections, encodedTexts: split.encodedTexts,
      hidden: hidden
        + connections.filter(\.isWhole).flatMap(Self.keys))
  }

  /// The composites with a reference that no layer completed, in the catalogue's order.
  var incompleteReferences: [CompositeID] { incomplete.keys.sorted() }

  /// The half of a reference that a layer wrote without the other half.
  func incompleteReference(of composite: CompositeID) -> CompositeMember? { incomplete[composite] }

  private static func connections(
    _ split: CompositeSplit, _ composite: Composite, _ held: CompositeMembers
  ) -> [WriteLog.Connection] {
    guard let (location, member) = composite.firstMember(of: held) else { return [] }
    func connection(_ url: ConnectionString, _ span: SourceSpan, isWhole: Bool)
      -> WriteLog.Connection
    {
      WriteLog.Connection(
        composite: composite.name, kind: composite.kind,
        spelling: isWhole ? member.origin.spelling : composite.name, url: url, span: span,
        isWhole: isWhole)
    }
    let isWhole = location == .environment(composite.name)
    let own = split.connection.map { [connection($0, member.origin.span, isWhole: isWhole)] } ?? []
    return own + split.listed.map { connection($0, $0.source.span, isWhole: true) }
  }

  // MARK: Secrets

  /// Without user information, it is unknown where in such text the password is; a bucket name
  /// alone contains none.
  private static func hidden(_ member: CompositeMember, _ kind: Composite.Kind) -> SourceSpan? {
    guard let text = member.text?.text, SecretText.masked(text) == text else { return nil }
    switch kind {
    case .mysql, .redis, .email: return member.origin.span
    case .bucket, .stores, .secret:
      return text.utf8.contains { ":@".utf8.contains($0) } ? member.origin.span : nil
    }
  }

  /// Possible keys in a URL, including user information that lost its `@`.
  private static func keys(in connection: WriteLog.Connection) -> [SourceSpan] {
    let url = connection.url
    let user = connection.userName == nil ? url.user : nil
    var spans = [user, url.password].compactMap { $0?.span }
    let isPort = url.port.map { $0.text.utf8.allSatisfy(\.isDigit) }
    // `KEY:SECRET` without its `@`.
    if isPort == false, let port = url.port {
      let (first, last) = (url.host.span, port.span)
      spans.append(
        SourceSpan(first.file, Int(min(first.lower, last.lower)), Int(max(first.upper, last.upper)))
      )
    }
    if url.host.text.contains(":"), !url.host.text.hasPrefix("[") { spans.append(url.host.span) }
    return spans
  }
}

/// What the locations of one composite say together.
struct Assembled {
  var pieces: [CompositePiece] = []
  /// The location whose value replaces the parts that are no longer written; nil if there is none.
  var replacement: Origin?
  /// Whether a part, whose value has this origin, is removed since the composite no longer
  /// contains it.
  var replaced: (CompositePart, Origin) -> Bool = { _, _ in false }
  /// Variables that are passed through unchanged.
  var kept: [CompositeMember]
  var placeholder: CompositeMember?
  var malformed: CompositeMember?
  var connections: [WriteLog.Connection] = []
  var encodedTexts: [EncodedText] = []
  /// The spans that may contain keys.
  var hidden: [SourceSpan] = []
}

extension Composite {
  /// Whether its locations hold nothing but one URL, which replaces all of its parts.
  fileprivate var isOneURL: Bool { members.count <= 2 }

  /// The first of the composite's locations that was written, in its order.
  fileprivate func firstMember(
    of held: CompositeMembers
  ) -> (location: Location, member: CompositeMember)? {
    let written = members.lazy.compactMap { location in
      held[location].map { (location, $0) }
    }
    return written.first { $0.1.text != nil } ?? written.first
  }
}
