import TestSupport
import Testing

/// Templates are of resources that the models of Azure's own clients read whole.
@Suite(.comparing(with: .azure))
struct AzureTemplateTests {
  @Test func everyResourceHasItsModel() throws {
    let texts = try Self.templates()
    for (text, answer) in zip(texts, try Oracle.azure.answers(texts.map { Array($0.utf8) })) {
      if case .refused(let why) = answer { Issue.record("\(why.prefix(1000))\n\(text)") }
    }
  }

  /// Or else silence would mean nothing.
  @Test(arguments: [
    ("\"principalId\"", "\"principal\""), ("\"roleDefinitionId\"", "\"roleId\""),
    ("\"subjectBeginsWith\"", "\"subjectStartsWith\""), ("\"StorageQueue\"", "\"Queue\""),
    ("\"scope\"", "\"scopes\""), ("\"apiVersion\": \"2022-0", "\"apiVersion\": \"2021-0"),
  ])
  func damageIsFound(_ right: String, _ wrong: String) throws {
    let texts = try Self.templates().filter { $0.contains(right) }
    #expect(!texts.isEmpty)
    let damaged = texts.map { Array($0.replacing(right, with: wrong).utf8) }
    for answer in try Oracle.azure.answers(damaged) { #expect(answer.tree == nil) }
  }

  private static func templates() throws -> [String] {
    let texts = CloudSample.azure.flatMap { sample in
      let hasQueue = sample.settings.contains { $0.hasPrefix("bucket.queue=") }
      let (files, findings) = sample.files(
        hasQueue ? ["azure-roles", "event-grid"] : ["azure-roles"])
      #expect(findings == [], "\(sample.values)")
      return files.keys.sorted().compactMap { files[$0] }
    }
    try #require(texts.count == 6)
    return texts
  }
}
