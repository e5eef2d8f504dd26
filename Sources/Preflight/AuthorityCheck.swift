import Probing

/// Compares the configured authorities with the certificates that the probed services presented.
package enum AuthorityCheck {
  /// What was found about each text with certificates; nothing is claimed if no service presented any.
  package static func outcomes(
    of plans: [ProbePlan], after probes: [ProbeOutcome], at now: Int64
  ) -> [ProbeOutcome] {
    let texts = plans.map { AuthorityUse($0, probes) }
    let use = AuthorityUse.all(texts)
    let end = probes.flatMap(\.steps).map(\.end).max() ?? 0
    return texts.map { text in
      var outcome = ProbeOutcome(text.plan)
      outcome.add(.began(step: "signs", role: .authority), at: end)
      let services = text.services(use)
      if !services.isEmpty {
        outcome.add(.ended(.passed, services.joined(separator: ", ")), at: end)
      } else if let reason = text.silence(probes) {
        outcome.add(.ended(.skipped, reason), at: end)
      } else {
        let failure = ProbeFailure(AuthorityProblem.signsNothing, [.name: text.plan.target])
        outcome.add(.found(failure), at: end)
        outcome.add(.ended(.failed, ""), at: end)
      }
      checkExpiry(of: text, &outcome, at: now, end)
      return outcome
    }
  }

  /// Reports an authority in use that expires soon although another one in its bundle does not.
  ///
  /// If the whole bundle does, WB3032 reports it without a probe.
  private static func checkExpiry(
    of text: AuthorityUse, _ outcome: inout ProbeOutcome, at now: Int64, _ end: Int64
  ) {
    guard let longest = text.days(at: now, of: text.pieces).max() else { return }
    let days = text.days(at: now, of: text.signers).min() ?? longest
    outcome.add(.began(step: "stays valid", role: .authority), at: end)
    guard days < 30, longest >= 30 else {
      return outcome.add(.ended(.passed, "for \(days) \(days == 1 ? "day" : "days")"), at: end)
    }
    let facts: [Fact: String] = [.name: text.plan.target, .amount: String(days)]
    outcome.add(.found(ProbeFailure(AuthorityProblem.expiresSoon, facts)), at: end)
    outcome.add(.ended(.failed, ""), at: end)
  }
}
