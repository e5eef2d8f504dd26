import Diagnostics
import Pipeline
import Secrets

/// Secrets that only one side of a comparison recognises as secret.
struct OneSidedSecrets {
  private var texts = ByteTrie()

  init(_ old: Compilation, _ new: Compilation) {
    for text in Self.texts(old).symmetricDifference(Self.texts(new)) { texts.insert(text.utf8) }
  }

  /// A line with them masked; of those that overlap, the longest is masked first.
  func hidden(in line: String) -> String {
    let bytes = Array(line.utf8)
    var found: [Range<Int>] = []
    for start in bytes.indices {
      for end in texts.ends(in: bytes, from: start) { found.append(start..<end) }
    }
    guard !found.isEmpty else { return line }
    var isHidden = Array(repeating: false, count: bytes.count)
    var masks: [Range<Int>] = []
    for range in found.sorted(by: { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) })
    where !isHidden[range.lowerBound] && !isHidden[range.upperBound - 1] {
      for index in range { isHidden[index] = true }
      masks.append(range)
    }
    var (result, offset) = ([UInt8](), 0)
    for mask in masks.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      result += bytes[offset..<mask.lowerBound] + Array(Secret.mask.utf8)
      offset = mask.upperBound
    }
    return String(decoding: result + bytes[offset...], as: UTF8.self)
  }

  /// The hidden texts, line by line; those of up to two bytes would match almost any line.
  private static func texts(_ side: Compilation) -> Set<String> {
    var result: Set<String> = []
    for mask in side.secrets.hidden.all {
      for line in side.sources.text(mask).split(whereSeparator: \.isNewline) {
        let text = line.drop { " \"'".contains($0) }
        let end = text.lastIndex { !" \"',".contains($0) }
        let trimmed = end.map { String(text[...$0]) } ?? ""
        if trimmed.utf8.count > 2 { result.insert(trimmed) }
      }
    }
    return result
  }
}

/// Texts that share their beginnings, for finding all that begin at one place in a line.
private struct ByteTrie {
  /// Where a node and a byte lead; node 0 is the root.
  private var steps: [Int: Int] = [:]
  /// The nodes at which a text ends.
  private var ends: Set<Int> = []

  mutating func insert(_ text: some Sequence<UInt8>) {
    var node = 0
    for byte in text {
      let step = node << 8 | Int(byte)
      if steps[step] == nil { steps[step] = steps.count + 1 }
      node = steps[step] ?? 0
    }
    ends.insert(node)
  }

  /// The offsets after the texts that begin at `start`.
  func ends(in bytes: [UInt8], from start: Int) -> [Int] {
    var (node, found) = (0, [Int]())
    for index in start..<bytes.count {
      guard let next = steps[node << 8 | Int(bytes[index])] else { break }
      node = next
      if ends.contains(node) { found.append(index + 1) }
    }
    return found
  }
}
