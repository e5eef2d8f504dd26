package import Diagnostics

/// The members of an object in the order in which they were written, each key once.
package struct HCLObject: Sendable {
  package struct Member: Sendable {
    package let key: Located
    package let value: HCLValue
  }

  package private(set) var members: [Member] = []
  /// Where each key stands, once there are more than a look at each finds as fast.
  private var places: [ExactText: Int] = [:]

  private static let few = 8

  package init() {}

  package subscript(key: String) -> HCLValue? { place(of: key).map { members[$0].value } }

  private func place(of key: String) -> Int? {
    guard places.isEmpty else { return places[ExactText(key)] }
    return members.firstIndex { $0.key.value.isExactly(key) }
  }

  /// Adds a member; one of the same key is replaced, and returned.
  @discardableResult
  package mutating func set(_ key: Located, _ value: HCLValue) -> Located? {
    let member = Member(key: key, value: value)
    guard let place = place(of: key.value) else {
      append(member)
      return nil
    }
    let before = members[place].key
    members[place] = member
    return before
  }

  private mutating func append(_ member: Member) {
    members.append(member)
    guard members.count > Self.few else { return }
    let first = places.isEmpty ? 0 : members.count - 1
    for place in first..<members.count { places[ExactText(members[place].key.value)] = place }
  }

  /// As Terraform goes through it: by key.
  package var sorted: [Member] {
    members.sorted { $0.key.value.utf8.lexicographicallyPrecedes($1.key.value.utf8) }
  }
}
