package import Diagnostics

/// The members of an object in the order in which they were written, each key once.
package struct HCLObject: Sendable {
  package struct Member: Sendable {
    package let key: Located
    package let value: HCLValue
  }

  package private(set) var members: [Member] = []
  /// The index of each key, once there are too many for a linear search.
  private var places: [ExactText: Int] = [:]

  private static let few = 8

  package init() {}

  package subscript(key: String) -> HCLValue? { place(of: key).map { members[$0].value } }

  private func place(of key: String) -> Int? {
    guard places.isEmpty else { return places[ExactText(key)] }
    return members.firstIndex { $0.key.value.isExactly(key) }
  }

  /// Adds a member; one of the same key is replaced, and its key returned.
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

  /// The members in Terraform's iteration order: by key.
  package var sorted: [Member] {
    members.sorted { $0.key.value.utf8.lexicographicallyPrecedes($1.key.value.utf8) }
  }
}
