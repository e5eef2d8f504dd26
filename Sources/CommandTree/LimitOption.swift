import ArgumentParser
import Diagnostics

/// `--limit NAME=NUMBER` and its short form for bytes, `--max-bytes`.
package struct LimitOption {
  private let words: [String]

  /// `words` are the values of `--limit`.
  init(_ words: [String], bytes: Int?) {
    self.words =
      RepeatedOptions.values(of: words) + (bytes.map { ["\(Limit.bytes.rawValue)=\($0)"] } ?? [])
  }

  static let help = ArgumentHelp(text, valueName: "name=number")

  /// The help: a literal, because most runs do not print it; a test compares it with the limits.
  package static let text = """
    Change what a run may cost; may be repeated. The limits are bytes (67108864 for each file), \
    depth (512 levels), aliases (100000 values), tokens (10000000 for each file), steps of \
    expressions (3000000, and 10 for each byte of a module) and their results (1000000), \
    findings (10000) and inputs (10000 files).
    """

  /// Why a word is wrong; nil if all are right.
  var problem: String? { words.lazy.compactMap(Self.problem).first }

  private static func problem(_ word: String) -> String? {
    let name = String(word.prefix { $0 != "=" })
    guard let limit = Limit(rawValue: name) else {
      let names = Limit.allCases.map(\.rawValue)
      return "--limit must be NAME=NUMBER, where NAME is \(names.alternatives)"
    }
    guard number(word).map(limit.range.contains) == true else {
      return "--limit \(name) must be from \(limit.range.lowerBound) to \(limit.range.upperBound)"
    }
    return nil
  }

  private static func number(_ word: String) -> Int? {
    word.firstIndex(of: "=").flatMap { Int(word[word.index(after: $0)...]) }
  }

  var limits: Limits {
    var limits = Limits()
    for word in words {
      guard let limit = Limit(rawValue: String(word.prefix { $0 != "=" })),
        let number = Self.number(word)
      else { continue }
      limits[limit] = number
    }
    return limits
  }
}
