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
      _ = words.holds { bytes, range in
        variables.append(Variable(section: section, range: range))
        checksums.append(Checksum.of(UnsafeBufferPointer(rebasing: bytes[range])))
        return false
      }
    }
    var table = ChecksumTable(for: variables.count)
    for (number, checksum) in checksums.enumerated() { table.insert(number, for: checksum) }
    (self.sections, self.variables, self.table) = (sections, variables, table)
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
  private struct Start: Sendable {
    /// The section among whose words it is found first.
    let source: Int
    /// Where it is among them.
    let range: Range<Int>
    /// The first section that has it as a whole path.
    var section: Int?
    /// Whether a path goes on after it.
    var isAbove = false
  }

  /// The paths of each section.
  private let sections: [StaticWords]
  private var starts: [Start] = []
  private var table: ChecksumTable

  init(_ sections: [StaticWords]) {
    self.sections = sections
    var ranges: [(section: Int, range: Range<Int>, isWhole: Bool)] = []
    for (section, words) in sections.enumerated() {
      _ = words.holds { bytes, word in
        ranges += word.dropFirst().filter { bytes[$0] == Self.dot }
          .map { (section, word.lowerBound..<$0, false) }
        ranges.append((section, word, true))
        return false
      }
    }
    table = ChecksumTable(for: ranges.count)
    for (section, range, isWhole) in ranges { add(range, of: section, isWhole) }
  }

  private mutating func add(_ range: Range<Int>, of section: Int, _ isWhole: Bool) {
    let (known, checksum) = sections[section].withBytes(at: range) { bytes in
      (number(of: bytes), Checksum.of(bytes))
    }
    let index = known ?? starts.count
    if known == nil {
      table.insert(index, for: checksum)
      starts.append(Start(source: section, range: range))
    }
    if isWhole {
      starts[index].section = starts[index].section ?? section
    } else {
      starts[index].isAbove = true
    }
  }

  private func number(of path: UnsafeBufferPointer<UInt8>) -> Int? {
    table.first(for: Checksum.of(path)) {
      sections[starts[$0].source].isWord(at: starts[$0].range, path)
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
      guard let start = number(of: UnsafeBufferPointer(rebasing: path[..<end])) else { break }
      if let section = starts[start].section { found = min(found ?? section, section) }
    } while end < path.count
    return found
  }

  /// Whether a path of a section is below `path`.
  func isAbove(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    number(of: path).map { starts[$0].isAbove } ?? false
  }

  private static let dot = UInt8(ascii: ".")
}
