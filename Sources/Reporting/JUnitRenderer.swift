import Diagnostics
import Documents

/// Findings as a JUnit report, for CI systems that show tests.
///
/// Each input is a test case, which keeps its name from run to run and passes when the input has no
/// errors. One that could not be read is a test case with an error. The format has no warnings, so
/// warnings and notes are the output of the test case. Times are left out, because equal inputs give
/// equal reports.
package struct JUnitRenderer: Renderer {
  package init() {}

  /// A test suite for each deployment.
  package func render(_ findings: Findings) -> String {
    let whole =
      findings.deployments.isEmpty && findings.unread.isEmpty
      ? [suite("configuration", findings.inputs, findings.records)]
      : findings.deployments.map {
        suite($0.name, $0.inputs, findings.records[$0.records] + $0.repeated)
      }
        + findings.unread.map {
          Suite(name: $0.name, cases: [Case(input: $0.name, unread: $0.reason)])
        }
    return XMLDocument.render(
      XMLElement(
        "testsuites",
        attributes: [("name", "wandb-cfg")] + Self.counts(whole.flatMap(\.cases)),
        whole.map { suite in
          XMLElement(
            "testsuite", attributes: [("name", suite.name)] + Self.counts(suite.cases),
            suite.cases.map { testCase($0, in: suite.name) })
        }))
  }

  /// The test cases of a deployment.
  private struct Suite {
    let name: String
    let cases: [Case]
  }

  /// The findings of an input.
  private struct Case {
    let input: String
    var errors: [DiagnosticRecord] = []
    var others: [DiagnosticRecord] = []
    /// Why the input could not be read.
    var unread: String?
  }

  /// Inputs in the order of the run, then what findings name in addition: `--set`, for instance.
  private func suite(
    _ name: String, _ inputs: [String], _ records: some Collection<DiagnosticRecord>
  ) -> Suite {
    var cases: [Case] = []
    var indices: [String: Int] = [:]
    for input in inputs + records.map(\.location.file) where indices[input] == nil {
      indices[input] = cases.count
      cases.append(Case(input: input))
    }
    for record in records {
      guard let index = indices[record.location.file] else { continue }
      if record.severity == .error {
        cases[index].errors.append(record)
      } else {
        cases[index].others.append(record)
      }
    }
    return Suite(name: name, cases: cases)
  }

  private static func counts(_ cases: [Case]) -> [(name: String, value: String)] {
    [
      ("tests", String(cases.count)),
      ("failures", String(cases.count { !$0.errors.isEmpty })),
      ("errors", String(cases.count { $0.unread != nil })),
    ]
  }

  private func testCase(_ testCase: Case, in suite: String) -> XMLElement {
    var children: [XMLElement] = []
    if let reason = testCase.unread {
      children.append(
        XMLElement("error", attributes: [("message", reason), ("type", "unread")], []))
    }
    if let first = testCase.errors.first {
      let count = testCase.errors.count
      let more = count > 1 ? " and \((count - 1).counted("more error"))" : ""
      children.append(
        XMLElement(
          "failure",
          attributes: [
            ("message", first.message + more), ("type", first.code),
          ], text(testCase.errors)))
    }
    if !testCase.others.isEmpty { children.append(XMLElement("system-out", text(testCase.others))) }
    return XMLElement(
      "testcase", attributes: [("name", testCase.input), ("classname", suite)], children)
  }

  private func text(_ records: [DiagnosticRecord]) -> String {
    "\n" + TextRenderer(.findingsOnly).render(records)
  }
}
