import Foundation
import Settings
import TestSupport
import Testing

/// What the templates of chart operator-wandb read, release by release.
@Suite struct ChartReadsTests {
  @Test(arguments: ChartFacts.allCases)
  func everyLineIsReadable(_ facts: ChartFacts) {
    #expect(facts.unreadLines == [])
  }

  @Test func releasesAreInOrder() {
    #expect(ChartRelease.count == 398)
    #expect(ChartRelease.all == ChartRelease.all.sorted())
    #expect(ChartRelease.first == ChartVersion(0, 1, 0))
    #expect(ChartRelease.newest == ChartRelease.all.last)
    #expect(ChartRelease.date(of: .newest) == "2026-07-23")
    #expect(ChartRelease.date(of: ChartVersion(0, 2, 0)) == nil)
    for (index, release) in ChartRelease.all.enumerated() {
      #expect(ChartRelease.index(of: release) == index)
      #expect(ChartRelease.nearest(to: release) == release)
    }
  }

  @Test(arguments: [
    // Never released: 0.9.0, 0.22.1.
    (ChartVersion(0, 9, 0), ChartVersion(0, 8, 0)),
    (ChartVersion(0, 22, 1), ChartVersion(0, 22, 0)),
    (ChartVersion(99, 0, 0), .newest), (ChartVersion(0, 0, 9), nil),
  ])
  func nearestReleaseIsNotNewer(_ version: ChartVersion, _ nearest: ChartVersion?) {
    #expect(ChartRelease.index(of: version) == nil)
    #expect(ChartRelease.nearest(to: version) == nearest)
  }

  /// Sentences of `chart-truth.md`, each with the releases that it names.
  @Test(arguments: [
    ("global.weave-trace.enabled", ["0.15.1-0.43.8"]),
    ("app.extraCors", ["0.1.0-0.32.9", "0.33.1-0.43.8"]),
    ("global.nodeSelector", ["0.1.0-0.43.8"]),
    ("global.extraEnvFrom", ["0.1.0-0.43.8"]),
    ("global.pubSub.host", ["0.32.2-0.32.9"]),
    ("redis.parameters", ["0.1.2-0.43.8"]),
    ("global.redis.parameters", ["0.28.6-0.43.8"]),
    ("global.mysql.passwordSecret", ["0.18.8-0.43.8"]),
    ("global.auth.oidc.method", ["0.7.4-0.13.12"]),
    ("global.auth.oidc.sessionLengthHours", ["0.4.0-0.4.3"]),
    ("global.slack.clientId", ["0.4.2-0.43.8"]),
    ("global.bucket.accessKeyName", ["0.18.16-0.21.2"]),
    ("global.bucket.secretAccessKeyName", []),
    ("global.mysql.name", []),
    ("global.image", []), ("global.service.labels", []), ("global.daemonset.annotations", []),
    ("extraEnv", []),
    // A component that only one release had, and keys of wandb-base that others have for longer.
    ("parquet.cronJob", ["0.10.41-0.32.9", "0.34.7-0.43.8"]),
    ("history-reader.replicaCount", ["0.42.8"]), ("glue.replicaCount", ["0.20.0-0.43.8"]),
  ])
  func knowsTheReleases(_ path: String, _ expected: [String]) {
    let releases = ChartReads.releases(reading: ChartPath(path)).map {
      $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    #expect(releases == expected)
    #expect(ChartReads.isEverRead(ChartPath(path)) == !expected.isEmpty)
  }

  @Test func countsReleases() {
    let path: ChartPath = "parquet.cronJob.exportHistoryToParquet.schedule"
    let reading = ChartRelease.all.filter { ChartReads.reading(of: path, in: $0) == .read }
    #expect(reading.count == 213)
    #expect(reading.first == ChartVersion(0, 10, 41))
    #expect(reading.last == ChartVersion(0, 32, 9))
  }

  @Test(arguments: [
    ("global.host", ChartReads.Reading.read), ("global", .read), ("global.mysql", .read),
    // Below a map that is read as a whole, and below a key of the user's choice.
    ("global.extraEnv.ANY.deep", .read), ("global.olap.mine.host", .read),
    ("app.containers.app.image.tag", .read), ("app.initContainers.0.env.A", .read),
    ("api.global.mysql.host", .read), ("api.global.zebra", .unread),
    ("redis.master.persistence.size", .passedOn), ("reloader.zebra", .passedOn),
    ("global.imageRegistry", .passedOn), ("global.storageClass", .passedOn),
    ("global.zebra", .unread), ("zebra.host", .nameMentioned), ("app.serviceLabels.zebra", .unread),
    ("zebra", .unread),
    ("global.host.zebra", .unread), ("global.image", .nameMentioned),
    ("extraEnv", .unread), ("app.serviceLabels", .unread), ("app.zebra", .unread),
    ("api.traceRatio", .read), ("ingress.traceRatio", .nameMentioned),
    ("<component>.resources.limits", .read), ("", .read),
  ])
  func readsInTheNewestRelease(_ path: String, _ reading: ChartReads.Reading) {
    #expect(ChartReads.reading(of: ChartPath(path), in: .newest) == reading)
  }

  @Test func unknownReleasesAreReadAsTheOneBefore() {
    let path: ChartPath = "global.pubSub.host"
    #expect(ChartReads.reading(of: path, in: ChartVersion(0, 32, 99)) == .read)
    #expect(ChartReads.reading(of: path, in: ChartVersion(0, 0, 1)) == .nameMentioned)
    #expect(ChartReads.reading(of: path, in: ChartVersion(1, 0, 0)) == .nameMentioned)
  }

  @Test func listsKeysOfASection() {
    #expect(
      ChartReads.keys(below: "global.bucket", in: .newest) == [
        "accessKey", "kmsKey", "name", "path", "provider", "region", "secret", "secretKey",
      ])
    #expect(ChartReads.keys(below: "global.bucket", in: ChartVersion(0, 4, 0)) == [])
    #expect(ChartReads.keys(below: "global.host", in: .newest) == [])
    let top = ChartReads.keys(below: "", in: .newest)
    #expect(top.contains("api") && top.contains("reloader") && top.contains("ingress"))
    #expect(!top.contains("history-reader.zebra") && !top.contains("<component>"))
    let app = ChartReads.keys(below: "app", in: .newest)
    // Its own, those of wandb-base, and not those of an older chart for it.
    #expect(app.contains("internalJWTMap") && app.contains("affinity"))
    #expect(!ChartReads.keys(below: "parquet", in: .newest).contains("enabled"))
    #expect(ChartReads.keys(below: "parquet", in: ChartVersion(0, 32, 9)).contains("enabled"))
  }

  @Test(arguments: [
    ("global.mysql.port", ChartDefault.Kind.number, "3306"),
    ("global.mysql.install", nil, nil),
    ("mysql.install", .boolean, "false"), ("global.size", .text, "small"),
    ("global.extraEnv", .map, "{}"), ("global.imagePullSecrets", nil, nil),
    // The component's own, and that of wandb-base.
    ("frontend.image.repository", .text, "wandb/frontend-nginx"),
    ("frontend.image.pullPolicy", .text, "IfNotPresent"),
    ("frontend.affinity", .map, "{}"), ("history-reader.affinity", nil, nil),
    // Sections, and values that the facts leave out.
    ("global", .map, nil), ("frontend.image", .map, nil), ("api.envTpls", .list, nil),
    ("global.zebra", nil, nil),
  ])
  func knowsDefaults(_ path: String, _ kind: ChartDefault.Kind?, _ value: String?) {
    let found = ChartReads.default(at: ChartPath(path), in: .newest)
    #expect(found?.kind == kind)
    #expect(found?.value == value)
  }

  @Test(arguments: [
    ("mysql.install", ChartVersion(0, 13, 11), "true"), ("mysql.install", .newest, "false"),
    ("global.extraEnv.BUCKET_QUEUE", ChartVersion(0, 32, 9), "internal://"),
    ("global.extraEnv.BUCKET_QUEUE", .newest, nil),
    ("app.env.BUCKET_QUEUE", ChartVersion(0, 32, 9), nil),
    // Another default in between.
    ("parquet.install", ChartVersion(0, 10, 18), "true"),
    ("parquet.install", ChartVersion(0, 10, 19), "false"),
    ("parquet.install", ChartVersion(0, 10, 20), "true"),
    // The nearest release before one that does not exist.
    ("mysql.install", ChartVersion(99, 0, 0), "false"),
  ])
  func knowsDefaultsByRelease(_ path: String, _ release: ChartVersion, _ value: String?) {
    #expect(ChartReads.default(at: ChartPath(path), in: release)?.value == value)
  }

  @Test func knowsTypesOfOlderDefaults() {
    #expect(ChartReads.default(at: "global.bigTable.enabled", in: .newest) == nil)
    #expect(ChartReads.kindOfDefault(at: "global.bigTable.enabled") == .boolean)
    #expect(ChartReads.kindOfDefault(at: "app.affinity") == .map)
    #expect(ChartReads.kindOfDefault(at: "global.baseUrl") == nil)
  }

  @Test func knowsDependencies() {
    let old = ChartVersion(0, 32, 9)
    #expect(ChartDependency("app", in: .newest) == .sharedComponent)
    #expect(ChartDependency("app", in: old) == .ownComponent)
    #expect(ChartDependency("kafka", in: .newest) == .bundled)
    #expect(ChartDependency("kafka", in: old) == .remote)
    #expect(ChartDependency("ingress", in: .newest) == nil)
    #expect(!ChartDependency.names(in: .newest).contains("history-reader"))
    #expect(ChartDependency.components == ChartDependency.components.sorted())
    #expect(ComponentName.all.count == 28)
  }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a.b", ["a", "b"]), (#"a\.b.c"#, ["a.b", "c"]),
    (#"a\b.c\.d"#, [#"a\b"#, "c.d"]),
  ])
  func pathsAreSplit(_ text: String, _ keys: [String]) {
    #expect(ChartPath(text).keys == keys)
  }
}
