import CloudDocuments
import CloudFacts
import Diagnostics
import Probing
import Settings

/// What the CORS rules of a bucket allow pages of one origin.
struct CORSVerdict {
  /// How many rules there are.
  let count: Int
  /// Why pages can't read or write; nil if the rules allow both.
  let refusal: ProbeFailure?
  /// Whether pages can read the header that completes an upload in parts.
  let exposesETag: Bool
  /// Whether a rule is for pages of every origin.
  let isForEveryOrigin: Bool

  /// There are no rules.
  static let none = CORSVerdict()

  private init() {
    (count, exposesETag, isForEveryOrigin) = (0, true, false)
    refusal = ProbeFailure(BucketProblem.corsMissing, blaming: .bucket)
  }

  /// The number of rules in words.
  var summary: String { count == 1 ? "1 rule" : "\(count) rules" }

  /// Reads the rules that a service returned; nil if they can't be read.
  ///
  /// `headers` are those that pages send with a file.
  init?(_ xml: XMLAnswer, _ kind: DocumentKind, for host: String, sending headers: [String]) {
    var bag = DiagnosticBag()
    let read = CloudDocument(xml.document, kind, in: xml.source, &bag).cors
    guard let document = read, !document.isDamaged else { return nil }
    self.init(document, BrowserOrigin(meant: host), headers)
  }

  private init(_ document: CORSDocument, _ origin: BrowserOrigin, _ headers: [String]) {
    count = document.rules.count
    let admitting = document.rules.filter { rule in
      rule.origins.values.contains {
        origin.isAdmitted(by: BrowserOrigin(meant: $0.text).text, .anywhere)
      }
    }
    isForEveryOrigin = admitting.contains { $0.origins.values.contains { $0.text == "*" } }
    let methods = Set(admitting.flatMap(\.methods.values).map(\.text))
    let missing = BrowserNeeds.methods.filter { !methods.contains($0) }
    let storing = admitting.filter { $0.methods.values.contains { $0.text == "PUT" } }
    exposesETag = storing.contains { rule in
      rule.exposed.values.contains { Self.covers($0.text, BrowserNeeds.exposedHeader) }
    }
    let unsent = headers.filter { header in
      !storing.contains { $0.headers.values.contains { Self.covers($0.text, header) } }
    }
    if document.rules.isEmpty {
      refusal = ProbeFailure(BucketProblem.corsMissing, blaming: .bucket)
    } else if admitting.isEmpty {
      let origins = document.rules.flatMap(\.origins.values).map(\.text)
      refusal = ProbeFailure(
        BucketProblem.corsOriginMissing,
        [.expected: origin.text, .found: origins.prefix(5).joined(separator: "`, `")],
        blaming: .origin)
    } else if !missing.isEmpty {
      refusal = ProbeFailure(
        BucketProblem.corsMethodMissing,
        [.name: missing.joined(separator: "`, `"), .expected: origin.text], blaming: .bucket)
    } else if !unsent.isEmpty {
      refusal = ProbeFailure(
        BucketProblem.corsHeaderMissing,
        [.name: unsent.joined(separator: "`, `"), .expected: origin.text], blaming: .bucket)
    } else {
      refusal = nil
    }
  }

  /// Whether a pattern, in which one `*` stands for any text, matches a header.
  private static func covers(_ pattern: String, _ header: String) -> Bool {
    let (pattern, header) = (pattern.lowercased(), header.lowercased())
    guard let star = pattern.firstIndex(of: "*") else { return pattern == header }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return header.utf8.count >= head.utf8.count + tail.utf8.count && header.hasPrefix(head)
      && header.hasSuffix(tail)
  }
}
