/// The rights of a user, as `SHOW GRANTS` lists them.
struct MySQLGrants: Hashable, Sendable {
  private var entries: [Entry] = []

  /// Rights on everything, on a database, or on one object of it.
  private struct Entry: Hashable, Sendable {
    let rights: Set<String>
    /// The database as a pattern; nil for all.
    let database: String?
    let isRevoked: Bool
  }

  /// Rights without which the server can't create its tables or use them.
  static let essential = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX",
  ]
  /// The other rights on a database that `GRANT ALL` gives, in every supported version.
  static let others = [
    "REFERENCES", "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "CREATE VIEW", "SHOW VIEW",
    "CREATE ROUTINE", "ALTER ROUTINE", "EVENT", "TRIGGER",
  ]
  /// Rights that let a user write to a server that is read-only.
  private static let overridingReadOnly: Set = [
    "SUPER", "CONNECTION_ADMIN", "READ_ONLY ADMIN", "READ ONLY ADMIN",
  ]

  /// Reads the statements; rights on single tables, columns and routines, and roles are left out.
  init(_ statements: [String]) { entries = statements.compactMap(Self.entry) }

  /// Whether the user has a right on every table of a database.
  func allow(_ right: String, on database: String) -> Bool {
    let matching = entries.filter { entry in
      entry.database.map { Self.matches(database, pattern: $0) } ?? true
    }
    func names(_ entry: Entry) -> Bool {
      entry.rights.contains(right) || entry.rights.contains("ALL PRIVILEGES")
    }
    return matching.contains { !$0.isRevoked && names($0) }
      && !matching.contains { $0.isRevoked && names($0) }
  }

  /// Whether the user may write although the server is read-only.
  var overridesReadOnly: Bool {
    entries.contains { entry in
      entry.database == nil && !entry.isRevoked
        && (entry.rights.contains("ALL PRIVILEGES")
          || !entry.rights.isDisjoint(with: Self.overridingReadOnly))
    }
  }

  /// Whether any right on all tables of a database is seen.
  ///
  /// A user who can open a database has rights in it, but not always in a form that is read here.
  func showRights(on database: String) -> Bool {
    (Self.essential + Self.others).contains { allow($0, on: database) }
  }

  // MARK: Parsing

  private static func entry(_ statement: String) -> Entry? {
    var words = Words(statement)
    guard let verb = words.next(), verb == "GRANT" || verb == "REVOKE" else { return nil }
    var rights: Set<String> = []
    var right = ""
    while let word = words.next() {
      switch word {
      case "ON":
        rights.insert(right)
        guard let level = words.next() else { return nil }
        guard let database = Self.database(level) else { return nil }
        return Entry(
          rights: rights, database: database == "*" ? nil : database, isRevoked: verb == "REVOKE")
      case ",":
        rights.insert(right)
        right = ""
      // A role is named before `TO`.
      case "TO", "FROM": return nil
      default: right += right.isEmpty ? word : " \(word)"
      }
    }
    return nil
  }

  /// The database of `*.*` or `` `name`.* ``; nil for a single object.
  private static func database(_ level: String) -> String? {
    guard level.hasSuffix(".*") else { return nil }
    let name = level.dropLast(2)
    guard name.count >= 2, name.first == "`", name.last == "`" else { return String(name) }
    return String(name.dropFirst().dropLast()).replacing("``", with: "`")
  }

  /// Whether a name matches a pattern of `GRANT`: `%` and `_` are wildcards without a backslash.
  ///
  /// Letters are compared without case, as some servers do: a right is rather seen than missed.
  static func matches(_ name: String, pattern: String) -> Bool {
    matches(Array(name.lowercased())[...], Array(pattern.lowercased())[...])
  }

  private static func matches(_ name: ArraySlice<Character>, _ pattern: ArraySlice<Character>)
    -> Bool
  {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "%": return matches(name, rest) || !name.isEmpty && matches(name.dropFirst(), pattern)
    case "_": return !name.isEmpty && matches(name.dropFirst(), rest)
    case "\\":
      guard let literal = rest.first else { return false }
      return name.first == literal && matches(name.dropFirst(), rest.dropFirst())
    default: return name.first == first && matches(name.dropFirst(), rest)
    }
  }
}

/// The words of a statement: quoted names stay whole, a comma is a word, lists of columns are marked.
private struct Words {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  mutating func next() -> String? {
    rest = rest.drop { $0 == " " }
    guard let first = rest.first else { return nil }
    if first == "," {
      rest = rest.dropFirst()
      return ","
    }
    if first == "(" {
      rest = rest.drop { $0 != ")" }.dropFirst()
      return "(columns)"
    }
    var (word, quote): (String, Character?) = ("", nil)
    while let character = rest.first {
      if quote == nil, " ,(".contains(character) { break }
      if character == "`" || character == "'" {
        if quote == nil { quote = character } else if quote == character { quote = nil }
      }
      word.append(character)
      rest = rest.dropFirst()
    }
    return word
  }
}
