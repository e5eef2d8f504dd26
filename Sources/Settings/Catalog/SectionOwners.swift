import Diagnostics

/// The sections that own variables.
struct VariableOwners: Sendable {
  private struct Variable: Sendable {
    let section: Int
    /// Where it is among the words of its section.
    let range: Range<Int>
  }

  /// The words of each section.
  private let sections: [StaticWords]
  private let variables: [Variable]
  private let table: ChecksumTable

  init(_ sections: [StaticWords]) {
    var variables: [Variable] = []
    var checksums: [UInt32] = []
    for (section, words) in sections.enumerated() {
      words.forEach { bytes, range in
        variables.append(Variable(section: section, range: range))
        checksums.append(Checksum.of(UnsafeBufferPointer(rebasing: bytes[range])))
      }
    }
    (self.sections, self.variables, table) = (sections, variables, ChecksumTable(checksums))
  }

  /// The first section with a variable of this name.
  func section(of name: String) -> Int? {
    var name = name
    let number = name.withUTF8 { name in
      table.first(for: Checksum.of(name)) {
        sections[variables[$0].section].isWord(at: variables[$0].range, name)
      }
    }
    return number.map { variables[$0].section }
  }
}

/// The sections that have settings at and below Helm paths.
struct PathOwners: Sendable {
  /// The first keys of a section's path, or the whole of it.
  private struct PathPrefix: Sendable {
    /// The first section whose words begin with it.
    let firstSection: Int
    /// Where it is among them.
    let range: Range<Int>
    /// The first section that has it as a whole path.
    var owner: Int?
    /// Whether a longer path begins with it.
    var isAbove = false
  }

  /// The paths of each section.
  private let sections: [StaticWords]
  private var prefixes: [PathPrefix] = []
  private var table = ChecksumTable()

  init(_ sections: [StaticWords]) {
    self.sections = sections
    for (section, words) in sections.enumerated() {
      words.forEach { bytes, path in
        for end in path where bytes[end] == Self.dot {
          prefixes[add(path.lowerBound..<end, of: section)].isAbove = true
        }
        let whole = add(path, of: section)
        prefixes[whole].owner = prefixes[whole].owner ?? section
      }
    }
  }

  /// The index of a prefix, which is added if it is a new one.
  private mutating func add(_ range: Range<Int>, of section: Int) -> Int {
    let (known, checksum) = sections[section].withBytes(at: range) { bytes in
      (index(of: bytes), Checksum.of(bytes))
    }
    if let known { return known }
    table.insert(prefixes.count, for: checksum)
    prefixes.append(PathPrefix(firstSection: section, range: range))
    return prefixes.count - 1
  }

  private func index(of path: UnsafeBufferPointer<UInt8>) -> Int? {
    table.first(for: Checksum.of(path)) {
      sections[prefixes[$0].firstSection].isWord(at: prefixes[$0].range, path)
    }
  }

  /// The section with a path that is `path` or above it; of several, the first.
  ///
  /// A section comes before those with shorter paths: `global.auth.oidc` before `global.auth`.
  func section(at path: UnsafeBufferPointer<UInt8>) -> Int? {
    var found: Int?
    var end = -1
    repeat {
      end = path[(end + 1)...].firstIndex(of: Self.dot) ?? path.count
      guard let index = index(of: UnsafeBufferPointer(rebasing: path[..<end])) else { break }
      if let owner = prefixes[index].owner { found = min(found ?? owner, owner) }
    } while end < path.count
    return found
  }

  /// Whether a path of a section is below `path`; none is below the empty one, which is a key `""`.
  func isAbove(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    index(of: path).map { prefixes[$0].isAbove } ?? false
  }

  private static let dot = UInt8(ascii: ".")
}
