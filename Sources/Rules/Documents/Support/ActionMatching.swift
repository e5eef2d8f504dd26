import CloudFacts
import Diagnostics

extension AmazonService {
  /// The action names that match `action`, a name or pattern without its prefix, in any letter case.
  func names(matching action: String) -> [String] {
    guard Wildcard.isIn(action) else { return spelling(of: action).map { [$0] } ?? [] }
    return names(withLettersOf: action).filter { Wildcard.matches(action, $0, .either) }
  }
}

extension Sequence<PolicyAction> {
  /// The names as a list in a sentence.
  var enumeration: String { map(\.name).enumeration }

  /// The uses as a list without duplicates, which continues "W&B needs to".
  var uses: String { map(\.use).unique().listed }
}

extension Message {
  /// The help for a policy that lacks actions.
  static func allow(_ missing: [PolicyAction]) -> Message {
    "allow \(missing.count == 1 ? "it" : "them"): W&B needs to \(missing.uses)"
  }
}
