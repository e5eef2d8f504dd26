import Settings

/// The settings of OpenID Connect as variables of every container, for Helm values.
///
/// The chart prints the issuer, the client ID and the grant as text, so a reference in one of these
/// keys would be its value. It prints nothing of OpenID Connect without a client ID; so if one of them
/// is a reference, all of them are variables, under both names that the server's programs read.
/// Source: the environment of the containers of operator-wandb 0.43.8.
struct SignInVariables {
  private static let names = [
    "global.auth.oidc.issuer", "global.auth.oidc.clientId", "global.auth.oidc.authMethod",
    "global.auth.oidc.secret",
  ]

  private let isNeeded: Bool

  /// No variables.
  init() { isNeeded = false }

  init(_ configuration: Configuration) {
    // The chart reads the secret from a Secret.
    isNeeded = Self.names.dropLast().contains { name in
      if case .reference? = FieldCatalog.field(named: name)?.read(configuration) {
        true
      } else {
        false
      }
    }
  }

  /// Whether variables are written in place of the keys of a section.
  func replaces(_ section: SectionIndex) -> Bool {
    isNeeded && section.fields.contains { Self.names.contains($0.name) }
  }

  /// The variables of a setting; nil for one that is written at its own key.
  func spellings(of field: Field<Configuration>, _ raw: RawValue) -> [Spelling]? {
    guard isNeeded, Self.names.contains(field.name) else { return nil }
    switch raw {
    case .text, .placeholder, .reference: break
    case .tree, .unknown, .nothing: return nil
    }
    return field.spellings.compactMap { spelling in
      guard case .environment(let name) = spelling.location, spelling.part == nil else {
        return nil
      }
      switch spelling.role {
      case .canonical, .alias: return .helm("global.extraEnv.\(name)", .literalOrReference)
      default: return nil
      }
    }
  }
}
