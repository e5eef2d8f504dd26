/// A policy as AWS would take it: every element is checked, whether a request meets it or not.
struct PolicyDocument {
  /// What the policy is attached to, which decides the elements that a statement has.
  enum Kind { case identity, resource, trust }

  let statements: [PolicyStatement]

  init(_ text: String, _ kind: Kind) throws {
    guard let tree = JSONTree(text.utf8) else { throw MalformedPolicy("no JSON, or a key twice") }
    try Self.expectMembers(of: tree, ["Version", "Id", "Statement"])
    // Without a version, AWS reads the language of 2008, which nobody should write.
    guard let version = tree["Version"]?.string, ["2012-10-17", "2008-10-17"].contains(version)
    else { throw MalformedPolicy("no version of the policy language") }
    guard let body = tree["Statement"] else { throw MalformedPolicy("no statement") }
    let trees = if case .array(let elements) = body { elements } else { [body] }
    guard !trees.isEmpty else { throw MalformedPolicy("no statement") }
    statements = try trees.map { try PolicyStatement($0, kind) }

    let names = trees.compactMap { $0["Sid"]?.string }.filter { !$0.isEmpty }
    guard Set(names).count == names.count else { throw MalformedPolicy("a Sid stands twice") }
  }

  /// Throws when `tree` is no object or has a member that is not listed.
  static func expectMembers(of tree: JSONTree, _ known: Set<String>) throws {
    guard case .object(let members) = tree else { throw MalformedPolicy("an object is missing") }
    for key in members.keys where !known.contains(String(decoding: key, as: UTF8.self)) {
      throw MalformedPolicy("`\(String(decoding: key, as: UTF8.self))` is no element")
    }
  }

  /// One text or several, as most elements may be written; never none.
  static func texts(_ tree: JSONTree) throws -> [String] {
    let trees = if case .array(let elements) = tree { elements } else { [tree] }
    let texts = trees.compactMap(\.string)
    guard texts.count == trees.count, !texts.isEmpty else {
      throw MalformedPolicy("a text or a list of texts is missing")
    }
    // Variables would have to be replaced: say so rather than compare them letter by letter.
    for text in texts where text.contains("${") {
      throw MalformedPolicy("`\(text)` has a policy variable, which is not supported here")
    }
    return texts
  }
}
