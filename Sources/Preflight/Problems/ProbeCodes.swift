import Diagnostics
import Probing

/// Makes the codes of a family of problems.
///
/// Both examples of a code are the same configuration: in one its service answers with the problem, in
/// the other with nothing wrong.
struct ProbeCodes<Problem: ProbeProblem>: Sendable {
  private let service: Service
  private let example: Example
  private let reader: Evidence.Reader

  /// Codes whose examples are of a service, with this configuration.
  init(_ service: Service, _ example: Example, by reader: Evidence.Reader = .probedService) {
    (self.service, self.example, self.reader) = (service, example, reader)
  }

  /// One code; `facts` are what the probe finds out in the failing example.
  func callAsFunction(
    _ code: String, _ problem: Problem, _ severity: Severity, by reader: Evidence.Reader? = nil,
    source: String, _ summary: String, _ explanation: String, _ facts: [String: String] = [:],
    in example: Example? = nil
  ) -> DiagnosticID {
    let example = example ?? self.example
    return DiagnosticID(
      code, problem.rawValue, severity, evidence: .read(by: reader ?? self.reader, source: source),
      Documentation(
        summary: summary, explanation: explanation,
        failing: example.probed(service.rawValue, finds: problem.rawValue, facts),
        passing: example.probed(service.rawValue, finds: nil)))
  }
}
