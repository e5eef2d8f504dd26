import Diagnostics
import Emitters
import Reference
import Settings
import Terraform
import Testing

/// What `explain` finds, and what it suggests.
@Suite struct SubjectTests {
  private func kind(_ text: String) -> String {
    switch Subject.find(text) {
    case .code(let id): "code \(id.code)"
    case .input(let input): "input \(input.module.setting(input.name))"
    case .setting(let field): "setting \(field.name)"
    case .settings(let fields, _): "settings \(fields.map(\.name).sorted().first ?? "")"
    case .chartKey(let key): "key \(key.path)"
    case .target(let target): "target \(target.name)"
    case .several: "several"
    case nil: "nothing"
    }
  }

  @Test(arguments: [
    ("wb3004", "code WB3004"), ("second-question-mark", "code WB3004"),
    ("global.mysql.port", "setting global.mysql.port"),
    ("app.image.tag", "setting app.image.tag"),
    ("HOST", "setting global.host"), ("env.HOST", "setting global.host"),
    ("MYSQL", "settings global.mysql.database"),
    ("terraform.aws.network_cidr", "input terraform.aws.network_cidr"),
    ("network_cidr", "input terraform.aws.network_cidr"), ("deletion_protection", "several"),
    ("size", "setting global.size"),
    ("global.licenseSecret.name", "settings global.license"),
    ("global.mysql", "settings global.mysql.caCert"),
    ("s3-cors-xml", "target s3-cors-xml"),
    ("ingress.nameOverride", "key ingress.nameOverride"),
    ("api.resources.limits.cpu", "key api.resources.limits.cpu"),
    ("global.extraEnv.ANYTHING", "key global.extraEnv.ANYTHING"),
    ("mysql.port", "nothing"), ("nonsense", "nothing"),
  ])
  func finds(_ text: String, _ wanted: String) { #expect(kind(text) == wanted) }

  /// Every path of the chart's data can be explained, whether a setting claims it or not.
  @Test func findsEveryPathOfTheChart() {
    let paths = ChartKeyReference.allPaths.map {
      $0.replacing("<component>", with: "api")
    }
    #expect(paths.count > 200)
    for path in paths + ChartKeyReference.allPaths {
      #expect(Subject.find(path) != nil, "\(path)")
    }
  }

  @Test func suggestsSeveralNames() {
    #expect(Subject.near("mysql.port") == ["global.mysql.port"])
    #expect(Subject.near("global.mysql.prt").contains("global.mysql.port"))
    #expect(Subject.near("kmskey").contains("global.bucket.kmsKey"))
    #expect(Subject.near("helmm").contains("helm"))
    #expect(Subject.near("LICENCE").contains("LICENSE"))
    #expect(Subject.near("qqqqqqqqq") == [])
    for text in ["global.mysql.prt", "kmskey", "port"] {
      #expect(Subject.near(text).count <= 5)
      #expect(Subject.near(text) == Subject.near(text))
    }
  }

  @Test func aKeySaysItsTypeDefaultAndReleases() throws {
    let key = try #require(ChartKeyReference("global.redis.secretName"))
    let page = key.page(in: .newest)
    #expect(page.contains("Type: a string."))
    #expect(page.contains("Renamed to `global.redis.secret.secretName` in chart 0.21.0."))
    #expect(page.contains("Releases that read it: 0.18.7 to 0.20.3"), "\(page)")
    let old = key.page(in: ChartVersion(0, 19, 0))
    #expect(old.contains("The templates of chart 0.19.0 read it"), "\(old)")
    #expect(ChartKeyReference("global.nonsense") == nil)
  }
}
