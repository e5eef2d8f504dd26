import ConfigSyntax
import Diagnostics
package import Emitters
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

  /// `after` is what was written for `before`; nothing without a call of W&B's in it.
  package init(from before: TerraformConfiguration, to after: TerraformConfiguration) {
    guard let cloud = after.calls.first(where: { $0.module != .kubernetes }),
      let release = cloud.release
    else { return }
    let rewriting = Rewriting(
      cloud: cloud, release: release,
      application: after.calls.first { $0.module == .kubernetes }?.call)
    for call in before.calls {
      for input in call.call.inputs {
        guard let text = rewriting.fate(of: input.name.value, of: call) else { continue }
        changes.append(Change(subject: "\(call.call.name.value).\(input.name.value)", text: text))
      }
    }
    let given = before.calls.flatMap { $0.call.inputs.map(\.name.value) }
    for name in release.requiredVariables where !given.contains(name) && !rewriting.writes(name) {
      changes.append(Change(subject: name, text: Self.requirement(name, cloud.history, release)))
    }
    addProviders(before, release)
  }

  /// The root module that artifacts hold.
  package static func read(
    _ artifacts: [Artifact], _ catalogue: ModuleCatalogue
  ) -> TerraformConfiguration {
    var sources = SourceMap()
    let files = artifacts.map { artifact in
      let source = SourceFile(name: artifact.fileName, text: artifact.text)
      return TerraformInput.File(source, sources.add(source))
    }
    var bag = DiagnosticBag()
    return TerraformConfiguration(TerraformInput(files: files).read(&bag), catalogue)
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

/// The inputs of the modules that are written, and what became of others in them.
private struct Rewriting {
  let cloud: OfficialCall
  let release: ModuleRelease
  /// The call of module kubernetes, where it is still one of its own.
  let application: ModuleCall?

  /// Whether the input is written with a value.
  func writes(_ name: String) -> Bool {
    cloud.call.input(named: name).map { !$0.value.isUnknown } ?? false
  }

  /// What becomes of an input; nil where it stays as it is.
  func fate(of name: String, of call: OfficialCall) -> String? {
    if call.module == .kubernetes { return fateInApplication(name) }
    if let variable = release.variable(name) {
      if variable.hasNoEffect { return "is accepted and used by nothing; left out" }
      let isGiven = call.call.input(named: name)?.value.isNull == false
      let isLost = call.module != cloud.module && isGiven && !writes(name)
      return isLost
        ? "is left out: in module \(cloud.module.rawValue) it may want another value" : nil
    }
    if let application, application.input(named: name) != nil {
      return "goes into \(application.name.value)"
    }
    if name.hasPrefix("oidc_"), call.module != cloud.module, writes("other_wandb_env") {
      return "goes into other_wandb_env"
    }
    let replacements = cloud.history.replacements(for: name, in: release)
    let written = replacements.filter(writes)
    if !written.isEmpty { return "becomes " + written.joined(separator: ", ") }
    let removed = cloud.history.variable(name)?.removedIn.map { " since \($0)" } ?? ""
    let instead =
      replacements.isEmpty ? "" : ": set " + replacements.joined(separator: " and ") + " instead"
    return "does not exist\(removed); left out\(instead)"
  }

  /// Module kubernetes is part of the operator's module.
  private func fateInApplication(_ name: String) -> String? {
    if let application { return application.input(named: name) == nil ? "is left out" : nil }
    switch name {
    case "license", "other_wandb_env":
      return writes(name) ? "is an input of the one module" : "is left out"
    case "host":
      return writes("domain_name") ? "is made of subdomain and domain_name" : "is left out"
    case "bucket", "bucket_aws_region", "bucket_kms_key_arn", "database_connection_string",
      "redis_connection_string", "redis_ca_cert":
      return "is left out: the module connects what it makes"
    case "bucket_queue":
      guard let queue = cloud.call.input(named: "use_internal_queue")?.value.bool else {
        return "is left out: the module connects what it makes"
      }
      return queue ? "becomes use_internal_queue" : "is left out: use_internal_queue = false stays"
    case "wandb_version", "wandb_image":
      return "is left out: the release channel chooses the version"
    case "oidc_issuer", "oidc_client_id", "oidc_secret", "oidc_auth_method":
      return writes("other_wandb_env") ? "goes into other_wandb_env" : "is left out"
    default: return "is left out: the operator's chart decides it"
    }
  }
}
