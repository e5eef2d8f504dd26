/// What a name may be made of.
///
/// The sources are the clouds' own pages on naming; the letters of Kubernetes are those of RFC 1123.
struct NameGrammar: Sendable {
  /// What names are called that follow it.
  let noun: String
  /// Besides lower-case letters and digits.
  var marks = "-"
  var lengths = 1...63
  var start = Start.letterOrDigit
  var mayEndWithDash = false
  /// What may not stand inside it.
  var refused: [String] = []

  enum Start { case letter, letterOrDigit }

  static let label = NameGrammar(noun: "a label of DNS")
  static let subdomain = NameGrammar(
    noun: "a name of Kubernetes", marks: "-.", lengths: 1...253, refused: ["..", ".-", "-."])
  static let bucketS3 = NameGrammar(
    noun: "a name of a bucket of S3", marks: "-.", lengths: 3...63, refused: ["..", ".-", "-."])
  static let bucketGoogle = NameGrammar(
    noun: "a name of a bucket of Google Cloud", marks: "-_.", lengths: 3...222,
    refused: ["google", ".."])
  static let container = NameGrammar(
    noun: "a name of a container of Azure", lengths: 3...63, refused: ["--"])
  static let storageAccount = NameGrammar(
    noun: "a name of a storage account of Azure", marks: "", lengths: 3...24)
  static let queueAzure = NameGrammar(
    noun: "a name of a queue of Azure", lengths: 3...63, refused: ["--"])
  /// A prefix of a bucket's, a database's and roles' names on AWS.
  static let prefixAWS = NameGrammar(
    noun: "a prefix of names on AWS", start: .letter, refused: ["--"])
  static let prefixGoogle = NameGrammar(
    noun: "a prefix of names on Google Cloud", start: .letter, mayEndWithDash: true,
    refused: ["google"])
  /// Of a storage account, which has no dashes, and of a Key Vault.
  static let prefixAzure = NameGrammar(
    noun: "a prefix of names on Azure", start: .letter, refused: ["--"])

  /// What is wrong with `name`, and what to do.
  func fault(of name: String) -> (fault: String, help: String)? {
    let bytes = Array(name.utf8.prefix(lengths.upperBound + 1))
    guard lengths.contains(bytes.count) else {
      return (
        "is too \(bytes.count < lengths.lowerBound ? "short" : "long") for \(noun)",
        "give it \(lengths.lowerBound) to \(lengths.upperBound) characters"
      )
    }
    guard bytes.allSatisfy(isAllowed) else {
      return ("holds a character that \(noun) may not have", "use \(characters)")
    }
    guard isEdge(bytes[0], start), mayEndWithDash || isEdge(bytes[bytes.count - 1], .letterOrDigit)
    else {
      let first = start == .letter ? "a letter" : "a letter or a digit"
      return (
        "does not begin and end as \(noun) does",
        "begin it with \(first), and end it with a letter or a digit"
      )
    }
    guard let piece = refused.first(where: name.contains) else { return nil }
    return ("holds `\(piece)`, which \(noun) may not", "take it out")
  }

  private var characters: String {
    "lower-case letters, digits"
      + marks.map { $0 == "-" ? " and dashes" : " and `\($0)`" }.joined()
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
