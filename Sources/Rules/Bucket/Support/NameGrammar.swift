import Diagnostics

/// The length and characters that a kind of name allows.
///
/// Sources: the clouds' own pages on naming; for Kubernetes, RFC 1123.
struct NameGrammar: Sendable {
  /// What such a name is called, with its article.
  let noun: String
  /// The characters that are allowed besides lower-case letters and digits.
  var marks = "-"
  var lengths = 1...63
  var start = Start.letterOrDigit
  var mayEndWithDash = false
  /// Texts that the name must not contain.
  var refused: [String] = []

  enum Start { case letter, letterOrDigit }

  static let label = NameGrammar(noun: "a DNS label")
  static let subdomain = NameGrammar(
    noun: "a Kubernetes name", marks: "-.", lengths: 1...253, refused: ["..", ".-", "-."])
  static let bucketS3 = NameGrammar(
    noun: "an S3 bucket name", marks: "-.", lengths: 3...63, refused: ["..", ".-", "-."])
  static let bucketGoogle = NameGrammar(
    noun: "a Google Cloud bucket name", marks: "-_.", lengths: 3...222,
    refused: ["google", ".."])
  static let container = NameGrammar(
    noun: "an Azure container name", lengths: 3...63, refused: ["--"])
  static let storageAccount = NameGrammar(
    noun: "an Azure storage account name", marks: "", lengths: 3...24)
  static let queueAzure = NameGrammar(
    noun: "an Azure queue name", lengths: 3...63, refused: ["--"])
  /// A prefix for the names of a bucket, a database and roles on AWS.
  static let prefixAWS = NameGrammar(
    noun: "a name prefix on AWS", start: .letter, refused: ["--"])
  static let prefixGoogle = NameGrammar(
    noun: "a name prefix on Google Cloud", start: .letter, mayEndWithDash: true,
    refused: ["google"])
  /// A prefix for the names of a storage account, which has no dashes, and of a Key Vault.
  static let prefixAzure = NameGrammar(
    noun: "a name prefix on Azure", start: .letter, refused: ["--"])

  /// What is wrong with `name`, and what to do; nil if it is valid.
  func fault(of name: String) -> (fault: Message, help: Message)? {
    let bytes = Array(name.utf8.prefix(lengths.upperBound + 1))
    guard lengths.contains(bytes.count) else {
      return (
        "is too \(bytes.count < lengths.lowerBound ? "short" : "long") for \(noun)",
        "use \(lengths.lowerBound) to \(lengths.upperBound) characters"
      )
    }
    guard bytes.allSatisfy(isAllowed) else {
      return ("contains a character that is not allowed in \(noun)", "use \(characters)")
    }
    guard isEdge(bytes[0], start) else {
      let first = start == .letter ? "a letter" : "a letter or a digit"
      return ("does not begin with \(first)", "begin it with \(first)")
    }
    guard mayEndWithDash || isEdge(bytes[bytes.count - 1], .letterOrDigit) else {
      return ("does not end with a letter or a digit", "end it with a letter or a digit")
    }
    guard let text = refused.first(where: name.contains) else { return nil }
    return ("contains `\(text)`, which is not allowed in \(noun)", "remove it")
  }

  /// The allowed characters as a list: `lower-case letters, digits and dashes`.
  private var characters: String {
    let nouns: [Character: String] = ["-": "dashes", ".": "dots", "_": "underscores"]
    return (["lower-case letters", "digits"] + marks.compactMap { nouns[$0] }).listed
  }

  private func isAllowed(_ byte: UInt8) -> Bool {
    isEdge(byte, .letterOrDigit) || marks.utf8.contains(byte)
  }

  private func isEdge(_ byte: UInt8, _ start: Start) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): start == .letterOrDigit
    default: false
    }
  }
}
