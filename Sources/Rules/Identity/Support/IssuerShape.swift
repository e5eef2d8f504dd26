import Diagnostics

/// The shapes of issuers at known identity providers.
enum IssuerShape {
  /// What is wrong with an issuer whose provider is known by its host or path, and what to do.
  static func fault(_ host: String, _ path: [String]) -> (fault: Message, help: Message)? {
    if host.hasSuffix(".amazoncognito.com") {
      // `DOMAIN.auth.REGION.amazoncognito.com`
      let labels = host.split(separator: ".")
      let region = labels.count > 3 ? labels[labels.count - 3] : "REGION"
      return (.cognitoDomain, .writeUserPool(in: region))
    }
    if host.hasPrefix("cognito-idp."), path.isEmpty {
      return (.noUserPool, .writeUserPool(at: host))
    }
    if entra.contains(host), path.count != 2 || path[1] != "v2.0" {
      let tenant = path.first { $0 != "v2.0" } ?? "TENANT"
      return (.notEntra, .writeEntra(host, tenant: tenant))
    }
    if host.contains("-admin.okta") {
      let company = host.replacing("-admin.okta", with: ".okta")
      return (.adminConsole, .write(issuer: company))
    }
    return keycloakFault(host, path) ?? endpointFault(host, path)
  }

  private static let entra: Set = [
    "login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn",
  ]

  private static func keycloakFault(
    _ host: String, _ path: [String]
  ) -> (fault: Message, help: Message)? {
    if path.contains("protocol"), path.contains("openid-connect") {
      return (.moreThanRealm, .removeAfterRealm)
    }
    let isKeycloak =
      host.contains("keycloak") || [["auth"], ["realms"], ["auth", "realms"]].contains(path)
    guard isKeycloak, !path.dropLast().contains("realms") else { return nil }
    return (.noRealm, .useRealm)
  }

  /// Okta's endpoints have the form `/oauth2[/SERVER]/v1/authorize`; others end in the same words.
  private static func endpointFault(
    _ host: String, _ path: [String]
  ) -> (fault: Message, help: Message)? {
    if path.first == "oauth2", let version = path.firstIndex(of: "v1"), (1...2).contains(version) {
      let server = path[..<version]
      let issuer = ([host] + (server.count > 1 ? server : [])).joined(separator: "/")
      return (.endpoint, .write(issuer: issuer))
    }
    guard let last = path.last, endpoints.contains(last.lowercased()) else { return nil }
    return (.endpoint, .useIssuerOfDiscovery)
  }

  private static let endpoints: Set = [
    "authorize", "token", "userinfo", "introspect", "revoke", "jwks", "jwks.json",
  ]

  /// Whether the provider's own issuers end with a slash, as its discovery document shows.
  static func endsWithSlash(_ host: String, _ path: [String]) -> Bool {
    // Authentik's path is the same on every host.
    host.hasSuffix(".auth0.com") || host == "sts.windows.net"
      || path.starts(with: ["application", "o"])
  }
}

extension Message {
  fileprivate static let cognitoDomain: Message = "is the Cognito domain"

  fileprivate static func writeUserPool(in region: Substring) -> Message {
    "write https://cognito-idp.\(value: region).amazonaws.com/USER_POOL_ID"
  }

  fileprivate static let noUserPool: Message = "has no user pool"

  fileprivate static func writeUserPool(at host: String) -> Message {
    "write https://\(value: host)/USER_POOL_ID"
  }

  fileprivate static let notEntra: Message = "is not an Entra v2.0 issuer"

  fileprivate static func writeEntra(_ host: String, tenant: String) -> Message {
    "write https://\(value: "\(host)/\(tenant)")/v2.0"
  }

  fileprivate static let adminConsole: Message = "is the host of Okta's admin console"

  fileprivate static func write(issuer: String) -> Message { "write https://\(value: issuer)" }

  fileprivate static let moreThanRealm: Message = "must end with the realm name"

  fileprivate static let removeAfterRealm: Message = "remove everything after the realm name"

  fileprivate static let noRealm: Message = "does not name a Keycloak realm"

  fileprivate static let useRealm: Message = "use the URL of the realm, …/realms/REALM"

  fileprivate static let endpoint: Message = "is an endpoint of the provider, not an issuer"

  fileprivate static let useIssuerOfDiscovery: Message =
    "use the `issuer` in the provider's discovery document"
}
