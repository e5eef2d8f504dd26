import CloudDocuments
import ConfigSyntax
import Diagnostics
import Documents

/// The differences in meaning between the cloud documents of two sides.
///
/// The order of methods and origins does not matter; nor do the format and the field names of a
/// cloud's CORS documents.
struct DocumentComparison {
  private(set) var differences: [Comparison.Difference] = []

  init(_ left: [CloudDocument], _ right: [CloudDocument]) {
    compare(left.compactMap(\.cors), right.compactMap(\.cors))
    for kind in DocumentKind.allCases {
      let sides = [left, right].map { side in
        side.filter { $0.policy != nil && $0.kind == kind }.map(\.document)
      }
      for number in 0..<max(sides[0].count, sides[1].count) {
        let name = number == 0 ? kind.rawValue : "\(kind.rawValue)[\(number)]"
        let policies = sides.map { PolicyMeaning(number < $0.count ? $0[number].root : nil) }
        for part in PolicyMeaning.differences(policies[0], policies[1]) {
          add("\(name).\(part.name)", part.left, part.right)
        }
      }
    }
  }

  private mutating func add(_ name: String, _ left: String?, _ right: String?) {
    guard left != right else { return }
    differences.append(
      Comparison.Difference(
        name: name, left: left.map(SecretText.masked), right: right.map(SecretText.masked)))
  }

  // MARK: CORS

  private mutating func compare(_ left: [CORSDocument], _ right: [CORSDocument]) {
    let (left, right) = (left.flatMap(\.rules), right.flatMap(\.rules))
    for number in 0..<max(left.count, right.count) {
      let first = number < left.count ? Self.fields(left[number]) : []
      let second = number < right.count ? Self.fields(right[number]) : []
      for (index, name) in ["origins", "methods", "headers", "exposed", "maxAge"].enumerated() {
        add(
          "cors[\(number)].\(name)", first.isEmpty ? nil : first[index],
          second.isEmpty ? nil : second[index])
      }
    }
  }

  /// nil for parts that a rule does not have.
  private static func fields(_ rule: CORSRule) -> [String?] {
    [
      joined(rule.origins.values.map(\.text)), joined(rule.methods.values.map(\.text)),
      // Header names are case-insensitive.
      joined(rule.headers.values.map { $0.text.lowercased() }),
      joined(rule.exposed.values.map { $0.text.lowercased() }),
      rule.maxAge.map { String($0.seconds) },
    ]
  }

  private static func joined(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : Set(texts).sorted().joined(separator: ", ")
  }
}
