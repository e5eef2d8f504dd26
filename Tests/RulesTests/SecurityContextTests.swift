import Diagnostics
import Pipeline
import Settings
import TestSupport
import Testing

/// The keys for the security contexts of a component, of which the chart reads three of four.
@Suite struct SecurityContextTests {
  @Test(arguments: [
    ("app: {pod: {securityContext: {runAsUser: 5}}}", ["runAsUser"]),
    ("app: {pod: {securityContext: {seccompProfile: {type: RuntimeDefault}}}}", ["seccompProfile"]),
    (
      "app: {pod: {securityContext: {runAsUser: 5}}, podSecurityContext: {fsGroup: 0}}",
      ["runAsUser"]
    ),
    ("app: {pod: {securityContext: {}, labels: {a: b}}}", []),
    ("app: {install: false, pod: {securityContext: {runAsUser: 5}}}", []),
    ("app: {podSecurityContext: {runAsUser: 100000}}", []),
  ])
  func podsAreReadUnderOneKey(_ values: String, _ spots: [String]) {
    let sample = Sample.values(values)
    #expect(sample.spots("WB3057") == spots)
    #expect(sample.ownCodes.count == spots.count)
  }

  @Test func labelsTheValueInEffect() throws {
    let sample = Sample.values(
      "app: {pod: {securityContext: {runAsUser: 100001}}, podSecurityContext: {runAsUser: 100002}}")
    let found = try #require(sample.findings("WB3057").first)
    #expect(found.related.count == 1)
    let same = "runAsUser: 100002, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}"
    let values = "app: {pod: {securityContext: {\(same)}}, podSecurityContext: {\(same)}}"
    #expect(Sample.values(values).compilation.report.findings.isEmpty)
  }

  /// The components' own charts read it.
  @Test func oldReleasesReadThePods() {
    var options = Check.options
    options.chartVersion = ChartVersion(0, 34, 1)
    let input = Check.input("values.yaml", "app: {pod: {securityContext: {fsGroup: 0}}}\n")
    #expect(Check.codes(Compiler.compile([input], options)) == [])
  }

  @Test(arguments: [
    ("securityContext: {a: 1}, container: {securityContext: {a: 2}}", ["2"]),
    ("securityContext: {a: {b: c}}, container: {securityContext: {a: {b: c}}}", []),
    ("securityContext: {a: 1}, container: {securityContext: {b: 2}}", []),
    ("container: {securityContext: {a: 2}}", []), ("securityContext: {a: 1}", []),
  ])
  func containersHaveOneContext(_ values: String, _ spots: [String]) {
    let sample = Sample.values("app: {\(values)}")
    #expect(sample.spots("WB3058") == spots)
    #expect(sample.ownCodes.count == spots.count)
  }
}
