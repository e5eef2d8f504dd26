import Testing

@testable import Settings

@Suite struct KeySynonymTests {
  @Test func everyKeyIsOneOfTheChart() {
    for row in KeySynonym.all {
      let section = row.section.replacing("<component>", with: "app")
      let reading = ChartReads.reading(of: ChartPath("\(section).\(row.key)"), in: .newest)
      #expect(reading == .read, "\(section).\(row.key)")
    }
  }

  @Test func noNameIsAKeyOfItsSection() {
    for row in KeySynonym.all {
      let section = row.section.replacing("<component>", with: "app")
      for name in row.names {
        let path = "\(section).\(name)"
        #expect(ChartReads.reading(of: ChartPath(path), in: .newest) != .read, "\(path)")
      }
    }
  }

  @Test(arguments: [
    ("username", "global.mysql", "user"), ("className", "ingress", "class"),
    ("replicas", "weave-trace", "replicaCount"), ("tls", "global.redis", "params.tls"),
    ("passwordSecret", "global.redis", "secret"), ("bucket", "global.defaultBucket", "name"),
    ("issuerURL", "global.auth.oidc", "issuer"),
  ])
  func findsKeys(_ name: String, _ section: String, _ key: String) {
    #expect(KeySynonym.key(for: name, in: section) == key)
  }

  @Test func knowsNoOther() {
    #expect(KeySynonym.key(for: "replicas", in: "global.mysql") == nil)
    #expect(KeySynonym.key(for: "anything", in: "app") == nil)
  }
}
