import Diagnostics

/// An AWS service that policies for W&B are about: its actions, and who needs which of them.
///
/// The facts and their sources are in `CFacts/cloud-actions.txt`. Services add actions over time, so
/// an unknown one that resembles none of these is only a warning.
package struct AmazonService: Sendable {
  /// The kind of resource that an action applies to.
  package enum Resource: String, CaseIterable, Sendable {
    case bucket, objects, key, queue
    /// Something that is not part of a bucket, such as an access point.
    case other
  }

  /// The text before the colon of an action.
  package let prefix: String
  /// The name of the service in messages.
  package let noun: String
  /// All actions without the prefix.
  package private(set) var names: [String] = []
  private var known = KnownNames([String]())
  /// The letters of each name, which rule out most patterns.
  private var letters: [UInt32] = []
  /// The actions that somebody needs, in the order in which messages list them.
  package private(set) var uses: [PolicyAction] = []
  private var resources: [String: Resource] = [:]
  /// The spelling of each name in lower case.
  private var spellings: [String: String] = [:]
  /// The action that permits an API operation, whose name is in lower case.
  private var operations: [String: String] = [:]

  package static let s3 = AmazonService("s3")
  package static let kms = AmazonService("kms")
  package static let sqs = AmazonService("sqs")
  /// Every service of `cloud-actions.txt`.
  package static var all: [AmazonService] { [s3, kms, sqs] }

  /// The service with a prefix, in any letter case; nil for one that W&B does not use.
  package static func named(_ prefix: some StringProtocol) -> AmazonService? {
    switch prefix.lowercased() {
    case "s3": s3
    case "kms": kms
    case "sqs": sqs
    default: nil
    }
  }

  /// The spelling of an action name without prefix that is written in any letter case.
  package func spelling(of name: String) -> String? { spellings[name.lowercased()] }

  /// The names with every letter and digit of a pattern for action names, in any letter case.
  package func names(withLettersOf pattern: String) -> [String] {
    let needed = Self.letters(pattern)
    return names.indices.filter { letters[$0] & needed == needed }.map { names[$0] }
  }

  /// A bit for each letter, one for all digits, and one for other bytes, without wildcards.
  private static func letters(_ text: String) -> UInt32 {
    text.utf8.reduce(0) { letters, byte in
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "?"): letters
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        letters | 1 << UInt32(byte & 31)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): letters | 1 << 27
      default: letters | 1 << 28
      }
    }
  }

  /// The action that was probably meant by a name without prefix.
  package func suggestion(for name: String) -> String? { known.nearest(to: name) }

  /// What an action applies to; the name is written with or without the prefix.
  package func resource(of action: String) -> Resource {
    let name = action.hasPrefix("\(prefix):") ? String(action.dropFirst(prefix.count + 1)) : action
    return resources[name] ?? .other
  }

  /// The action, with its prefix, that permits an API operation which is not an action itself.
  package func action(permitting operation: String) -> String? {
    operations[operation.lowercased()].map { "\(prefix):\($0)" }
  }

  // MARK: What W&B needs

  /// The server's actions that the policy of a role must allow.
  package var needs: [PolicyAction] { uses.filter { $0.user == .server && $0.need == .must } }

  /// The server's actions that the policy of the resource itself must allow.
  package var attachedNeeds: [PolicyAction] {
    uses.filter { $0.user == .server && $0.need != .may }
  }

  /// The actions and patterns that policies contain for a user, in alphabetical order.
  package func written(for user: PolicyAction.User, on resource: Resource) -> [String] {
    Set(uses.filter { $0.user == user && $0.resource == resource }.map(\.written)).sorted()
  }
}

extension AmazonService {
  private init(_ prefix: String) {
    let rows = FactsText.actions.lines.compactMap { ActionRow($0) }
    let start = rows.firstIndex { row in
      if case .service(prefix, _) = row { true } else { false }
    }
    guard let start, case .service(_, let noun) = rows[start] else {
      preconditionFailure("cloud-actions.txt has no service \(prefix)")
    }
    (self.prefix, self.noun) = (prefix, noun)
    read(
      rows[(start + 1)...].prefix { row in
        if case .service = row { false } else { true }
      })
    known = KnownNames(names)
    letters = names.map(Self.letters)
  }

  private mutating func read(_ rows: some Sequence<ActionRow>) {
    var user = PolicyAction.User.server
    for row in rows {
      switch row {
      case .service: break
      case .actions(let names, let resource):
        for name in names {
          self.names.append(name)
          (resources[name], spellings[name.lowercased()]) = (resource, name)
        }
      case .operation(let operation, let action): operations[operation.lowercased()] = action
      case .user(let next): user = next
      case .use(let names, let need, let use, let pattern):
        uses += names.map { name in
          PolicyAction(
            name: "\(prefix):\(name)", written: "\(prefix):\(pattern.isEmpty ? name : pattern)",
            resource: resource(of: name), user: user, need: need, use: use)
        }
      }
    }
  }
}
