/// A range of chart releases, as in `version: 0.43.x` of a wrapper.
///
/// Flux, Argo CD, helmfile and Helm install the newest release in it. The grammar is that of
/// Masterminds/semver 3, "Checking Version Constraints".
package enum ChartRange {
  /// The newest known release in the range; nil for any other text, and if none is in it.
  package static func newest(in text: String) -> ChartVersion? {
    let alternatives = text.replacing("||", with: "|").split(separator: "|").map { all(of: $0) }
    guard !alternatives.isEmpty, alternatives.allSatisfy({ $0 != nil }) else { return nil }
    return ChartRelease.all.last { release in
      alternatives.contains { conditions in
        conditions?.allSatisfy { $0.admits(release) } ?? false
      }
    }
  }

  /// The conditions that an alternative joins; nil if one of them is not understood.
  private static func all(of text: Substring) -> [Condition]? {
    var conditions: [Condition] = []
    var (operation, isEnd) = ("", false)
    for token in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      if token == "-" {
        // `1.2 - 2.3` means from the one to the other.
        guard let last = conditions.popLast() else { return nil }
        conditions.append(Condition(">=", last.version))
        isEnd = true
        continue
      }
      operation.append(contentsOf: token.prefix { operators.contains($0) })
      let rest = token.drop { operators.contains($0) }
      guard !rest.isEmpty else { continue }
      guard let version = Partial(rest) else { return nil }
      conditions.append(Condition(isEnd ? "<=" : operation, version))
      (operation, isEnd) = ("", false)
    }
    let isComplete = operation.isEmpty && !isEnd && conditions.allSatisfy(\.isKnown)
    return isComplete && !conditions.isEmpty ? conditions : nil
  }

  private static let operators = "=!<>~^"
}

/// A version of which the last numbers may be missing, or `x`.
private struct Partial {
  let numbers: [Int]

  init?(_ text: Substring) {
    let core = text.drop { $0 == "v" }.prefix { $0 != "-" && $0 != "+" }
    var numbers: [Int] = []
    var isOpen = false
    for part in core.split(separator: ".", omittingEmptySubsequences: false) {
      if ["x", "X", "*"].contains(part) {
        isOpen = true
      } else if !isOpen, let number = Int(part), number >= 0 {
        numbers.append(number)
      } else {
        return nil
      }
    }
    guard numbers.count <= 3 else { return nil }
    self.numbers = numbers
  }

  /// The first version that it may be.
  var lower: ChartVersion { version(numbers) }

  /// The first version after those that begin with the first `count` numbers; nil for none.
  func after(_ count: Int) -> ChartVersion? {
    guard count > 0, let last = numbers.prefix(count).last else { return nil }
    return version(numbers.prefix(count).dropLast() + [last + 1])
  }

  private func version(_ numbers: [Int]) -> ChartVersion {
    let filled = numbers + [0, 0, 0]
    return ChartVersion(filled[0], filled[1], filled[2])
  }
}

/// An operator and a version.
private struct Condition {
  let version: Partial
  private let operation: String

  init(_ operation: String, _ version: Partial) {
    (self.operation, self.version) = (operation, version)
  }

  var isKnown: Bool {
    ["", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"].contains(operation)
  }

  func admits(_ release: ChartVersion) -> Bool {
    let count = version.numbers.count
    switch operation {
    case "~", "~>": return isIn(release, before: version.after(min(count, 2)))
    case "^":
      // Up to and with the first number that is not 0.
      let leading = version.numbers.prefix { $0 == 0 }.count
      return isIn(release, before: version.after(min(leading + 1, count)))
    case ">":
      return count == 3
        ? release > version.lower : version.after(count).map { release >= $0 } ?? false
    case ">=", "=>": return release >= version.lower
    case "<": return release < version.lower
    case "<=", "=<": return version.after(count).map { release < $0 } ?? true
    case "!=": return !isIn(release, before: version.after(count))
    default: return isIn(release, before: version.after(count))
    }
  }

  private func isIn(_ release: ChartVersion, before end: ChartVersion?) -> Bool {
    release >= version.lower && end.map { release < $0 } ?? true
  }
}
