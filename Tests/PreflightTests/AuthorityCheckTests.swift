import Diagnostics
import Foundation
import Pipeline
import Preflight
import Probing
import Settings
import TestSupport
import Testing

/// Which configured authorities signed what services presented.
@Suite struct AuthorityCheckTests {
  private func pem(_ name: String) throws -> String {
    let folder = Fixture.project.appending(path: "fixtures/preflight/certificates")
    return String(
      decoding: try Data(contentsOf: folder.appending(path: "\(name).pem")), as: UTF8.self)
  }

  private func entry(_ text: String, indent: String) -> String {
    text.split(separator: "\n").map { "\(indent)\($0)\n" }.joined()
  }

  /// `CODE TARGET` for each problem when the services of a configuration present certificates.
  private func problems(
    _ authorities: [String], presenting chain: String?, _ redis: String = "",
    at now: Int64 = 1_800_000_000
  ) throws -> [String] {
    let list = authorities.map { "    - |\n" + entry($0, indent: "      ") }.joined()
    let values = """
      global:
        redis:
          host: redis.example.com
          port: 6380
          params: {tls: true}
      \(redis)  customCACerts:
      \(list)
      """
    let plans = ProbePlan.all(Check.yaml(values).sole.resolved)
    let probes = plans.filter { $0.service == .redis }.map { plan in
      var outcome = ProbeOutcome(plan)
      outcome.add(.began(step: "encrypts", role: .tls), at: 0)
      if let chain { outcome.add(.presented(chain), at: 0) }
      outcome.add(.ended(.passed, ""), at: 1)
      return outcome
    }
    #expect(probes.count == 1)
    let outcomes = AuthorityCheck.outcomes(
      of: plans.filter { $0.service == .certificates }, after: probes, at: now)
    return outcomes.flatMap { outcome in
      outcome.findings.map { "\($0.id.code) \(outcome.plan.target)" }
    }
  }

  @Test func acceptsTheIssuerOfWhatIsPresented() throws {
    #expect(try problems([pem("intermediate")], presenting: pem("server")) == [])
    let chain = try pem("server") + pem("intermediate")
    #expect(try problems([pem("root")], presenting: chain) == [])
  }

  @Test func acceptsWhatIsPresentedItself() throws {
    #expect(try problems([pem("server")], presenting: pem("server")) == [])
  }

  @Test func followsConfiguredAuthorities() throws {
    let found = try problems([pem("root"), pem("intermediate")], presenting: pem("server"))
    #expect(found == [])
  }

  @Test func notesAnAuthorityThatSignedNothing() throws {
    let found = try problems(
      [pem("intermediate"), pem("expiring-root")], presenting: pem("server"))
    #expect(found == ["WB5280 global.customCACerts[1]"])
    #expect(
      try problems([pem("root")], presenting: pem("server"))
        == ["WB5280 global.customCACerts[0]"])
  }

  @Test func claimsNothingWithoutCertificates() throws {
    #expect(try problems([pem("root")], presenting: nil) == [])
  }

  @Test func comparesAuthoritiesOfAServiceWithThatService() throws {
    let own = "    caCert: |\n" + entry(try pem("root"), indent: "      ")
    let found = try problems([pem("intermediate")], presenting: pem("server"), own)
    // The root signed the configured intermediate, which signed the server's.
    #expect(found == [])
    let other = "    caCert: |\n" + entry(try pem("expiring-root"), indent: "      ")
    #expect(
      try problems([pem("intermediate")], presenting: pem("server"), other)
        == ["WB5280 global.redis.caCert"])
  }

  /// Ten days before the end of `expiring-root`.
  private static let late: Int64 = 1_827_537_028 - 10 * 86_400

  @Test func warnsAboutTheOneInABundleThatIsInUse() throws {
    let bundle = try pem("root") + pem("expiring-root")
    let chain = try pem("server-of-expiring-root")
    #expect(
      try problems([bundle], presenting: chain, at: Self.late)
        == ["WB5281 global.customCACerts[0]"])
    // The other one in the bundle is in use.
    let other = try pem("server") + pem("intermediate")
    #expect(try problems([bundle], presenting: other, at: Self.late) == [])
    // WB3032 reports a text in which every certificate expires.
    #expect(try problems([pem("expiring-root")], presenting: chain, at: Self.late) == [])
  }
}
