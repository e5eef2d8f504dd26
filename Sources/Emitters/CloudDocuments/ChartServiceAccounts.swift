import ConfigSyntax
import Diagnostics
import Settings

/// The service accounts that a release of the chart has for the server's components.
///
/// Source: chart wandb-base, templates `wandb-base.serviceAccountName` and `wandb-base.fullname`;
/// defaults of the release in `CFacts/chart-defaults.txt`.
struct ChartServiceAccounts {
  private let configuration: Configuration
  private let version: ChartVersion
  /// The name of the Helm release.
  private let release: String

  /// nil if the name of the Helm release is not known.
  init?(_ context: CloudContext) {
    guard let release = context.release else { return nil }
    (configuration, version) = (context.configuration, context.resolved.chartVersion)
    self.release = release
  }

  /// The accounts of the components that the chart installs, in the order of the components.
  ///
  /// A component counts as installed unless the inputs or the chart's defaults say otherwise.
  var names: [String] {
    ComponentName.all.filter(isInstalled).map { name(of: $0) }.unique()
  }

  private func isInstalled(_ component: String) -> Bool {
    guard ChartDependency(component, in: version)?.isComponent == true else { return false }
    return configuration.components[component]?.install.literal
      ?? (chartDefault("install", of: component) != "false")
  }

  /// The account of a component's pods.
  func name(of component: String) -> String {
    let settings = configuration.components[component]
    let configured =
      settings?.serviceAccountName.literal
      ?? chartDefault("serviceAccount.name", of: component)
    if let configured, !configured.isEmpty { return configured }
    if value("serviceAccount.useWeaveTraceIdentity", of: component) == "true" {
      return "\(release)-weave-trace"
    }
    let isCreated =
      settings?.serviceAccountCreate.literal
      ?? (chartDefault("serviceAccount.create", of: component) != "false")
    return isCreated ? fullName(of: component) : "default"
  }

  private func fullName(of component: String) -> String {
    if let name = value("fullnameOverride", of: component) { return Self.cut(name) }
    let name = value("nameOverride", of: component) ?? Self.kebabCase(component)
    return Self.cut(release.contains(name) ? release : "\(release)-\(name)")
  }

  /// What the inputs or the chart's defaults set a key without a setting to; nil for empty text.
  private func value(_ key: String, of component: String) -> String? {
    let configured = configuration.unmodelled.helm?[component]?
      .descendant(key.split(separator: ".").map(String.init))?.scalar?.text
    let text = configured ?? chartDefault(key, of: component)
    return text?.isEmpty == false ? text : nil
  }

  private func chartDefault(_ key: String, of component: String) -> String? {
    ChartReads.default(at: ChartPath("\(component).\(key)"), in: version)?.value
  }

  /// As the chart cuts names: to 63 characters, without a dash at the end.
  private static func cut(_ name: String) -> String {
    let start = name.prefix(63)
    return String(start.hasSuffix("-") ? start.dropLast() : start)
  }

  /// Helm's `kebabcase`, for the letters and digits of component names.
  private static func kebabCase(_ name: String) -> String {
    var result = ""
    for character in name {
      let startsWord = character.isUppercase || character.isNumber && result.last?.isLetter == true
      if startsWord, let last = result.last, last != "-" { result.append("-") }
      result += character.lowercased()
    }
    return result
  }
}
