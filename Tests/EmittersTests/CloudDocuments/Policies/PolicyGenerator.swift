import Generators
import TestSupport

/// Sites, and requests that are W&B's own but for a change or two.
struct PolicyGenerator {
  var random: SeededGenerator

  private static let regions = [
    ("aws", "us-east-1"), ("aws", "eu-central-1"), ("aws-us-gov", "us-gov-west-1"),
    ("aws-cn", "cn-north-1"),
  ]

  // MARK: Sites

  mutating func site(_ number: Int) -> PolicySite {
    let (partition, region) = random.pick(Self.regions)
    let accounts = (0..<3).map { _ in digits(12) }
    var site = PolicySite(title: "site \(number)", partition: partition, region: region)
    site.section = random.pick([.bucket, .defaultBucket])
    site.bucket = "b" + word(3...12, "abcxyz019-.") + "z"
    site.account = random.pick(accounts)
    site.roleAccount = random.pick(accounts)
    site.roleName = word(2...20, "abcXYZ019-_=,@.")
    site.keyAccount = random.pick(accounts)
    if flip() { site.keyID = word(8...36, "0123456789abcdef-") }
    if flip() { site.queueName = word(1...30, "abcXYZ019-_") }
    if flip() { site.administratorName = "admin/of/keys" }
    site.requiresTLS = flip()
    if flip() { site.vpcs = ["vpc-0000000a", "vpc-0000000b"] }
    if flip() { site.endpoints = ["vpce-0000000c"] }
    if flip() { site.addresses = ["203.0.113.0/24"] }
    if flip() { site.serviceAccounts = ["wandb-app", "wandb-api"] }
    return site
  }

  /// Names of buckets have no two marks in a row.
  private mutating func word(_ lengths: ClosedRange<Int>, _ letters: String) -> String {
    let count = Int.random(in: lengths, using: &random)
    var word = "w"
    for _ in 0..<count {
      let last = word.last.map { $0.isLetter || $0.isNumber } ?? false
      let letter = random.pick(Array(letters))
      word.append(letter.isLetter || letter.isNumber || last ? letter : "0")
    }
    return word + "1"
  }

  private mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in random.pick(Array("0123456789")) })
  }

  mutating func flip() -> Bool { Bool.random(using: &random) }

  // MARK: Requests

  mutating func ask(of site: PolicySite) -> PolicyAsk {
    let kinds = PolicyAsk.Kind.allCases.filter {
      switch $0 {
      case .bucket, .object: true
      case .key: site.keyID != nil
      case .queue, .event: site.queueName != nil
      }
    }
    let kind = random.pick(kinds)
    var ask = PolicyAsk(kind, random.pick(PolicyNeeds.actions(kind)), of: site)
    for _ in 0..<random.pick([0, 1, 1, 1, 2]) { mutate(&ask, of: site) }
    return ask
  }

  private mutating func mutate(_ ask: inout PolicyAsk, of site: PolicySite) {
    switch Int.random(in: 0..<20, using: &random) {
    case 0, 1: ask.name = changed(ask.name)
    case 2: ask.name += random.pick(["-evil", "0", ".z"])
    case 3: ask.name = String(ask.name.dropLast())
    case 4: ask.account = changed(ask.account)
    case 5: ask.region = changed(ask.region)
    case 6: ask.partition = random.pick(["aws", "aws-cn", "aws-us-gov"])
    case 7: ask.action = ask.action.prefix(while: { $0 != ":" }) + ":" + changed(suffix(ask.action))
    case 8, 9: ask.action = random.pick(PolicyNeeds.otherActions)
    case 10: ask.action = ask.action.uppercased()
    case 11: ask.callerName = changed(ask.callerName)
    case 12: ask.callerAccount = stranger(ask.callerAccount, to: site)
    case 13: ask.callerPartition = random.pick(["aws", "aws-cn", "aws-us-gov"])
    case 14: ask.caller = random.pick([.role, .service, .anonymous])
    case 15: ask.isEncrypted.toggle()
    case 16:
      ask.network = random.pick([
        site.fromVPC, site.fromEndpoint, site.fromAddress, site.fromAnotherVPC,
        site.fromAnotherAddress,
      ])
    case 17:
      (ask.isForService, ask.action) = (flip(), ask.kind == .key ? "kms:CreateGrant" : ask.action)
    case 18: ask.source = changed(ask.source)
    default: ask.sourceAccount = changed(ask.sourceAccount)
    }
  }

  private func suffix(_ action: String) -> String {
    String(action.drop { $0 != ":" }.dropFirst())
  }

  /// With one character replaced by another of its class.
  private mutating func changed(_ text: String) -> String {
    guard let index = text.indices.randomElement(using: &random) else { return text }
    let old = text[index]
    let letters = old.isNumber ? "0123456789" : old.isUppercase ? "ABCDEFGH" : "abcdefghxyz"
    let new = random.pick(letters.filter { $0 != old }.map { $0 })
    return text.replacingCharacters(at: index, with: new)
  }

  /// The owners of the site may let in whom they like; strangers are of other accounts.
  private mutating func stranger(_ account: String, to site: PolicySite) -> String {
    let changed = changed(account)
    return [site.account, site.keyAccount].contains(changed) ? account : changed
  }
}

extension String {
  fileprivate func replacingCharacters(at index: Index, with character: Character) -> String {
    String(self[..<index]) + String(character) + String(self[self.index(after: index)...])
  }
}
