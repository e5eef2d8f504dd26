package import Diagnostics
package import Probing

extension OIDCProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .discoveryNotFound: OIDCCodes.discoveryNotFound
    case .discoveryRedirected: OIDCCodes.discoveryRedirected
    case .discoveryUnreadable: OIDCCodes.discoveryUnreadable
    case .discoveryIncomplete: OIDCCodes.discoveryIncomplete
    case .issuerDiffers: OIDCCodes.issuerDiffers
    case .endpointWithoutTLS: OIDCCodes.endpointWithoutTLS
    case .responseTypeMissing: OIDCCodes.responseTypeMissing
    case .formPostMissing: OIDCCodes.formPostMissing
    case .pkceMissing: OIDCCodes.pkceMissing
    case .pkceNotAnnounced: OIDCCodes.pkceNotAnnounced
    case .keysNotFound: OIDCCodes.keysNotFound
    case .noUsableKey: OIDCCodes.noUsableKey
    case .scopeMissing: OIDCCodes.scopeMissing
    case .clientRefused: OIDCCodes.clientRefused
    case .secretRequired: OIDCCodes.secretRequired
    case .publicClientNotAnnounced: OIDCCodes.publicClientNotAnnounced
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let (address, name, found) = (context.address, context[.name], context[.found])
    return switch self {
    case .discoveryNotFound: "there is no discovery document at `\(address)`\(context.reply)"
    case .discoveryRedirected: "`\(address)` redirects to `\(found)`"
    case .discoveryUnreadable:
      "the discovery document at `\(address)` is not a JSON object\(context.reply)"
    case .discoveryIncomplete: "the discovery document at `\(address)` has no `\(name)`"
    case .issuerDiffers:
      "the provider's issuer is `\(found)`, but the configuration has `\(context.value(.issuer))`"
    case .endpointWithoutTLS: "`\(name)` of the provider is `\(address)`, without TLS"
    case .responseTypeMissing:
      """
      the provider does not offer response type `\(context[.expected])`, which `\(name)` requires; \
      it offers \(Message.words(found))
      """
    case .formPostMissing:
      """
      the provider does not list response mode `form_post`, which `implicit` requires; it lists \
      \(Message.words(found))
      """
    case .pkceMissing:
      "the provider does not offer PKCE with `S256`; it offers \(Message.words(found))"
    case .pkceNotAnnounced: "the provider does not announce PKCE, which `pkce` requires"
    case .keysNotFound: "there are no signing keys at `\(address)`\(context.reply)"
    case .noUsableKey: "no key at `\(address)` can verify ID tokens: \(found)"
    case .scopeMissing:
      "the provider does not list scope\(name.contains(",") ? "s" : "") \(Message.words(name))"
    case .clientRefused: "the provider refuses client `\(name)` with its secret\(context.reply)"
    case .secretRequired: "the provider refuses client `\(name)` without a secret\(context.reply)"
    case .publicClientNotAnnounced:
      "client `\(name)` has no secret, and the provider does not announce clients without one"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .discoveryNotFound, .discoveryUnreadable, .discoveryIncomplete:
      "set `global.auth.oidc.issuer` to the issuer that the provider documents"
    case .discoveryRedirected: "set `global.auth.oidc.issuer` to the issuer at that address"
    case .issuerDiffers:
      // Entra ID has `{tenantid}` in the issuer of addresses for every tenant.
      context[.found].contains("{")
        ? "use the issuer of one tenant"
        : "set `global.auth.oidc.issuer` to `\(context[.found])`, if that is this provider"
    case .endpointWithoutTLS: "configure the provider's public URL with https"
    case .responseTypeMissing:
      context[.name] == "implicit"
        ? "set `global.auth.oidc.authMethod` to `pkce`, or allow the implicit grant at the provider"
        : "allow the authorization code grant at the provider"
    case .formPostMissing: "set `global.auth.oidc.authMethod` to `pkce`"
    case .pkceMissing, .pkceNotAnnounced:
      "check that the provider accepts `code_challenge_method=S256`"
    case .keysNotFound, .noUsableKey: "check the signing keys of the provider"
    case .scopeMissing: "let the provider offer them"
    case .clientRefused:
      "compare `global.auth.oidc.clientId` and `global.auth.oidc.secret` with the provider's"
    case .secretRequired:
      "set `global.auth.oidc.secret`, or make the client a public one at the provider"
    case .publicClientNotAnnounced: "check that the client is a public one at the provider"
    }
  }
}

extension Message {
  /// Words of a list, each in backticks; "nothing" for an empty one.
  fileprivate static func words(_ list: String) -> Message {
    let separators: Set<Character> = [","]
    let words = list.split { separators.contains($0) }.map { word in
      "`" + String(word.drop { $0 == " " }) + "`"
    }
    return words.isEmpty ? "nothing" : "\(words.joined(separator: ", "))"
  }
}
