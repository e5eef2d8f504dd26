/// The order of prereleases by Semantic Versioning: part by part, numbers before words.
///
/// go-version differs in one case, `a.b` before `a`, which makes its order cyclic.
enum PrereleaseOrder {
  /// Negative when `left` precedes `right`.
  static func compare(_ left: String, _ right: String) -> Int {
    let (one, two) = (parts(left), parts(right))
    for (left, right) in zip(one, two) {
      let order = comparePart(left, right)
      if order != 0 { return order }
    }
    return one.count - two.count
  }

  private static func parts(_ text: String) -> [Substring] {
    text.split(separator: ".", omittingEmptySubsequences: false)
  }

  private static func comparePart(_ left: Substring, _ right: Substring) -> Int {
    guard left != right else { return 0 }
    switch (Int(left), Int(right)) {
    case (_?, nil): return -1
    case (nil, _?): return 1
    case (let one?, let two?) where one != two: return one > two ? 1 : -1
    default: return left > right ? 1 : -1
    }
  }
}
