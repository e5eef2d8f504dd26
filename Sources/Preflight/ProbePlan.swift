import ConfigSyntax
package import Diagnostics
package import Probing
package import Rules
package import Settings
package import Terraform

/// One probe of a service that the configuration names: the request, and the settings that its values come from.
package struct ProbePlan: Sendable {
  package let service: Service
  package var request: ProbeRequest
  /// The events of a probe that needs no process.
  package private(set) var known: [ProbeEvent]?
  /// The address as the report shows it: `db.example.com:3306`.
  package var target = ""
  /// The settings that the values come from, by role.
  package private(set) var anchors: [Role: Anchor] = [:]
  /// The role of the value without which nothing can be probed.
  package let primary: Role
  private let resolved: ResolvedConfiguration

  /// A setting, and where it was written.
  package struct Anchor: Sendable {
    /// The canonical name; nil for something else than a setting.
    package let setting: String?
    package let span: SourceSpan
    package let via: [SourceSpan]
  }

  /// An empty plan; values are added one by one.
  package init(
    _ service: Service, _ probe: ProbeName, needing primary: Role,
    _ resolved: ResolvedConfiguration
  ) {
    self.service = service
    self.primary = primary
    self.resolved = resolved
    request = ProbeRequest(probe)
    let listed = resolved.authorities.filter { $0.setting == "global.customCACerts" }.map(\.text)
    request.authorities = (listed + (resolved.authorityObject?.certificates ?? []))
      .map { $0 + "\n" }.joined()
  }

  /// Why not all authorities that the server trusts are known; nil if they are.
  var unknownAuthorities: String? {
    guard let name = resolved.configuration.certificates.configMap.literal,
      resolved.authorityObject == nil
    else { return nil }
    return "the CA certificates in ConfigMap `\(name)` are not known here"
  }

  /// Whether the service can be probed at all.
  package var isRunnable: Bool { request[primary] != nil }

  /// Sets the outcome of a probe that needs no process.
  mutating func decide(_ events: [ProbeEvent]) { known = events }

  /// The location to blame for a problem with a value; that of the primary one for a default.
  package func anchor(_ role: Role) -> Anchor? { anchors[role] ?? anchors[primary] }

  /// Adds a value; a reference, a placeholder or an unknown value becomes a reason to skip steps.
  package mutating func add<Value>(
    _ role: Role, _ name: String, _ setting: Setting<Value>, _ text: (Value) -> String
  ) {
    guard !setting.isAbsent else { return }
    if let origin = resolved.origin(of: setting) {
      anchors[role] = Anchor(setting: name, span: origin.span, via: origin.via)
    }
    switch setting.state {
    case .absent: break
    case .literal(let value): request[role] = text(value)
    case .reference(let reference):
      request.lack(role, because: "`\(name)` is \(reference.text), which is not among the inputs")
    case .unknown: request.lack(role, because: "`\(name)` is computed later")
    case .placeholder: request.lack(role, because: "`\(name)` is a placeholder")
    case .unrecognized, .invalid: request.lack(role, because: "`\(name)` is not valid")
    }
  }

  package mutating func add(_ role: Role, _ name: String, _ setting: Setting<String>) {
    add(role, name, setting) { $0 }
  }

  package mutating func add(_ role: Role, _ name: String, _ setting: Setting<Secret>) {
    add(role, name, setting) { $0.reveal { $0 } }
  }

  package mutating func add(_ role: Role, _ name: String, _ setting: Setting<Int>) {
    add(role, name, setting) { String($0) }
  }

  package mutating func add(_ role: Role, _ name: String, _ setting: Setting<Bool>) {
    add(role, name, setting) { String($0) }
  }

  package mutating func add<Word: WordValue>(_ role: Role, _ name: String, _ setting: Setting<Word>)
  {
    add(role, name, setting) { $0.rawValue }
  }

  /// Adds a value that is not a setting, with the location that it comes from.
  mutating func add(_ role: Role, _ text: String, at span: SourceSpan) {
    request[role] = text
    anchors[role] = Anchor(setting: nil, span: span, via: [])
  }

  /// Adds certificates of authorities, which have locations of their own within a list.
  package mutating func add(_ role: Role, _ text: AuthorityText) {
    request[role] = text.text
    anchors[role] = Anchor(setting: text.setting, span: text.span, via: text.via)
  }

  /// A value that the configuration implies, with the setting that implies it.
  package mutating func imply(_ role: Role, _ text: String, by other: Role) {
    request[role] = text
    anchors[role] = anchors[other]
  }
}

extension ProbePlan {
  /// Every probe for a configuration, in the order of the report.
  ///
  /// `endpoints` are addresses that replace those of a cloud.
  package static func all(
    _ resolved: ResolvedConfiguration, _ configuration: TerraformConfiguration? = nil,
    at endpoints: [ServiceEndpoint] = []
  ) -> [ProbePlan] {
    let known = resolved.withKnownValues
    let endpoint = { service in endpoints.last { $0.service == service } }
    return [
      host(known), mysql(known), redis(known), ldap(known), oidc(known), smtp(known),
      bucket(known, endpoint(.bucket)), queue(known, endpoint(.queue)),
      kubernetes(known), terraform(known, configuration), license(known),
    ].compactMap { $0 } + certificates(known)
  }
}

extension ResolvedConfiguration {
  /// The ConfigMap of `global.caCertsConfigMap`, if it is among the inputs.
  fileprivate var authorityObject: KnownObjects.Object? {
    configuration.certificates.configMap.literal.flatMap {
      references.object(.configMap, $0)
    }
  }
}

extension KnownObjects.Object {
  /// The texts under keys that the server's image takes for certificates of authorities.
  fileprivate var certificates: [String] {
    data.filter { $0.key.value.hasSuffix(".crt") }.compactMap { $0.value.scalar?.text }
  }
}
