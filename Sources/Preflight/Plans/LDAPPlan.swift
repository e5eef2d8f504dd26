import Diagnostics
import Probing
import Settings

extension ProbePlan {
  /// The LDAP server that users sign in with; nil if there is none.
  static func ldap(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    let ldap = resolved.configuration.ldap
    guard ldap.isSet else { return nil }
    var plan = ProbePlan(.ldap, .ldap, needing: .host, resolved)
    plan.target = "at an unknown address"
    guard !ldap.address.isAbsent else {
      plan.add(.host, "ldap.connectionString", ldap.connectionString)
      plan.request[.host] = nil
      plan.request.lack(
        .host, because: "the form of `ldap.connectionString` is proposed, but not released")
      return plan
    }
    plan.addAddress(ldap)
    plan.add(.baseDN, "ldap.baseDN", ldap.baseDN)
    plan.add(.userBaseDN, "ldap.userBaseDN", ldap.userBaseDN)
    plan.add(.groupBaseDN, "ldap.groupBaseDN", ldap.groupBaseDN)
    plan.add(.bindDN, "ldap.bindDN", ldap.bindDN)
    plan.add(.bindPassword, "ldap.bindPassword", ldap.bindPassword)
    plan.add(.userClass, "ldap.userObjectClass", ldap.userObjectClass)
    plan.add(.groupClass, "ldap.groupObjectClass", ldap.groupObjectClass)
    plan.add(.groups, "ldap.groupAllowList", ldap.groupAllowList)
    plan.addAttributes(ldap.attributes)
    for role in [Role.baseDN, .userBaseDN, .groupBaseDN, .userClass, .groupClass, .groups]
    where plan.request[role]?.isEmpty == true { plan.request[role] = nil }
    return plan
  }

  /// Scheme, host and port of the address.
  private mutating func addAddress(_ ldap: LDAP) {
    add(.host, "ldap.address", ldap.address)
    guard let text = request[.host] else { return }
    let span = SourceSpan(FileID(0), 0, 0)
    guard let url = ConnectionString(SourceText(text, at: span)), !url.host.text.isEmpty,
      url.port.map({ UInt16($0.text) != nil }) ?? true
    else {
      request[.host] = nil
      return request.lack(.host, because: "`ldap.address` is not `ldap://host:port`")
    }
    let usesTLS = url.scheme.text.lowercased() == "ldaps"
    let port = url.port?.text ?? (usesTLS ? "636" : "389")
    imply(.port, port, by: .host)
    request[.host] = url.host.text
    if usesTLS { imply(.tls, "ldaps", by: .host) } else { add(.tls, "ldap.tls", ldap.tls) }
    target = "\(url.host.text):\(port)"
  }

  /// The names in `email=mail,group=gidNumber`.
  private mutating func addAttributes(_ setting: Setting<String>) {
    for (role, key) in [(Role.emailAttribute, "email"), (.groupAttribute, "group")] {
      add(role, "ldap.attributes", setting) { LDAPAttributes($0)[key] ?? "" }
      if request[role]?.isEmpty == true { request[role] = nil }
    }
  }
}

/// The value of `ldap.attributes`: pairs of a purpose and an attribute.
package struct LDAPAttributes: Sendable {
  private let pairs: [(key: String, attribute: String)]

  package init(_ text: String) {
    pairs = text.split(separator: ",").compactMap { pair in
      let sides = pair.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
      return sides.count == 2 ? (sides[0].lowercased(), sides[1]) : nil
    }
  }

  /// The attribute for a purpose.
  package subscript(key: String) -> String? { pairs.first { $0.key == key }?.attribute }
}
