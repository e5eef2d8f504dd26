import Diagnostics

/// Plain scalars that Helm, Terraform and Compose read differently.
///
/// Measured with Helm 4.2.3, Terraform 1.11 `yamldecode` and Compose 5.6.1; forms that were not
/// measured are not reported.
enum ReaderDisagreement {
  /// Where the scalar is; numbers are reported only as values.
  enum Role { case key, value }

  /// Whether the scalar may have one of the forms below; rules out most scalars at once.
  static func mayDiffer(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"),
      UInt8(ascii: "o"), UInt8(ascii: "O"):
      return text.count <= 3
    case UInt8(ascii: "0"), UInt8(ascii: "-"), UInt8(ascii: "+"):
      return (2...40).contains(text.count)
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      return (2...40).contains(text.count)
        && text.contains { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    default: return false
    }
  }

  /// The warning about a scalar with one of the forms; its fix is unsafe, since quoting changes
  /// what Helm reads.
  static func check(_ text: String, _ span: SourceSpan, _ role: Role) -> Diagnostic? {
    guard let reading = reading(of: text, role) else { return nil }
    var diagnostic = Diagnostic(SyntaxProblem.readersDisagree, reading, at: span)
    diagnostic.help = "quote it, or write the intended value"
    diagnostic.fixes = [FixIt("quote it", [.replace(span, with: "\"\(text)\"")], .unsafe)]
    return diagnostic
  }

  /// The finding about a value that may be secret: it repeats nothing of the text.
  static func hidden(_ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.readersDisagree, "Helm, Terraform and Compose read this value differently",
      at: span)
    diagnostic.help = "quote it"
    return diagnostic
  }

  /// How the readers differ; nil where they agree, or were not compared.
  private static func reading(of text: String, _ role: Role) -> Message? {
    guard let first = text.utf8.first, text.utf8.count <= 40 else { return nil }
    switch first {
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"),
      UInt8(ascii: "o"), UInt8(ascii: "O"):
      guard text.utf8.count <= 3, case .boolean(let value) = Scalar.resolve(text) else {
        return nil
      }
      let noun = role == .key ? "the key " : ""
      return "Helm and Terraform read `\(value: text)` as \(noun)\(value), others as text"
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"):
      return role == .value ? numeric(text) : nil
    default: return nil
    }
  }

  /// Dates, `_` between digits, and a leading zero.
  private static func numeric(_ text: String) -> Message? {
    let mayDiffer =
      text.utf8.first.map { "0-+".utf8.contains($0) } ?? false
      || text.utf8.dropFirst().contains { "_-".utf8.contains($0) }
    guard mayDiffer else { return nil }
    if Scalar.isTimestamp(text) {
      return "Helm reads `\(value: text)` as text, Terraform and Compose as a timestamp"
    }
    let digits = text.drop { $0 == "-" || $0 == "+" }
    if text.utf8.contains(UInt8(ascii: "_")) {
      guard case .integer(let value) = Scalar.resolve(text) else { return nil }
      return "Helm reads `\(value: text)` as the number \(value: value), Terraform as text"
    }
    guard digits.utf8.first == UInt8(ascii: "0"), digits.utf8.count > 1,
      digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "7") ~= $0 }),
      case .integer(let value) = Scalar.resolve(text)
    else { return nil }
    let sign = text.hasPrefix("-") ? "-" : ""
    let decimal = String(digits.drop { $0 == "0" })
    let terraform = decimal.isEmpty ? "0" : sign + decimal
    guard terraform != value else { return nil }
    return "Helm reads `\(value: text)` as \(value: value), Terraform as \(value: terraform)"
  }
}
