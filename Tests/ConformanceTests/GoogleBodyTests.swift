import TestSupport
import Testing

/// Bodies of requests have the schemas of Google's discovery documents.
@Suite(.comparing(with: .google))
struct GoogleBodyTests {
  @Test func everyBodyHasItsSchema() throws {
    let texts = try Self.documents()
    for (text, answer) in zip(texts, try Oracle.google.answers(texts.map { Array($0.utf8) })) {
      switch answer {
      case .refused(let why): Issue.record("\(why.prefix(1000))\n\(text)")
      case .accepted(let tree, _):
        let hasQueue = text.contains("\"notification\"")
        #expect(tree["bodies"] == .number(hasQueue ? 6 : 2), "\(text)")
      }
    }
  }

  /// Or else silence would mean nothing.
  @Test(arguments: [
    ("\"bindings\"", "\"binding\""), ("\"members\"", "\"member\""), ("\"role\"", "\"roles\""),
    ("\"event_types\"", "\"events\""), ("\"payload_format\"", "\"payloadFormat\""),
    ("\"subscription\": {", "\"subscription\": {\"ack\": 1, "), ("[", "\"["),
    ("//pubsub.", "//pubsubs."), ("\"topic\": \"projects/", "\"topics\": \"projects/"),
    ("\"topic\": {", "\"topics\": {"),
    ("[\n      \"OBJECT_FINALIZE\"\n    ]", "\"OBJECT_FINALIZE\""),
  ])
  func damageIsFound(_ right: String, _ wrong: String) throws {
    let texts = try Self.documents().filter { $0.contains(right) }
    #expect(!texts.isEmpty)
    let damaged = texts.map { Array($0.replacing(right, with: wrong).utf8) }
    for answer in try Oracle.google.answers(damaged) { #expect(answer.tree == nil) }
  }

  private static func documents() throws -> [String] {
    let texts = CloudSample.google.compactMap { sample in
      let (files, findings) = sample.files(["gcp-iam"])
      #expect(findings == [], "\(sample.values)")
      return files["gcp-iam.json"]
    }
    try #require(texts.count == CloudSample.google.count)
    return texts
  }
}
