import ConfigSyntax
package import Diagnostics

/// Turns findings into text: the only way out of a compilation.
///
/// A message keeps text that a user wrote apart from its own words, and knows where it was written.
/// The gate looks that location up among the hidden spans, so nothing has to search finished
/// sentences for secrets.
package struct DiagnosticGate {
  private let sources: SourceMap
  private let secrets: SecretClassification

  /// `sources` must be the inputs whose spans `secrets` classifies.
  package init(_ sources: SourceMap, _ secrets: SecretClassification) {
    self.sources = sources
    self.secrets = secrets
  }

  /// The findings as they may be printed, in order.
  package func report(_ bag: DiagnosticBag, accepted: [AcceptedFinding] = []) -> Report {
    let known = accepted.isEmpty ? [] : hiddenWords
    return Report(
      bag.sorted.map(printable), sources: sources, hidden: secrets.hidden,
      suppressed: accepted.map { suppressed($0, known) })
  }

  private func suppressed(_ accepted: AcceptedFinding, _ known: Set<String>) -> SuppressedDiagnostic
  {
    let reason = accepted.justification.map { message in
      message.pieces.map { piece in
        switch piece {
        case .text(let words): words
        case .value(let value, let span, let limit):
          Self.words(of: value).contains(where: known.contains)
            ? Secret.mask
            : shownValue(value, writtenAt: span ?? accepted.finding.span).shortened(to: limit)
        }
      }.joined()
    }
    return SuppressedDiagnostic(
      printable(accepted.finding), accepted.source, justification: reason)
  }

  /// The words of all hidden text: a reason that repeats one of them repeats a secret.
  private var hiddenWords: Set<String> {
    Set(secrets.hidden.all.flatMap { Self.words(of: sources.text($0)) })
  }

  private static func words(of text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map { word in
      let start = word.drop { ".,;:!?()'\"`".contains($0) }
      let length = start.reversed().drop { ".,;:!?()'\"`".contains($0) }.count
      return String(start.prefix(length))
    }.filter { !$0.isEmpty }
  }

  private func printable(_ diagnostic: Diagnostic) -> PrintableDiagnostic {
    let isComposedOfSecrets = diagnostic.via.contains(where: secrets.unquotable.overlaps)
    func shown(_ piece: Message.Piece, _ span: SourceSpan) -> String {
      switch piece {
      case .text(let words): secrets.masked(words)
      case .value(_, nil, _) where isComposedOfSecrets: Secret.mask
      case .value(let value, let own, let limit):
        shownValue(value, writtenAt: own ?? span).shortened(to: limit)
      }
    }
    // A fix that writes a hidden value would copy a secret to a file that had none.
    let copiesSecret = diagnostic.fixes.map { fix in
      fix.summary.pieces.contains { piece in
        guard case .value(let value, _, _) = piece else { return false }
        return shown(piece, diagnostic.span) != value
      }
    }
    var allowed = diagnostic
    allowed.fixes = zip(diagnostic.fixes, copiesSecret).filter { !$0.1 }.map(\.0)
    return PrintableDiagnostic(
      allowed, text: { message, span in message.pieces.map { shown($0, span) }.joined() },
      edit: edit)
  }

  /// A value as it may be shown: without the pieces that are hidden where it was written.
  private func shownValue(_ value: String, writtenAt span: SourceSpan) -> String {
    guard !secrets.unquotable.overlaps(span) else { return Secret.mask }
    guard secrets.hidden.overlaps(span) else { return SecretText.masked(value) }
    // Only text that was written as it is quoted can be shown in part.
    guard let written = Located(value, span).textSpan, sources.text(written) == value else {
      return Secret.mask
    }
    let covered = secrets.hidden.overlapping(written.range, in: written.file)
    var (shown, offset) = ([UInt8](), 0)
    let bytes = Array(value.utf8)
    for range in covered {
      let lower = range.lowerBound - Int(written.lower)
      shown += bytes[offset..<lower] + Array(Secret.mask.utf8)
      offset = range.upperBound - Int(written.lower)
    }
    return SecretText.masked(String(decoding: shown + bytes[offset...], as: UTF8.self))
  }

  /// An edit of hidden text, which no output shows.
  ///
  /// One percent-encoded byte reveals no more than the finding says.
  private func edit(_ edit: Edit) -> Edit {
    guard case .text(let text) = edit.replacement, text.utf8.count > 3,
      secrets.hidden.overlaps(edit.span) || secrets.unquotable.overlaps(edit.span)
    else { return edit }
    return Edit(edit.span, .secret(Secret(text)))
  }
}

extension String {
  /// The first characters, followed by `…` if there are more.
  fileprivate func shortened(to limit: Int?) -> String {
    guard let limit, count > limit else { return self }
    return prefix(limit) + "…"
  }
}
