import CLDAP
import Probing

/// Looks up in a directory what the configuration names, as the server will.
struct LDAPDirectory {
  private let session: LDAPSession
  private let steps: Steps
  private var request: ProbeRequest { steps.request }

  init(_ session: LDAPSession, _ steps: Steps) { (self.session, self.steps) = (session, steps) }

  private static let base = "finds the base DN"
  private static let userBase = "finds the user base DN"
  private static let groupBase = "finds the group base DN"
  private static let email = "finds the email attribute"
  private static let group = "finds the group attribute"
  private static let groups = "finds the allowed groups"

  /// The steps for a request, in order.
  static func steps(of request: ProbeRequest) -> [String] {
    let all: [(role: Role, step: String)] = [
      (.baseDN, base), (.userBaseDN, userBase), (.groupBaseDN, groupBase),
      (.emailAttribute, email), (.groupAttribute, group), (.groups, groups),
    ]
    return all.filter { request.has($0.role) }.map(\.step)
  }

  func check() {
    let base = find(.baseDN, Self.base, below: nil)
    let users = find(.userBaseDN, Self.userBase, below: base)
    let groups = find(.groupBaseDN, Self.groupBase, below: base)
    let roots = Roots(
      users: request.has(.userBaseDN) ? users : base,
      groups: request.has(.groupBaseDN) ? groups : base)
    checkEmail(roots)
    checkGroupAttribute(roots)
    checkGroups(roots)
  }

  /// Where searches start; nil if the entry was not found or is not configured.
  private struct Roots {
    let users: String?
    let groups: String?
    var all: [String] { [users, groups].compactMap { $0 } }
  }

  // MARK: Base entries

  /// A configured name, if searches can start there.
  private func find(_ role: Role, _ step: String, below base: String?) -> String? {
    guard request.has(role), steps.has(role, for: step), let name = request[role] else {
      return nil
    }
    return steps.attempt(step, blaming: role) { detail throws(ProbeFailure) in
      let answer = try search(LDAPQuery(base: name, scope: .base, limit: 1))
      guard !answer.isComplete else { return name }
      if let base, answer.result.code == LDAP_NO_SUCH_OBJECT {
        let whole = "\(name),\(base)"
        if try search(LDAPQuery(base: whole, scope: .base, limit: 1)).isComplete {
          steps.report(ProbeFailure(LDAPProblem.baseIsRelative, [.expected: role.rawValue]))
          detail = "below the base DN"
          return whole
        }
      }
      throw failure(answer.result, role)
    }
  }

  /// Why a search failed; `role` is that of the entry at which it starts.
  private func failure(_ result: LDAPResult, _ role: Role) -> ProbeFailure {
    let facts: [Fact: String] = [
      .address: session.connection.addresses.text, .reply: result.text,
      .expected: role.rawValue, .found: result.matched,
    ]
    let problem: LDAPProblem =
      switch result.code {
      case LDAP_NO_SUCH_OBJECT: .baseNotFound
      case LDAP_INVALID_DN_SYNTAX: .invalidName
      case LDAP_REFERRAL: .referral
      // Active Directory answers so, other servers with the second and third.
      case LDAP_OPERATIONS_ERROR, LDAP_INAPPROPRIATE_AUTH,
        LDAP_UNWILLING_TO_PERFORM
      where session.isAnonymous: .anonymousRefused
      case LDAP_INSUFFICIENT_ACCESS: session.isAnonymous ? .anonymousRefused : .rightMissing
      default: .requestFailed
      }
    return ProbeFailure(problem, facts, blaming: problem == .anonymousRefused ? .host : role)
  }

  private func search(_ query: LDAPQuery) throws(ProbeFailure) -> LDAPAnswer {
    try session.search(query)
  }

  /// The entries that a filter selects below any of several entries, each once.
  private func entries(
    _ roots: [String], _ filter: String, _ attributes: [String] = ["1.1"]
  ) throws(ProbeFailure) -> [LDAPEntry] {
    var found: [LDAPEntry] = []
    for (index, root) in roots.enumerated() where !roots[..<index].contains(root) {
      let answer = try search(LDAPQuery(base: root, filter: filter, attributes: attributes))
      guard answer.isComplete else { throw failure(answer.result, role(of: root)) }
      let names = found.map(\.name)
      found += answer.entries.filter { !names.contains($0.name) }
    }
    return found
  }

  /// The role of an entry at which searches start.
  private func role(of root: String) -> Role {
    [.userBaseDN, .groupBaseDN].first { request[$0] == root } ?? .baseDN
  }

  // MARK: Attributes

  /// The filter for entries of users; everything, if no class is configured.
  private var userFilter: [String] {
    request[.userClass].map { $0.isEmpty ? [] : [LDAPFilter.equals("objectClass", $0)] } ?? []
  }

  private func checkEmail(_ roots: Roots) {
    guard let name = attribute(.emailAttribute, Self.email, roots.users) else { return }
    _ = steps.attempt(Self.email, blaming: .emailAttribute) { detail throws(ProbeFailure) in
      let found = try entries(
        roots.users.map { [$0] } ?? [], LDAPFilter.all(userFilter + [LDAPFilter.has(name)]))
      detail = Self.count(found, "user")
      guard found.isEmpty else { return }
      throw try missingEmail(roots)
    }
  }

  /// Says whether the attribute is missing, or the users are.
  private func missingEmail(_ roots: Roots) throws(ProbeFailure) -> ProbeFailure {
    let filter =
      userFilter.isEmpty
      ? LDAPFilter.any(
        ["person", "inetOrgPerson", "posixAccount", "user"].map {
          LDAPFilter.equals("objectClass", $0)
        })
      : LDAPFilter.all(userFilter)
    let users = try entries(roots.users.map { [$0] } ?? [], filter, ["*"])
    guard !users.isEmpty else {
      let role: Role =
        request.has(.userClass) ? .userClass : request.has(.userBaseDN) ? .userBaseDN : .baseDN
      return ProbeFailure(LDAPProblem.usersNotFound, blaming: role)
    }
    let others = users.flatMap(\.addressAttributes).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    return ProbeFailure(
      LDAPProblem.emailAttributeMissing, [.found: others.prefix(3).joined(separator: ", ")])
  }

  private func checkGroupAttribute(_ roots: Roots) {
    guard let name = attribute(.groupAttribute, Self.group, roots.all.first) else { return }
    _ = steps.attempt(Self.group, blaming: .groupAttribute) { detail throws(ProbeFailure) in
      let found = try entries(roots.all, LDAPFilter.has(name))
      detail = Self.count(found, "entry")
      guard found.isEmpty else { return }
      throw ProbeFailure(LDAPProblem.groupAttributeMissing)
    }
  }

  /// The name of an attribute, if there is one and a place to look for it.
  private func attribute(_ role: Role, _ step: String, _ root: String?) -> String? {
    guard request.has(role), steps.has(role, for: step), let name = request[role] else {
      return nil
    }
    guard root != nil else {
      steps.skip([step], blaming: role, because: "no entry to start from")
      return nil
    }
    guard LDAPFilter.isAttribute(name) else {
      steps.skip([step], blaming: role, because: "not a name of an attribute")
      return nil
    }
    return name
  }

  private static func count(_ entries: [LDAPEntry], _ noun: String) -> String {
    let plural = noun == "entry" ? "entries" : noun + "s"
    return switch entries.count {
    case 1: "1 \(noun)"
    case 20...: "20 \(plural) or more"
    default: "\(entries.count) \(plural)"
    }
  }

  // MARK: Groups

  private func checkGroups(_ roots: Roots) {
    guard request.has(.groups), steps.has(.groups, for: Self.groups) else { return }
    guard !roots.all.isEmpty else {
      return steps.skip([Self.groups], blaming: .groups, because: "no entry to start from")
    }
    let names = GroupList(request[.groups] ?? "").groups
    _ = steps.attempt(Self.groups, blaming: .groups) { detail throws(ProbeFailure) in
      var problems: [ProbeFailure] = []
      for name in names {
        let group = try find(group: name, roots)
        let problem =
          if let group { try check(group, name, roots) } else {
            try isValue(name, roots)
              ? nil : ProbeFailure(LDAPProblem.groupNotFound, [.name: name])
          }
        if let problem { problems.append(problem) }
      }
      detail = names.count == 1 ? "1 group" : "\(names.count) groups"
      guard let last = problems.popLast() else { return }
      for problem in problems { steps.report(problem) }
      throw last
    }
  }

  private static let memberAttributes = ["member", "uniqueMember", "memberUid", "gidNumber"]

  private func find(group name: String, _ roots: Roots) throws(ProbeFailure) -> LDAPEntry? {
    if GroupList.isName(name) {
      let answer = try search(
        LDAPQuery(base: name, scope: .base, attributes: Self.memberAttributes, limit: 1))
      return answer.entries.first
    }
    let classes = request[.groupClass].map { [$0] } ?? Self.groupClasses
    let filter = LDAPFilter.all([
      LDAPFilter.any(classes.map { LDAPFilter.equals("objectClass", $0) }),
      LDAPFilter.any(["cn", "sAMAccountName"].map { LDAPFilter.equals($0, name) }),
    ])
    return try entries(roots.groups.map { [$0] } ?? roots.all, filter, Self.memberAttributes).first
  }

  private static let groupClasses = [
    "groupOfNames", "groupOfUniqueNames", "posixGroup", "group", "groupOfMembers",
  ]

  /// Whether the group attribute of an entry has this value: `gidNumber=5000`.
  private func isValue(_ name: String, _ roots: Roots) throws(ProbeFailure) -> Bool {
    guard let attribute = request[.groupAttribute], LDAPFilter.isAttribute(attribute) else {
      return false
    }
    return try !entries(roots.all, LDAPFilter.equals(attribute, name)).isEmpty
  }

  /// More members are not looked up.
  private static let mostMembers = 10

  /// What is wrong with the members of a group.
  private func check(
    _ group: LDAPEntry, _ name: String, _ roots: Roots
  ) throws(ProbeFailure) -> ProbeFailure? {
    let names = group["member"] + group["uniqueMember"]
    let users = roots.users.map { [$0] } ?? roots.all
    var missing: [String] = []
    for member in names.prefix(Self.mostMembers)
    where try search(LDAPQuery(base: member, scope: .base, limit: 1)).entries.isEmpty {
      missing.append(member)
    }
    let accounts = group["memberUid"].prefix(Self.mostMembers)
    for account in accounts where try entries(users, LDAPFilter.equals("uid", account)).isEmpty {
      missing.append(account)
    }
    if let first = missing.first {
      let count = min(names.count, Self.mostMembers) + accounts.count
      return ProbeFailure(
        LDAPProblem.membersNotFound,
        [.name: name, .found: first, .amount: "\(missing.count) of \(count)"])
    }
    guard names.isEmpty, accounts.isEmpty else { return nil }
    let links =
      [LDAPFilter.equals("memberOf", group.name)]
      + group["gidNumber"].map { LDAPFilter.equals("gidNumber", $0) }
    return try entries(users, LDAPFilter.any(links)).contains { $0.name != group.name }
      ? nil : ProbeFailure(LDAPProblem.groupIsEmpty, [.name: name])
  }
}
