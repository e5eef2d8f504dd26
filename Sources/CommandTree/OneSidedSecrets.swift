import Diagnostics
import Pipeline

/// Secrets that one side of a comparison alone knows for such.
struct OneSidedSecrets {
  private let texts: [String]

  init(_ old: Compilation, _ new: Compilation) {
    texts = Self.texts(old).symmetricDifference(Self.texts(new)).sorted {
      ($0.utf8.count, $1) > ($1.utf8.count, $0)
    }
  }

  /// A line without them.
  func hidden(in line: String) -> String {
    texts.reduce(line) { $0.replacing($1, with: Secret.mask) }
  }

  /// What the masks hide, line by line; a text of two signs is in every line.
  private static func texts(_ side: Compilation) -> Set<String> {
    var result: Set<String> = []
    for mask in side.masks {
      for line in side.sources.text(mask).split(whereSeparator: \.isNewline) {
        let text = line.drop { " \"'".contains($0) }
        let end = text.lastIndex { !" \"',".contains($0) }
        let trimmed = end.map { String(text[...$0]) } ?? ""
        if trimmed.utf8.count > 2 { result.insert(trimmed) }
      }
    }
    return result
  }
}
