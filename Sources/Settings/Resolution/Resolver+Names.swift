import ConfigSyntax
import Diagnostics

/// Names that nobody claims.
extension Resolver {
  /// Reports a key of a section whose keys are all known.
  mutating func checkKey(_ entry: Entry, _ section: String) {
    guard let known = ChartKeys.known(in: section), !known.contains(entry.key.value) else { return }
    let name = section.isEmpty ? entry.key.value : "\(section).\(entry.key.value)"
    let candidates = knownKeys[section] ?? (known + index.keys(in: section)).sorted()
    knownKeys[section] = candidates
    let suggestion = NameSuggestion.nearest(to: entry.key.value, among: candidates)
    // Beside damage a name may be a piece of a value.
    guard suggestion != nil || !result.isDamaged else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, suggestion == nil ? .warning : .error,
      "no release of the chart reads `\(name)`", at: entry.key.span)
    diagnostic.suggest(suggestion, insteadOf: entry.key)
    bag.report(diagnostic)
  }

  /// Warns of a variable that is almost a known one.
  mutating func checkVariable(_ entry: Entry, _ spelling: String) {
    let name = entry.key.value
    let candidates = index.variables.filter { $0.utf8.count >= 6 }
    guard let suggestion = NameSuggestion.nearest(to: name, among: candidates, limit: 2) else {
      return
    }
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, .warning, "the server reads no variable `\(name)`",
      at: entry.key.span)
    diagnostic.suggest(suggestion, insteadOf: entry.key)
    bag.report(diagnostic)
  }

  /// Whether an entry is a parameter of Redis that no setting is known for.
  mutating func isParameter(_ entry: Entry, _ section: String) -> Bool {
    guard section == "global.redis.params" || section == "global.redis.parameters" else {
      return false
    }
    let known = RedisParameter.allCases.map(\.rawValue) + ["tls", "ttlInSeconds", "cluster"]
    reportParameter(entry.key, of: "REDIS", known)
    return true
  }

  mutating func checkParameter(
    _ key: String, _ piece: CompositePiece, _ composite: Composite
  ) {
    let known = FieldCatalog.index.parts[
      FieldCatalog.composites.firstIndex { $0.name == composite.name } ?? 0
    ].keys.compactMap { part in if case .query(let key) = part { key } else { nil } }
    reportParameter(Located(key, piece.span), of: piece.spelling, known.sorted())
  }

  private mutating func reportParameter(
    _ key: Located, of spelling: String, _ known: [String]
  ) {
    let suggestion = NameSuggestion.nearest(to: key.value, among: known)
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, suggestion == nil ? .warning : .error,
      "the server knows no parameter `\(key.value)` of `\(spelling)`", at: key.span)
    diagnostic.help = suggestion.map { "did you mean `\($0)`?" }
    bag.report(diagnostic)
  }
}
