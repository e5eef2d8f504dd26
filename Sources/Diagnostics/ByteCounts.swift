/// How many bytes of a kind there are in any range of a text, in constant time.
struct ByteCounts: Sendable {
  /// What a byte of UTF-8 begins.
  enum Kind: Sendable {
    /// A scalar, as every byte does that continues none.
    case beginsScalar
    /// A scalar above U+FFFF, which is a pair of surrogates in UTF-16.
    case beginsPair
  }

  private let kind: Kind
  /// How many there are before each block of bytes; empty where no range is longer than one, so that
  /// counting its bytes is as cheap.
  private let blocks: [Int32]
  private static let blockSize = 256

  /// Prepares for ranges of so many bytes at most.
  init(_ kind: Kind, of bytes: [UInt8], longestRange: Int) {
    self.kind = kind
    guard longestRange > Self.blockSize else {
      blocks = []
      return
    }
    var (blocks, count) = ([Int32](), Int32(0))
    blocks.reserveCapacity(bytes.count / Self.blockSize + 1)
    for start in stride(from: 0, through: bytes.count, by: Self.blockSize) {
      blocks.append(count)
      count += Int32(kind.count(start..<min(start + Self.blockSize, bytes.count), of: bytes))
    }
    self.blocks = blocks
  }

  /// `bytes` are those of the initializer.
  func count(in range: Range<Int>, of bytes: [UInt8]) -> Int {
    let (first, last) = (range.lowerBound / Self.blockSize, range.upperBound / Self.blockSize)
    guard first < last, !blocks.isEmpty else { return kind.count(range, of: bytes) }
    return Int(blocks[last] - blocks[first])
      + kind.count(last * Self.blockSize..<range.upperBound, of: bytes)
      - kind.count(first * Self.blockSize..<range.lowerBound, of: bytes)
  }
}

extension ByteCounts.Kind {
  fileprivate func count(_ range: Range<Int>, of bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      switch self {
      case .beginsScalar: bytes[range].reduce(0) { $0 &+ ($1 & 0xC0 != 0x80 ? 1 : 0) }
      case .beginsPair: bytes[range].reduce(0) { $0 &+ ($1 >= 0xF0 ? 1 : 0) }
      }
    }
  }
}
