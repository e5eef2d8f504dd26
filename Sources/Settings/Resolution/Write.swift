package import ConfigSyntax

/// One thing that an input says, in the form that every surface produces and the resolver applies.
package struct Write: Sendable {
  package let subject: Subject
  package internal(set) var origin: Origin

  /// What is written.
  package enum Subject: Sendable {
    case field(FieldID, RawValue)
    /// A value that is computed elsewhere, which says nothing if the field already has a value.
    case computed(FieldID, Unknown)
    /// A location of a composite, which is split when the composites are assembled; a variable
    /// that turns out to have no effect passes through unchanged.
    case member(Location, of: CompositeID, CompositeMember.Value, Unmodelled.Variable? = nil)
    /// A part of a composite that is written outside its locations.
    case part(CompositePart, of: CompositeID, RawValue)
    /// The URL text of a field, for the rules that check its encoding.
    case encoded(EncodedText)
    /// A variable in the chart's values that a setting claims; nil takes back an earlier one.
    case chartVariable(name: String, value: ConfigNode?)
    /// The origin's value may be a secret, whatever claims it.
    case secret
    /// Something that no setting claims.
    case unmodelled(Unmodelled.Piece)
    /// A section of the chart's values that is null: whatever earlier layers wrote below it is
    /// removed.
    case cleared(section: String)
  }

  package init(_ subject: Subject, _ origin: Origin) {
    self.subject = subject
    self.origin = origin
  }
}

/// Writes that only some containers see: those of a component's own variables.
package struct ScopedWrites: Sendable {
  /// The component.
  package let scope: String
  /// The variable in the input.
  package let name: WrittenName
  /// The precedence among the writes of one component; higher wins.
  package let precedence: Int
  package let writes: [Write]
  /// The entry in the input.
  package let entry: Entry

  package init(
    scope: String, _ name: WrittenName, precedence: Int, writes: [Write], entry: Entry
  ) {
    self.scope = scope
    self.name = name
    self.precedence = precedence
    self.writes = writes
    self.entry = entry
  }
}
