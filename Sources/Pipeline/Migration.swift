import ConfigSyntax
import Diagnostics
package import Terraform

/// What becomes of the inputs of a Terraform directory when one module takes the place of those that
/// it calls, as in the move from `wandb_infra` and `wandb_app` to the operator's module.
package struct Migration: Sendable {
  /// One change and its reason.
  package struct Change: Sendable {
    /// `wandb_app.host`, or what belongs to no input: `provider aws`.
    package let subject: String
    package let text: String
  }

  package private(set) var changes: [Change] = []

  package init(
    _ configuration: TerraformConfiguration, to history: ModuleHistory, _ release: ModuleRelease
  ) {
    for call in configuration.calls {
      for input in call.call.inputs {
        guard let text = Self.fate(of: input.name.value, of: call, history, release) else {
          continue
        }
        changes.append(Change(subject: "\(call.call.name.value).\(input.name.value)", text: text))
      }
    }
    let given = configuration.calls.flatMap { $0.call.inputs.map(\.name.value) }
    for name in release.requiredVariables where !given.contains(name) {
      changes.append(Change(subject: name, text: Self.requirement(name, history, release)))
    }
    addProviders(configuration, release)
  }

  /// What becomes of an input; nil where it stays as it is.
  private static func fate(
    of name: String, of call: OfficialCall, _ history: ModuleHistory, _ release: ModuleRelease
  ) -> String? {
    if call.module == .kubernetes { return fateInApplication(name, release) }
    if let variable = release.variable(name) {
      return variable.hasNoEffect ? "is accepted and used by nothing; left out" : nil
    }
    let replacements = history.replacements(for: name, in: release)
    if !replacements.isEmpty { return "becomes " + replacements.joined(separator: ", ") }
    let removed = history.variable(name)?.removedIn.map { " since \($0)" } ?? ""
    return "does not exist\(removed); left out"
  }

  /// Module kubernetes is part of the operator's module.
  private static func fateInApplication(_ name: String, _ release: ModuleRelease) -> String {
    switch name {
    case "license", "other_wandb_env":
      return release.variable(name) == nil ? "is left out" : "is an input of the one module"
    case "host": return "is made of subdomain and domain_name"
    case "bucket", "bucket_aws_region", "bucket_kms_key_arn", "database_connection_string",
      "redis_connection_string", "redis_ca_cert":
      return "is left out: the module connects what it makes"
    case "bucket_queue": return "becomes use_internal_queue"
    case "wandb_version", "wandb_image":
      return "is left out: the release channel chooses the version"
    case "oidc_issuer", "oidc_client_id", "oidc_secret", "oidc_auth_method":
      return "goes into other_wandb_env"
    default: return "is left out: the operator's chart decides it"
    }
  }

  private static func requirement(
    _ name: String, _ history: ModuleHistory, _ release: ModuleRelease
  ) -> String {
    guard let variable = history.variable(name), let version = release.version,
      let since = variable.requiredSince(version)
    else { return "is required: set it" }
    return "is required since \(since): set it"
  }

  private mutating func addProviders(
    _ configuration: TerraformConfiguration, _ release: ModuleRelease
  ) {
    let before = configuration.calls.compactMap(\.release)
    for provider in release.requiredProviders {
      let old = before.flatMap(\.requiredProviders).filter { $0.source == provider.source }
      guard !old.isEmpty, !old.contains(where: { $0.constraint == provider.constraint }) else {
        continue
      }
      let constraints = old.map(\.constraint).joined(separator: ", ")
      changes.append(
        Change(
          subject: "provider \(provider.name)",
          text: "moves from \(constraints) to \(provider.constraint)"))
    }
    guard let needed = release.requiredTerraform,
      let old = before.compactMap(\.requiredTerraform).first, old != needed
    else { return }
    changes.append(Change(subject: "terraform", text: "moves from \(old) to \(needed)"))
  }

  /// A line a change.
  package var text: String { changes.map { "* \($0.subject) \($0.text)\n" }.joined() }
}
