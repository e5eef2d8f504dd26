extension Diagnostic {
  /// A copy that quotes nothing, for a finding in a secret: what it quotes may be a piece of it.
  package var withoutQuotes: Diagnostic {
    var copy = Diagnostic(id, severity, Self.withoutQuotes(message), at: span)
    (copy.label, copy.setting) = (Self.withoutQuotes(label), setting)
    copy.related = related.map { Label(Self.withoutQuotes($0.message), $0.span) }
    copy.help = help.map(Self.withoutQuotes)
    return copy
  }

  /// From the first backquote to the last, since a secret may hold some.
  private static func withoutQuotes(_ text: String) -> String {
    guard let first = text.firstIndex(of: "`"), let last = text.lastIndex(of: "`"), first < last
    else { return text }
    return text[...first] + Secret.mask + text[last...]
  }
}
