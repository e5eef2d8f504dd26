import TestSupport
import Testing

/// One request of one operation, and who must let it through.
struct PolicyRow: Sendable, CustomTestStringConvertible {
  typealias Word<Value> = any KeyPath<PolicySite, Value> & Sendable

  enum Outcome: Sendable {
    /// Together the policies allow it, and by themselves exactly these do.
    case allowed(by: Set<SitePolicies.File>)
    /// It is allowed by what the account may do anyhow, and none of the policies stands in the way.
    case left
    /// No policy allows it.
    case denied
    /// The bucket's policy says no, whatever others say.
    case refused
  }

  let name: String
  let action: String
  let resource: Word<String>
  let caller: Word<PolicyPrincipal>
  let context: Word<PolicyContext>
  /// The row counts for sites with all of these.
  let features: Set<PolicySite.Feature>
  let outcome: Outcome

  init(
    _ name: String, _ action: String, _ resource: Word<String>,
    by caller: Word<PolicyPrincipal> = \.server, _ context: Word<PolicyContext> = \.usual,
    with features: Set<PolicySite.Feature> = [], _ outcome: Outcome
  ) {
    (self.name, self.action, self.resource, self.caller) = (name, action, resource, caller)
    (self.context, self.features, self.outcome) = (context, features, outcome)
  }

  var testDescription: String { "\(name): \(action)" }

  /// What is wrong with the answers of the policies; nil when they are right, or are not asked.
  func fault(of policies: SitePolicies) throws -> String? {
    let site = policies.site
    guard features.isSubset(of: site.features) else { return nil }
    let request = PolicyRequest(
      action, on: site[keyPath: resource], by: site[keyPath: caller], site[keyPath: context])
    let together = try policies.decide(request)
    let alone = try SitePolicies.files(for: action).map {
      ($0, try policies.decide(request, by: $0))
    }
    let allowing = Set(alone.filter { $0.1 == .allowed }.map(\.0))
    let isRight =
      switch outcome {
      case .allowed(let files): together == .allowed && allowing == files
      case .left: together == .allowed
      case .denied: together != .allowed && allowing.isEmpty
      case .refused:
        together == .explicitlyDenied
          && alone.contains { $0 == .bucket && $1 == .explicitlyDenied }
      }
    guard !isRight else { return nil }
    let names = allowing.map(\.rawValue).sorted()
    return "\(site.title): \(name) (\(action)): \(together), allowed by \(names)"
  }
}
