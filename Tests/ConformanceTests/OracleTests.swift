import Foundation
import Testing

/// `make conformance` fails where a program is missing that could be installed.
@Suite struct OracleTests {
  private static let isRequired = ProcessInfo.processInfo.environment["REQUIRE_ORACLES"] != nil

  @Test(.enabled(if: isRequired, "only `make conformance` requires the programs"))
  func everyInstallableProgramIsThere() {
    for oracle in [
      Oracle.sigsYAML, .pyYAML, .botocore, .policies, .moto, .google, .azure, .jsonSchema, .xmllint,
      .shellcheck, .seaweed,
    ] {
      #expect(oracle.isAvailable, "\(oracle.name) is missing: run `make oracles`")
    }
    if !Oracle.terraform.isAvailable { print("conformance: no terraform, its cases are skipped") }
    if !Oracle.terraformAWS.isAvailable {
      print("conformance: no provider of AWS or no moto, their cases are skipped")
    }
    // Neither apt nor PyPI has this client; it is used where the machine has it.
    if !Oracle.docker.isAvailable { print("conformance: no docker client, its cases are skipped") }
  }
}
