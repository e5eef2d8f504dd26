import CloudFacts
import Diagnostics
import Settings

extension NameGrammar {
  /// What is wrong with `name`, and what to do; nil if it is valid.
  func fault(of name: String) -> (fault: Message, help: Message)? {
    guard let breach = breach(of: name) else { return nil }
    let last = "a letter or a digit"
    let first = start == .letter ? "a letter" : last
    return switch breach {
    case .tooShort: (.wrongLength("short", for: noun), .use(lengths))
    case .tooLong: (.wrongLength("long", for: noun), .use(lengths))
    case .forbiddenCharacter: (.forbiddenCharacter(in: noun), .use(characters))
    case .badStart: (.doesNotBegin(with: first), .begin(with: first))
    case .badEnd: (.doesNotEnd(with: last), .end(with: last))
    case .contains(let text): (.contains(text, in: noun), .removeIt)
    }
  }

  /// The allowed characters as a list: `lower-case letters, digits and dashes`.
  private var characters: String {
    let nouns: [Character: String] = ["-": "dashes", ".": "dots", "_": "underscores"]
    let letters = letters == .any ? "letters" : "lower-case letters"
    return ([letters, "digits"] + marks.compactMap { nouns[$0] }).listed
  }
}

/// What is wrong with the name of a bucket or container, and what to do.
struct BucketNameFault {
  /// A clause whose subject is the name.
  let fault: Message
  let help: Message
  /// Whether an old bucket may still have such a name.
  var isLegacy = false

  /// nil for a name that the cloud allows, and for clouds whose grammar is not known.
  init?(_ name: String, _ provider: BucketProvider) {
    if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
      (fault, help) = (.whiteSpace, .removeIt)
      return
    }
    let fault: BucketNameFault? =
      switch provider {
      case .s3: Self.ofS3(name)
      case .gcs:
        Self(name, .bucketGoogle)
          ?? Self(reserved: name, .bucketGoogle, Message.reservedByGoogle)
      case .az:
        NameGrammar.container.systemNames.contains(name) ? nil : Self(name, .container)
      case .cw: nil
      }
    guard let fault else { return nil }
    self = fault
  }

  private static func ofS3(_ name: String) -> BucketNameFault? {
    guard let fault = Self(name, .bucketS3) else {
      return Self(reserved: name, .bucketS3, Message.reservedByS3)
    }
    guard NameGrammar.oldBucketS3.breach(of: name) == nil else { return fault }
    return Self(fault: .oldName, help: .renameOld(fault.help), isLegacy: true)
  }

  private init?(_ name: String, _ grammar: NameGrammar) {
    guard let (fault, help) = grammar.fault(of: name) else { return nil }
    (self.fault, self.help) = (fault, help)
  }

  /// A valid name that the cloud keeps for itself, or could take for something else.
  private init?(reserved name: String, _ grammar: NameGrammar, _ reserved: (String) -> Message) {
    if let start = grammar.reservedStarts.first(where: name.hasPrefix) {
      (fault, help) = (reserved(start), .removeIt)
    } else if let end = grammar.reservedEnds.first(where: name.hasSuffix) {
      (fault, help) = (reserved(end), .removeIt)
    } else if !grammar.mayBeAddress, Self.isAddress(name) {
      (fault, help) = (.address, .useLetters)
    } else if let most = grammar.longestPart,
      name.split(separator: ".").contains(where: { $0.utf8.count > most })
    {
      (fault, help) = (.longPart(most), .shortenPart(most))
    } else {
      return nil
    }
  }

  private init(fault: Message, help: Message, isLegacy: Bool) {
    (self.fault, self.help, self.isLegacy) = (fault, help, isLegacy)
  }

  private static func isAddress(_ name: String) -> Bool {
    if case .failure(.noPrefix) = AddressRange.read(name) { true } else { false }
  }
}

/// Clauses about a name; the caller names it.
extension Message {
  fileprivate static func wrongLength(_ adjective: String, for noun: String) -> Message {
    "is too \(adjective) for \(noun)"
  }

  fileprivate static func use(_ lengths: ClosedRange<Int>) -> Message {
    "use \(lengths.lowerBound) to \(lengths.upperBound) characters"
  }

  fileprivate static func forbiddenCharacter(in noun: String) -> Message {
    "contains a character that is not allowed in \(noun)"
  }

  fileprivate static func use(_ characters: String) -> Message { "use \(characters)" }

  fileprivate static func doesNotBegin(with edge: String) -> Message {
    "does not begin with \(edge)"
  }

  fileprivate static func begin(with edge: String) -> Message { "begin it with \(edge)" }

  fileprivate static func doesNotEnd(with edge: String) -> Message { "does not end with \(edge)" }

  fileprivate static func end(with edge: String) -> Message { "end it with \(edge)" }

  fileprivate static func contains(_ text: String, in noun: String) -> Message {
    "contains `\(text)`, which is not allowed in \(noun)"
  }

  fileprivate static let whiteSpace: Message = "begins or ends with whitespace"

  fileprivate static let removeIt: Message = "remove it"

  fileprivate static let oldName: Message = "S3 has not allowed such bucket names since 2018"

  fileprivate static func renameOld(_ help: Message) -> Message {
    "an old bucket in us-east-1 may have it; for a new one, \(help)"
  }

  fileprivate static func reservedByS3(_ text: String) -> Message {
    "contains `\(text)`, which S3 reserves"
  }

  fileprivate static func reservedByGoogle(_ start: String) -> Message {
    "begins with `\(start)`, which Google reserves"
  }

  fileprivate static let address: Message = "is an IPv4 address"

  fileprivate static let useLetters: Message = "use letters too"

  fileprivate static func longPart(_ most: Int) -> Message {
    "has a part of more than \(most) characters"
  }

  fileprivate static func shortenPart(_ most: Int) -> Message {
    "use at most \(most) characters between dots"
  }
}
