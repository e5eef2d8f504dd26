import TestSupport

/// W&B's operations, and what must not be possible.
enum PolicyTable {
  static let rows: [PolicyRow] = [
    bucketRows, keyRows, queueRows, trustRows, foreignThings, foreignCallers, foreignActions,
    senders, tokens, plainRows, insideRows, outsideRows,
  ].flatMap { $0 }

  /// A row for each action on each resource by each caller in each context.
  static func each(
    _ name: String, _ actions: [String], on resources: [PolicyRow.Word<String>],
    by callers: [PolicyRow.Word<PolicyPrincipal>] = [\.server],
    in contexts: [PolicyRow.Word<PolicyContext>] = [\.usual],
    with features: Set<PolicySite.Feature> = [], _ outcome: PolicyRow.Outcome
  ) -> [PolicyRow] {
    actions.flatMap { action in
      resources.flatMap { resource in
        callers.flatMap { caller in
          contexts.map { context in
            PolicyRow(
              name, action, resource, by: caller, context, with: features, outcome)
          }
        }
      }
    }
  }
}
