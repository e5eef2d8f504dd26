/// The six parts of an Amazon Resource Name; the last one may hold colons itself.
struct PolicyARN {
  let parts: [String]

  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return nil }
    self.parts = parts.map(String.init)
  }

  var service: String { parts[2] }
  var account: String { parts[4] }
  var resource: String { parts[5] }

  static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  func isIdentity(of type: String) -> Bool {
    service == "iam" && Self.isAccount(account) && resource.hasPrefix(type + "/")
      && resource.utf8.count > type.utf8.count + 1
  }

  var isSession: Bool {
    service == "sts" && Self.isAccount(account)
      && (resource.hasPrefix("assumed-role/") || resource.hasPrefix("federated-user/"))
  }

  /// The ARN of a session of this role, which leaves the role's path out.
  func session(named name: String) -> String? {
    guard let role = resource.split(separator: "/").last else { return nil }
    return "arn:\(parts[1]):sts::\(account):assumed-role/\(role)/\(name)"
  }
}
