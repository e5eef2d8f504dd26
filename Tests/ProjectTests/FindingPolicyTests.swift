import Diagnostics
import Pipeline
import Project
import TestSupport
import Testing

/// The command line precedes rules for paths, these precede severities, and these `--strict`.
@Suite struct FindingPolicyTests {
  /// A warning, `blank-end`, an error that may be accepted, and one that may not.
  private let warning = "WB2035"
  private let error = "WB2033"
  private let binding = "WB1002"

  private func treatment(
    _ code: String, in path: String? = "a/values.yaml",
    _ change: (inout FindingPolicy) throws -> Void
  ) throws -> String {
    var policy = FindingPolicy()
    try change(&policy)
    let id = try #require(DiagnosticCatalog.codes.find(code))
    return switch policy.treatment(of: id, id.severity, in: path) {
    case .report(let severity): severity.rawValue
    case .accept(let reason): "accepted: \(reason ?? "-")"
    }
  }

  private func rule(_ codes: String...) throws -> FindingPolicy.PathRule {
    FindingPolicy.PathRule(try PathPattern("a"), Set(codes), reason: "legacy")
  }

  @Test func everyKindHasItsSeverityByDefault() throws {
    #expect(try treatment(warning) { _ in } == "warning")
    #expect(try treatment(error) { _ in } == "error")
  }

  @Test func strictMakesWarningsErrors() throws {
    #expect(try treatment(warning) { $0.strictness = .strict } == "error")
    #expect(try treatment("WB2034") { $0.strictness = .strict } == "note")
  }

  @Test func aSeverityPrecedesStrict() throws {
    let result = try treatment(warning) {
      $0.strictness = .strict
      $0.severities[warning] = .reported(.warning)
    }
    #expect(result == "warning")
  }

  @Test func aRuleForAPathPrecedesASeverity() throws {
    let change: (inout FindingPolicy) throws -> Void = {
      $0.severities[warning] = .reported(.error)
      $0.pathRules = [try rule(warning)]
    }
    #expect(try treatment(warning, change) == "accepted: legacy")
    #expect(try treatment(warning, in: "b/values.yaml", change) == "error")
    #expect(try treatment(warning, in: nil, change) == "error")
    #expect(try treatment(error, change) == "error")
  }

  @Test func theCommandLinePrecedesEverything() throws {
    let rules = [try rule(warning)]
    let reported = try treatment(warning) {
      $0.pathRules = rules
      $0.commandLine[warning] = .reported(.error)
    }
    #expect(reported == "error")
    let ignored = try treatment(warning) {
      $0.severities[warning] = .reported(.error)
      $0.commandLine[warning] = .ignored
    }
    #expect(ignored == "accepted: -")
  }

  @Test func protectedCodesAreReportedAllTheSame() throws {
    let result = try treatment(error) {
      $0.neverSuppress = [error]
      $0.commandLine[error] = .ignored
      $0.pathRules = [try rule(error)]
      $0.severities[error] = .ignored
    }
    #expect(result == "error")
  }

  @Test func unreadInputsStayErrors() throws {
    for verdict in [FindingPolicy.Verdict.ignored, .reported(.note)] {
      let result = try treatment(binding) {
        $0.commandLine[binding] = verdict
        $0.severities[binding] = verdict
        $0.pathRules = [try rule(binding)]
      }
      #expect(result == "error")
    }
  }
}
