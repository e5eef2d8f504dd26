import Generators
import TestSupport
import Testing

/// Policies of generated sites, asked things that are nearly what W&B does.
@Suite struct PolicyPropertyTests {
  @Test func onlyWhatIsNeededIsAllowed() throws {
    var generator = PolicyGenerator(random: SeededGenerator(5))
    print("seed \(generator.random.seed)")
    var answers: [PolicyDecision: Int] = [:]
    for number in 0..<60 {
      let site = generator.site(number)
      let (policies, needs) = (try SitePolicies(site), PolicyNeeds(site: site))
      for _ in 0..<60 {
        let ask = generator.ask(of: site)
        let decision = try policies.decide(ask.request)
        let message: Comment = "seed \(generator.random.seed): \(site)\n\(ask)\n\(decision)"
        try #require((decision == .allowed) == needs.allow(ask), message)
        try #require((decision == .explicitlyDenied) == needs.isRefused(ask), message)
        let byRole = try policies.decide(ask.request, by: .role)
        try #require((byRole == .allowed) == needs.roleAllows(ask), message)
        answers[decision, default: 0] += 1
      }
    }
    // Each answer often enough, or the requests say little.
    for (decision, least) in [
      (PolicyDecision.allowed, 800), (.implicitlyDenied, 800), (.explicitlyDenied, 30),
    ] {
      #expect(answers[decision, default: 0] > least, "\(answers)")
    }
  }
}
