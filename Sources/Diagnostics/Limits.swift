/// What one run may cost, so that hostile or damaged input neither fills the memory nor takes for ever.
package enum Limit: String, CaseIterable, Sendable {
  case bytes, depth, aliases, tokens, steps, results, findings, inputs

  /// What applies unless the user sets another number.
  package var initial: Int {
    switch self {
    case .bytes: 64 << 20
    case .depth: 512
    case .aliases: 100_000
    // Nobody reads more, and GitHub takes no log with more than 25,000 results.
    case .findings, .inputs: 10_000
    case .tokens: 10_000_000
    case .steps: 3_000_000
    case .results: 1_000_000
    }
  }

  /// The numbers that a user may set.
  ///
  /// Offsets have 32 bits, and nesting beyond the initial depth could overflow the stack.
  package var range: ClosedRange<Int> {
    switch self {
    case .bytes: 0...Int(Int32.max) - 1
    case .depth: 1...initial
    case .aliases, .findings, .inputs, .results, .steps, .tokens: 1...Int(Int32.max)
    }
  }
}

/// The limits of a run.
package struct Limits: Sendable {
  /// Nearly always empty.
  private var chosen: [(limit: Limit, number: Int)] = []

  /// The initial limits.
  package init() {}

  /// The number of a limit; the last one that was set counts.
  package subscript(limit: Limit) -> Int {
    get { chosen.last { $0.limit == limit }?.number ?? limit.initial }
    set { chosen.append((limit, newValue)) }
  }

  /// Whether a number was set.
  package func isChosen(_ limit: Limit) -> Bool { chosen.contains { $0.limit == limit } }
}
