import Foundation
import TestSupport
import Testing

/// Values that were tried in the real chart get a finding where they do not work, and only there.
///
/// `make conformance` checks all of them; the ordinary tests every fifth.
@Suite struct ChartProbeTests {
  private static let verdicts: [ProbeVerdict] = {
    let isWhole = ProcessInfo.processInfo.environment["WANDB_CFG_ALL_PROBES"] != nil
    let probes = ChartProbe.all.probes
    let chosen = stride(from: 0, to: probes.count, by: isWhole ? 1 : 5).map { probes[$0] }
    print("conformance: chart operator-wandb: \(chosen.count) cases")
    return chosen.map(ProbeVerdict.init)
  }()

  @Test func reportsNoErrorsOfWhatWorks() {
    let wrong = Self.verdicts.filter { !$0.probe.outcome.isProblem }.flatMap { verdict in
      verdict.errors.map { "\(verdict.probe.description): \($0.code) \($0.text)" }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  @Test func findsWhatDoesNotWorkAtItsLine() {
    let problems = Self.verdicts.filter(\.probe.outcome.isProblem)
    let missed = problems.filter { !$0.isFound }.map(\.probe.description)
    #expect(missed.count * 100 <= problems.count * 3, "\(missed.joined(separator: "\n"))")
  }

  @Test func warnsOfWhatWorksOnlyWithReason() {
    let works = Self.verdicts.filter { !$0.probe.outcome.isProblem }
    let wrong = works.flatMap { verdict in
      verdict.warnings.filter { !Self.isJustified($0, verdict.probe) }
        .map { "\(verdict.probe.description): \($0.code) \($0.text)" }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  // MARK: Reasons

  /// Whether a warning of a value that works says something that is true of it.
  private static func isJustified(_ warning: ProbeVerdict.Finding, _ probe: ChartProbe) -> Bool {
    reasons.contains { reason in
      guard reason.codes.contains(warning.code) else { return false }
      switch reason.scope {
      case .everywhere: return true
      case .ignored: return probe.outcome != .works
      case .below(let paths): return paths.contains { probe.path.hasPrefix($0) }
      }
    }
  }

  /// Why a value that renders and works has a warning.
  private struct Reason {
    enum Scope {
      case everywhere
      /// Where the result is as without the value, or as before.
      case ignored
      case below([String])
    }

    let codes: Set<String>
    let scope: Scope
    let text: String
  }

  private static let reasons = [
    Reason(codes: ["WB2068"], scope: .everywhere, text: "the chart ignores the word"),
    Reason(
      codes: ["WB2004", "WB2046", "WB2065", "WB3014", "WB3095"],
      scope: .ignored, text: "the chart ignores the value, or something else wins"),
    Reason(
      codes: ["WB2004"], scope: .below(["global.redis.param"]),
      text: "the server does not know the parameter, which the chart passes on"),
    Reason(
      codes: ["WB2004"],
      scope: .below([
        "global.auth.oidc.oidcSecret", "global.bucket.secret", "global.clickhouse.passwordSecret",
      ]),
      text: "the chart ignores the key inside the reference"),
    Reason(
      codes: ["WB2008"], scope: .everywhere, text: "`xxx` is a placeholder, whatever renders it"),
    Reason(
      codes: ["WB2015"], scope: .everywhere,
      text: "the key is missing in the Secret that the chart creates, which nothing rendered shows"),
    Reason(
      codes: ["WB2066"], scope: .everywhere,
      text: "Kubernetes before 1.32 rejects the name unless a feature gate is on"),
    Reason(
      codes: ["WB2035"], scope: .everywhere,
      text: "the reader gets whitespace that nobody sees"),
    Reason(
      codes: ["WB2053"], scope: .everywhere, text: "the size sets nothing, as no `sizing` has it"),
    Reason(codes: ["WB3009"], scope: .everywhere, text: "the store is accessed without TLS"),
    Reason(codes: ["WB3013"], scope: .everywhere, text: "the objects' names get a double slash"),
    Reason(
      codes: ["WB3036"], scope: .everywhere,
      text: "the pod is accepted, but the image does not run as this user"),
    Reason(
      codes: ["WB3040"], scope: .everywhere,
      text: "the configuration has the secret as a literal, which the reference replaces"),
    Reason(
      codes: ["WB3042"], scope: .everywhere, text: "the file is set, but TLS is not enabled"),
    Reason(
      codes: ["WB3051", "WB3090"], scope: .everywhere,
      text: "a bundled server runs beside an external one, or neither does"),
    Reason(codes: ["WB3054"], scope: .everywhere, text: "the pods run as the account `default`"),
    Reason(codes: ["WB3055"], scope: .everywhere, text: "the cloud does not know the identity"),
    Reason(codes: ["WB3056"], scope: .everywhere, text: "copies of the variable stay as they are"),
    Reason(
      codes: ["WB3072"], scope: .everywhere, text: "the chart leaves a single bucket key out"),
    Reason(codes: ["WB3254"], scope: .everywhere, text: "AWS has no such region"),
  ]
}
