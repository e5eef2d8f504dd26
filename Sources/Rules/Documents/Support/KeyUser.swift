import CloudDocuments
import CloudFacts
import Diagnostics

/// A principal that encrypts or decrypts with a key, and the actions that the key policy allows it.
struct KeyUser {
  /// The first mention of the principal.
  let name: Located
  private(set) var actions: Set<String>

  /// The actions of which a user of the key has at least one.
  private static var uses: [String] { AmazonService.kms.needs.map(\.name) }

  /// The actions that are tracked for each principal.
  private static var tracked: [String] {
    let service = AmazonService.kms
    return (service.attachedNeeds + service.uses.filter { $0.user == .crossAccount }).map(\.name)
  }

  /// The principals that use the key but do not administer it; only the configuration's principal
  /// if it is among them.
  static func all(_ check: PolicyCheck) -> [KeyUser] {
    let (uses, tracked) = (uses, tracked)
    var users: [KeyUser] = []
    var positions: [String: Int] = [:]
    var administrators: Set<String> = []
    for statement in check.allowing {
      let names = statement.principal?.identities ?? []
      let actions = tracked.filter(statement.covers)
      if statement.covers("kms:PutKeyPolicy") {
        administrators.formUnion(names.map(\.value))
      }
      for name in names {
        if let position = positions[name.value] {
          users[position].actions.formUnion(actions)
        } else {
          positions[name.value] = users.count
          users.append(KeyUser(name: name, actions: Set(actions)))
        }
      }
    }
    let own = check.context.principal?.value
    let isNamed = own.map { own in
      users.contains { PolicyIdentity.isSame($0.name.value, own) }
    }
    return users.filter { user in
      !administrators.contains(user.name.value) && !user.actions.isDisjoint(with: uses)
        && (isNamed != true || PolicyIdentity.isSame(user.name.value, own ?? ""))
    }
  }
}
