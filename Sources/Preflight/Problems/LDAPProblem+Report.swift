package import Diagnostics
package import Probing

extension LDAPProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .bindRefused: LDAPCodes.bindRefused
    case .invalidName: LDAPCodes.invalidName
    case .anonymousRefused: LDAPCodes.anonymousRefused
    case .passwordInClear: LDAPCodes.passwordInClear
    case .baseNotFound: LDAPCodes.baseNotFound
    case .baseIsRelative: LDAPCodes.baseIsRelative
    case .rightMissing: LDAPCodes.rightMissing
    case .referral: LDAPCodes.referral
    case .requestFailed: LDAPCodes.requestFailed
    case .usersNotFound: LDAPCodes.usersNotFound
    case .emailAttributeMissing: LDAPCodes.emailAttributeMissing
    case .groupAttributeMissing: LDAPCodes.groupAttributeMissing
    case .groupNotFound: LDAPCodes.groupNotFound
    case .groupIsEmpty: LDAPCodes.groupIsEmpty
    case .membersNotFound: LDAPCodes.membersNotFound
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let (address, base) = (context.address, context.value(context.baseRole))
    return switch self {
    case .bindRefused:
      "`\(address)` refuses the bind as `\(context.value(.bindDN))`\(context.reply)"
    case .invalidName:
      "`\(context.value(context.nameRole))` is not a valid distinguished name\(context.reply)"
    case .anonymousRefused: "`\(address)` requires a bind DN and a password\(context.reply)"
    case .passwordInClear: "the bind password is sent to `\(address)` without encryption"
    case .baseNotFound:
      """
      `\(base)` does not exist in the directory, or is hidden from \
      \(context.client)\(context.reply)
      """
    case .baseIsRelative: "`\(base)` exists only below the base DN"
    case .rightMissing: "\(context.client) may not search `\(base)`\(context.reply)"
    case .referral: "`\(address)` refers to another server for `\(base)`\(context.reply)"
    case .requestFailed: "`\(address)` could not answer a request\(context.reply)"
    case .usersNotFound: "no user was found below `\(context.value(context.usersRole))`"
    case .emailAttributeMissing:
      "no user has a value for the attribute `\(context.value(.emailAttribute))`"
    case .groupAttributeMissing:
      "no entry has a value for the attribute `\(context.value(.groupAttribute))`"
    case .groupNotFound: "the group `\(context.groupName)` was not found"
    case .groupIsEmpty: "the group `\(context.groupName)` has no members"
    case .membersNotFound:
      """
      the group `\(context.groupName)` has members that do not exist, or are hidden from \
      \(context.client): \(context[.amount])
      """
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .bindRefused: DirectoryAdvice.refusal(context)
    case .invalidName: "write it as `cn=wandb,ou=services,dc=example,dc=com`"
    case .anonymousRefused: "set `ldap.bindDN` and `ldap.bindPassword`"
    case .passwordInClear:
      context[.found].isEmpty
        ? "use ldaps:// in the address, or turn on `ldap.tls`"
        : "turn on `ldap.tls`: the server offers \(context[.found])"
    case .baseNotFound: DirectoryAdvice.baseNotFound(context)
    case .baseIsRelative:
      "write the whole name: \(context.value(context.baseRole)),\(context.value(.baseDN))"
    case .rightMissing: "grant the bind DN the right to read and search this entry"
    case .referral: "use the address of the server that has the entry"
    case .requestFailed: nil
    case .usersNotFound:
      context.plan.request.has(.userClass)
        ? "check `ldap.userObjectClass` and what \(context.client) may read"
        : "check the base DN and what \(context.client) may read"
    case .emailAttributeMissing:
      context[.found].isEmpty
        ? "check its name and whether \(context.client) may read it"
        : "users have an address in `\(context[.found])`"
    case .groupAttributeMissing: "check its name and whether \(context.client) may read it"
    case .groupNotFound: "check the name; groups are looked up by `cn` below the base DN"
    case .groupIsEmpty: "add members, or remove it from the list"
    case .membersNotFound: "check that their entries exist, such as `\(context[.found])`"
    }
  }
}

extension ProblemContext {
  /// The role of the entry that could not be searched.
  fileprivate var baseRole: Role { Role(rawValue: self[.expected]) ?? .baseDN }

  /// The role of a name that is not valid.
  fileprivate var nameRole: Role { Role(rawValue: self[.expected]) ?? .bindDN }

  /// The role of the entry below which users are looked up.
  fileprivate var usersRole: Role { plan.request.has(.userBaseDN) ? .userBaseDN : .baseDN }

  /// Who searches.
  fileprivate var client: String {
    plan.request[.bindDN]?.isEmpty == false ? "the bind DN" : "anonymous clients"
  }

  /// A name in the list of allowed groups.
  fileprivate var groupName: Message { "\(value: self[.name], at: plan.anchors[.groups]?.span)" }
}

/// Advice that depends on the answer of the server.
private enum DirectoryAdvice {
  /// What the numbers in answers of Active Directory mean.
  private static let reasons: [(code: String, advice: Message)] = [
    ("525", "no account has this name: check `ldap.bindDN`"),
    ("52e", "the name or the password is wrong: check `ldap.bindDN` and `ldap.bindPassword`"),
    ("530", "the account may not sign in at this time"),
    ("531", "the account may not sign in from this machine"),
    ("532", "the password has expired: set a new one"),
    ("533", "the account is disabled"),
    ("701", "the account has expired"),
    ("773", "the account has to change its password before it can sign in"),
    ("775", "the account is locked"),
  ]

  static func refusal(_ context: ProblemContext) -> Message {
    let reply = context[.reply].lowercased()
    return reasons.first { reply.contains("data \($0.code)") }?.advice
      ?? "check `ldap.bindDN` and `ldap.bindPassword`"
  }

  static func baseNotFound(_ context: ProblemContext) -> Message {
    context[.found].isEmpty
      ? "check the name and what \(context.client) may read"
      : "check the name; `\(context[.found])` exists"
  }
}
