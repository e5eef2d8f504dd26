import ConfigSyntax
import Diagnostics
package import Emitters
import Settings
package import Terraform

/// How the inputs of a Terraform directory change when one module replaces those that it calls, as
/// in the upgrade from `wandb_infra` and `wandb_app` to the operator's module.
package struct Migration: Sendable {
  /// One change and its reason.
  package struct Change: Sendable {
    /// `wandb_app.host`, or something that is not an input: `provider aws`.
    package let subject: String
    /// What becomes of it: `becomes …`, or why it is gone.
    package let text: String
  }

  /// In the order of the calls and their inputs.
  package private(set) var changes: [Change] = []

  /// `after` is the module that was written for `before`; empty if it calls no official module.
  package init(from before: TerraformConfiguration, to after: TerraformConfiguration) {
    guard let cloud = after.calls.first(where: { $0.module != .kubernetes }),
      let release = cloud.release
    else { return }
    let rewriting = Rewriting(
      cloud: cloud, release: release,
      application: after.calls.first { $0.module == .kubernetes }?.call)
    for call in before.calls {
      for input in call.call.inputs {
        guard let text = rewriting.outcome(of: input.name.value, of: call) else { continue }
        changes.append(Change(subject: "\(call.call.name.value).\(input.name.value)", text: text))
      }
    }
    let present = before.calls.flatMap { $0.call.inputs.map(\.name.value) }
    for name in release.requiredVariables where !present.contains(name) && !rewriting.writes(name) {
      changes.append(Change(subject: name, text: Self.requirement(name, cloud.history, release)))
    }
    addProviders(before, release)
  }

  /// Reads the root module in the artifacts.
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
          text: "changes from \(constraints) to \(provider.constraint)"))
    }
    guard let needed = release.requiredTerraform,
      let old = before.compactMap(\.requiredTerraform).first, old != needed
    else { return }
    changes.append(Change(subject: "terraform", text: "changes from \(old) to \(needed)"))
  }

  /// One line per change.
  package var text: String { changes.map { "* \($0.subject) \($0.text)\n" }.joined() }
}

/// The calls that are written, and the outcome of every earlier input in them.
private struct Rewriting {
  let cloud: OfficialCall
  let release: ModuleRelease
  /// The call of module kubernetes, if it is still separate.
  let application: ModuleCall?

  /// Whether the input is written with a value.
  func writes(_ name: String) -> Bool {
    cloud.call.input(named: name).map { !$0.value.isUnknown } ?? false
  }

  /// The outcome of an input; nil if it does not change.
  func outcome(of name: String, of call: OfficialCall) -> String? {
    if call.module == .kubernetes { return outcomeInApplication(name) }
    if let variable = release.variable(name) {
      if variable.hasNoEffect { return "is dropped: the module accepts but does not use it" }
      let isSet = call.call.input(named: name)?.value.isNull == false
      let isLost = call.module != cloud.module && isSet && !writes(name)
      return isLost
        ? "is dropped: module \(cloud.module.rawValue) may need another value" : nil
    }
    if let application, application.input(named: name) != nil {
      return "moves to \(application.name.value)"
    }
    if case .variable? = ModuleInputTable.row(name, of: call.module)?.migration,
      call.module != cloud.module, writes("other_wandb_env")
    {
      return "moves into other_wandb_env"
    }
    let replacements = cloud.history.replacements(for: name, in: release)
    let written = replacements.filter(writes)
    if !written.isEmpty { return "becomes " + written.joined(separator: ", ") }
    let reason =
      cloud.history.variable(name)?.removedIn.map { "it was removed in \($0)" }
      ?? "it does not exist"
    let instead =
      replacements.isEmpty ? "" : "; set " + replacements.joined(separator: " and ") + " instead"
    return "is dropped: \(reason)\(instead)"
  }

  /// The outcome of an input of module kubernetes, which is part of the operator's module.
  private func outcomeInApplication(_ name: String) -> String? {
    if let application { return application.input(named: name) == nil ? "is dropped" : nil }
    switch ModuleInputTable.row(name, of: .kubernetes)?.migration {
    case .moves: return writes(name) ? "moves to module \(cloud.module.rawValue)" : "is dropped"
    case .host:
      return writes("domain_name") ? "is built from subdomain and domain_name" : "is dropped"
    case .connected: return "is dropped: the module connects what it creates"
    case .queue:
      guard let queue = cloud.call.input(named: "use_internal_queue")?.value.bool else {
        return "is dropped: the module connects what it creates"
      }
      return queue ? "becomes use_internal_queue" : "is dropped: use_internal_queue stays false"
    case .variable: return writes("other_wandb_env") ? "moves into other_wandb_env" : "is dropped"
    case .release: return "is dropped: the release channel determines the version"
    case .chart, nil: return "is dropped: the operator's chart determines it"
    }
  }
}
