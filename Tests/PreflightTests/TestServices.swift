import Foundation
import TestSupport

/// The services that `.ci/services start` started; `make test` does so.
struct TestServices: Sendable {
  /// Ports and files by the names that cases write in braces.
  let variables: [String: String]

  static let running = TestServices()

  /// Skips a test where no service could be started.
  static let required = Requirement(
    "services", "start them with `.ci/services install && .ci/services start`",
    isMet: !running.variables.isEmpty)

  private init() {
    let folder =
      ProcessInfo.processInfo.environment["SERVICES_DIR"] ?? "/tmp/wandb-cfg-services-\(getuid())"
    let text = try? String(contentsOfFile: "\(folder)/env", encoding: .utf8)
    var variables: [String: String] = [:]
    for line in (text ?? "").split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { variables[parts[0]] = parts[1] }
    }
    for (name, file) in [("ca", "ca"), ("otherca", "otherca")] {
      guard let tls = variables["tls"],
        let pem = try? String(contentsOfFile: "\(tls)/\(file).pem", encoding: .utf8)
      else { continue }
      variables[name] = pem.split(separator: "\n").joined(separator: "\n      ")
    }
    self.variables = variables
  }

  /// A text with every name in braces replaced.
  func filled(_ text: String) -> String {
    variables.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
  }
}
