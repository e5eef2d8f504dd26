import Probing
import Terraform

/// Asks `kubectl` and `terraform` for versions, if they are installed.
enum VersionProbe {
  /// The oldest minor version of Kubernetes 1 that W&B supports.
  private static let oldestMinor = 29

  /// The version of the cluster that `kubectl` is configured for.
  static func kubernetes(_ steps: Steps) {
    let step = "version of the cluster"
    guard Program.isInstalled("kubectl") else {
      return steps.skip([step], blaming: .version, because: "kubectl is not installed")
    }
    _ = steps.attempt(step, blaming: .version) { detail throws(ProbeFailure) in
      let result = Program.run(["kubectl", "version", "-o", "json"], steps.deadline)
      guard let server = JSONText(result.output)?[object: "serverVersion"],
        let text = server[text: "gitVersion"]
      else {
        throw ProbeFailure(VersionProblem.clusterNotReached, [.reply: result.problem])
      }
      detail = text
      guard let version = ModuleVersion(text.filter { $0 != "v" }.prefixOfVersion),
        version.major == 1, version.minor < oldestMinor
      else { return }
      throw ProbeFailure(
        VersionProblem.kubernetesTooOld, [.found: text, .expected: "1.\(oldestMinor)"])
    }
  }

  /// The version of Terraform against what the called module requires.
  static func terraform(_ steps: Steps) {
    let step = "version of Terraform"
    guard Program.isInstalled("terraform") else {
      return steps.skip([step], blaming: .version, because: "terraform is not installed")
    }
    _ = steps.attempt(step, blaming: .version) { detail throws(ProbeFailure) in
      let result = Program.run(["terraform", "version", "-json"], steps.deadline)
      // Before 0.13, `-json` is not known.
      guard let text = JSONText(result.output)?[text: "terraform_version"] else {
        throw ProbeFailure(VersionProblem.versionUnknown, [.reply: result.problem])
      }
      detail = text
      let required = steps.request[.version] ?? ""
      guard let version = ModuleVersion(text),
        let constraint = VersionConstraint(required, as: .terraform), !constraint.allows(version)
      else { return }
      throw ProbeFailure(
        VersionProblem.terraformUnsupported, [.found: text, .expected: required])
    }
  }
}

extension String {
  /// `1.30.2` of `1.30.2-gke.100`.
  fileprivate var prefixOfVersion: String {
    String(prefix { $0.isNumber || $0 == "." })
  }
}
