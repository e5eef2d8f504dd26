import Diagnostics
import Foundation
import Pipeline
import Preflight
import Probing
import TestSupport
import Testing

@testable import Probes

/// Probes of clouds against recorded dialogues.
///
/// No test server has the CORS rules of Cloud Storage, or speaks for Azure Blob; what is recorded
/// follows the REST references of both.
@Suite struct DialogueTests {
  @Test(arguments: Dialogue.all)
  func reportsWhatTheCloudSaid(_ dialogue: Dialogue) throws {
    let server = try ReplayServer(dialogue)
    let compilation = Check.compile(dialogue.input)
    #expect(!compilation.report.hasErrors)
    let endpoint = try #require(ServiceEndpoint("bucket=http://127.0.0.1:\(server.port)"))
    let plans = ProbePlan.all(compilation.resolved, at: [endpoint])
    var plan = try #require(plans.first { $0.service == .bucket })
    plan.request.permission = dialogue.arguments.contains("--write") ? .write : .readOnly
    let outcome = try Self.outcome(plan)
    let lines = Array(dialogue.input.text.utf8)
    let found = outcome.findings.filter { $0.severity != .note }.map { finding in
      let line = lines.prefix(Int(finding.span.lower)).count { $0 == UInt8(ascii: "\n") } + 1
      return "\(finding.severity)[\(finding.id.code)] \(finding.setting ?? "-") "
        + "\(dialogue.input.name):\(line)"
    }
    #expect(found == dialogue.findings, "\(PreflightTable.text([outcome]))")
    #expect(server.stop() == [])
    #expect(outcome.leftovers.isEmpty)
  }

  @Test func dialoguesAreFound() { #expect(Dialogue.all.count >= 12) }

  /// Runs a probe in this process.
  private static func outcome(_ plan: ProbePlan) throws -> ProbeOutcome {
    let pipe = Pipe()
    let steps = Steps(plan.request, reportingOn: pipe.fileHandleForWriting.fileDescriptor)
    switch plan.request.probe {
    case .azure: AzureStorageProbe.run(steps)
    case .gcs: GoogleStorageProbe.run(steps)
    default: S3Probe.run(steps)
    }
    try pipe.fileHandleForWriting.close()
    var reader = WireReader()
    reader.append(try pipe.fileHandleForReading.readToEnd() ?? Data())
    var outcome = ProbeOutcome(plan)
    while let record = reader.next() {
      if let event = ProbeEvent(record) { outcome.add(event, at: 0) }
    }
    return outcome
  }
}
