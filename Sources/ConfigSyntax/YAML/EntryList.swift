import Diagnostics

/// The entries of one mapping, each key once.
enum EntryList {
  /// The entries with the last value of every key at the position of its first; an explicit key
  /// that is written twice is reported, one that comes from a merge key is not.
  static func unique(
    _ entries: [Entry], overridden: inout [Entry], _ bag: inout DiagnosticBag
  ) -> [Entry] {
    guard hasDuplicates(entries) else { return entries }
    var indexes: [ExactText: Int] = [:]
    var result: [Entry] = []
    var reported = 0
    for entry in entries {
      guard let index = indexes[ExactText(entry.key.value)] else {
        indexes[ExactText(entry.key.value)] = result.count
        result.append(entry)
        continue
      }
      let first = result[index]
      let isMerged = !entry.value.via.isEmpty || !first.value.via.isEmpty
      // A thousand in one mapping say as much as a million.
      if !isMerged, reported < 1000 {
        reported += 1
        bag.report(.duplicateKey(entry.key.value, at: entry.key.span, first: first.key.span))
      }
      overridden.append(first)
      result[index] = entry
    }
    return result
  }

  /// Most mappings have a dozen keys at most, for which an index costs more than comparing.
  private static func hasDuplicates(_ entries: [Entry]) -> Bool {
    guard entries.count > 12 else { return hasDuplicates(few: entries) }
    var seen = NameIndex()
    return entries.indices.contains { index in
      seen.number(of: entries[index].key, orSet: index) { entries[$0].key.value } != nil
    }
  }

  /// Compares checksums of the keys, and then the keys whose checksums are equal.
  private static func hasDuplicates(few entries: [Entry]) -> Bool {
    for index in entries.indices {
      for earlier in 0..<index where entries[earlier].key.checksum == entries[index].key.checksum {
        if entries[earlier].key.value.isExactly(entries[index].key.value) { return true }
      }
    }
    return false
  }
}

/// A key as the text that sigs.k8s.io/yaml turns it into.
enum KeyText {
  /// nil where the reader rejects the key.
  static func read(_ scalar: Scalar) -> String? {
    switch scalar.meaning {
    case .string(let text): text
    case .boolean(let value): value ? "true" : "false"
    // A key above Int64 is refused: `unsupported map key of type: uint64`.
    case .integer(let digits): Int64(digits) == nil ? nil : digits
    case .float(let value): GoFormat.shortest32(value)
    case .null, .refused: nil
    }
  }
}
