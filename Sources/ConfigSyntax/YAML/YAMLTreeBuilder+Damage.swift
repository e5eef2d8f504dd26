import Diagnostics

/// The tree where the text did not parse.
extension YAMLTreeBuilder {
  /// Marks bytes that did not parse.
  mutating func markDamage(_ span: SourceSpan) { damage.append(span) }

  /// Replaces the last finished value by a damaged one: it swallowed text that was not its own.
  mutating func damageLastValue() {
    guard let frame = frames.last else {
      if let root { self.root = ConfigNode(.damaged, root.span) }
      return
    }
    if frame.kind == .mapping, entries.count > frame.firstNode {
      let last = entries.removeLast()
      entries.append(Entry(key: last.key, value: ConfigNode(.damaged, last.value.span)))
    } else if frame.kind == .sequence, elements.count > frame.firstNode {
      let last = elements.removeLast()
      elements.append(ConfigNode(.damaged, last.span))
    }
  }

  /// Closes every collection above the block collection of `kind` at `column`; false when there is
  /// none, and then nothing that follows can be placed.
  mutating func unwind(
    to kind: Frame.Kind, column: Int, upper: Int, _ bag: inout DiagnosticBag
  ) -> Bool {
    while let frame = frames.last {
      completeKey(at: upper, &bag)
      if !frame.isFlow, frame.kind == kind, frame.column == column { return true }
      let isDeeper = frame.isFlow || frame.column > column
      // A sequence may be at the column of its key: `a:` over `- b`.
      let isSequenceOfKey = frame.kind == .sequence && frame.column == column
      guard isDeeper || isSequenceOfKey else { return false }
      close(upper: upper, &bag)
    }
    return false
  }

  /// Closes everything that is open.
  mutating func finish(upper: Int, _ bag: inout DiagnosticBag) {
    while !frames.isEmpty {
      completeKey(at: upper, &bag)
      close(upper: upper, &bag)
    }
  }

  mutating func close(upper: Int, _ bag: inout DiagnosticBag) {
    guard frames.last?.isFlow == true else { return end(upper: upper, &bag) }
    // What a broken bracket holds cannot be told from what follows it.
    guard let frame = frames.popLast() else { return }
    switch frame.kind {
    case .mapping: _ = entries.take(from: frame.firstNode)
    case .sequence: _ = elements.take(from: frame.firstNode)
    }
    if let anchor = frame.anchor { anchors[anchor] = nil }
    addDamaged(SourceSpan(file, frame.lower, upper), &bag)
  }

  mutating func completeKey(at upper: Int, _ bag: inout DiagnosticBag) {
    guard let frame = frames.last, frame.kind == .mapping, !expectsKey else { return }
    addDamaged(SourceSpan(file, min(upper, Int(frame.key?.span.upper ?? 0)), upper), &bag)
  }

  mutating func addDamaged(_ span: SourceSpan, _ bag: inout DiagnosticBag) {
    damage.append(span)
    add(ConfigNode(.damaged, span), &bag)
  }
}
