import Diagnostics

/// The length and characters that a kind of name allows, and the names that a cloud reserves.
///
/// The grammars and their sources are in `CFacts/cloud-names.txt`. Which sentence reports a breach
/// is up to the rules.
package struct NameGrammar: Sendable {
  /// How a name may begin.
  package enum Start: Sendable { case letterOrDigit, letter, any }

  /// Which letters are allowed.
  package enum Letters: Sendable { case lowerCase, any }

  /// A part of the grammar that a name violates.
  package enum Breach: Equatable, Sendable {
    case tooShort, tooLong
    case forbiddenCharacter
    case badStart, badEnd
    /// A text that the name must not contain.
    case contains(String)
  }

  /// What such a name is called, with its article.
  package private(set) var noun: String
  /// In bytes.
  package private(set) var lengths = 1...63
  /// The characters that are allowed besides letters and digits.
  package private(set) var marks = "-"
  package private(set) var letters = Letters.lowerCase
  package private(set) var start = Start.letterOrDigit
  /// Whether a mark may be the last character.
  package private(set) var mayEndWithMark = false
  /// Texts that the name must not contain.
  package private(set) var refused: [String] = []
  /// Beginnings and ends that the cloud keeps for itself.
  package private(set) var reservedStarts: [String] = []
  package private(set) var reservedEnds: [String] = []
  /// Whether the name may have the form of an IPv4 address.
  package private(set) var mayBeAddress = true
  /// The most bytes between two dots.
  package private(set) var longestPart: Int?
  /// Names that the cloud itself uses, whatever the grammar says.
  package private(set) var systemNames: [String] = []

  package static let bucketS3 = NameGrammar("s3-bucket")
  /// Names that S3 allowed in us-east-1 until March 2018.
  package static let oldBucketS3 = NameGrammar("s3-bucket-before-2018")
  package static let bucketGoogle = NameGrammar("google-bucket")
  package static let container = NameGrammar("azure-container")
  package static let storageAccount = NameGrammar("azure-storage-account")
  package static let queueAzure = NameGrammar("azure-queue")
  /// A prefix for the names of a bucket, a database and roles on AWS.
  package static let prefixAWS = NameGrammar("aws-prefix")
  package static let prefixGoogle = NameGrammar("google-prefix")
  /// A prefix for the names of a storage account, which has no dashes, and of a Key Vault.
  package static let prefixAzure = NameGrammar("azure-prefix")
  package static let label = NameGrammar("dns-label")
  /// The name of a Kubernetes object.
  package static let subdomain = NameGrammar("kubernetes-name")

  /// The first part of the grammar that `name` violates; nil if it is valid.
  ///
  /// Reserved names are valid, because only the cloud that owns the name refuses them.
  package func breach(of name: String) -> Breach? {
    let bytes = Array(name.utf8.prefix(lengths.upperBound + 1))
    guard bytes.count >= lengths.lowerBound else { return .tooShort }
    guard bytes.count <= lengths.upperBound else { return .tooLong }
    guard bytes.allSatisfy({ isWord($0) || marks.utf8.contains($0) }) else {
      return .forbiddenCharacter
    }
    guard isStart(bytes[0]) else { return .badStart }
    guard mayEndWithMark || isWord(bytes[bytes.count - 1]) else { return .badEnd }
    return refused.first { ByteSearch.occurs($0, in: bytes) }.map { .contains($0) }
  }

  private func isStart(_ byte: UInt8) -> Bool {
    switch start {
    case .any: true
    case .letterOrDigit: isWord(byte)
    case .letter: isWord(byte) && !byte.isDigit
    }
  }

  /// Whether a byte is a digit or an allowed letter.
  private func isWord(_ byte: UInt8) -> Bool {
    byte.isDigit || byte.isLowercaseLetter || letters == .any && byte.isUppercaseLetter
  }
}

extension NameGrammar {
  private init(_ id: String) {
    noun = ""
    var isOwn = false
    // Only the section of this name is decoded.
    FactsText.names.forEachLine { line in
      if isOwn {
        guard line.depth > 0 else { return .stop }
        if let part = NamePart(line) { apply(part) }
      } else if line.has("name", at: 0), line.has(id, at: 1) {
        (isOwn, noun) = (true, line[2])
      }
      return .next
    }
    precondition(isOwn, "cloud-names.txt has every name that is used")
  }

  private mutating func apply(_ part: NamePart) {
    switch part {
    case .lengths(let lengths): self.lengths = lengths
    case .letters(let letters): self.letters = letters
    case .marks(let marks): self.marks = marks
    case .start(let start): self.start = start
    case .mayEndWithMark: mayEndWithMark = true
    case .refused(let texts): refused = texts
    case .reservedStarts(let texts): reservedStarts = texts
    case .reservedEnds(let texts): reservedEnds = texts
    case .noAddress: mayBeAddress = false
    case .longestPart(let length): longestPart = length
    case .systemNames(let names): systemNames = names
    }
  }
}

/// A line below a name in `cloud-names.txt`, which differs from the default grammar.
enum NamePart {
  case lengths(ClosedRange<Int>)
  case letters(NameGrammar.Letters)
  case marks(String)
  case start(NameGrammar.Start)
  case mayEndWithMark
  case refused([String])
  case reservedStarts([String])
  case reservedEnds([String])
  case noAddress
  case longestPart(Int)
  case systemNames([String])

  init?(_ line: FactLine) {
    switch (line[0], line.count, line[1]) {
    case ("length", 3, _):
      guard let least = Int(line[1]), let most = Int(line[2]), 0 < least, least <= most else {
        return nil
      }
      self = .lengths(least...most)
    case ("letters", 2, "any"): self = .letters(.any)
    case ("marks", 1, _): self = .marks("")
    case ("marks", 2, let marks): self = .marks(marks)
    case ("begins", 2, "letter"): self = .start(.letter)
    case ("begins", 2, "any"): self = .start(.any)
    case ("ends", 2, "any"): self = .mayEndWithMark
    case ("without", 2, _): self = .refused(line.words(1))
    case ("reserved-start", 2, _): self = .reservedStarts(line.words(1))
    case ("reserved-end", 2, _): self = .reservedEnds(line.words(1))
    case ("no-address", 1, _): self = .noAddress
    case ("part-length", 2, let length):
      guard let length = Int(length) else { return nil }
      self = .longestPart(length)
    case ("system", 2, _): self = .systemNames(line.words(1))
    default: return nil
    }
  }
}

/// A line of `cloud-names.txt`.
enum NameRow {
  /// The parts of the grammar follow.
  case name(String, noun: String)
  case part(NamePart)
  case annotation(String, key: String)

  init?(_ line: FactLine) {
    switch (line.depth, line[0], line.count) {
    case (0, "name", 3): self = .name(line[1], noun: line[2])
    case (0, "annotation", 3): self = .annotation(line[1], key: line[2])
    case (1, _, _):
      guard let part = NamePart(line) else { return nil }
      self = .part(part)
    default: return nil
    }
  }
}
