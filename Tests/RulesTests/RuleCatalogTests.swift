import Diagnostics
import Foundation
import Reference
import Rules
import TestSupport
import Testing

@Suite struct RuleCatalogTests {
  @Test func everyCodeAndNameIsUsedOnce() {
    let all = DiagnosticsReference.all
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(Set(all.map(\.name)).count == all.count)
  }

  @Test func namesAreKebabCaseAndCodesAreInTheirRange() throws {
    for id in DiagnosticsReference.all {
      #expect(id.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(id.name)")
      #expect(id.code.wholeMatch(of: /WB[1-4][0-9]{3}/) != nil, "\(id.code)")
    }
  }

  /// A rule is a file; one that nobody registered would never run.
  @Test func everyRuleFileIsRegistered() throws {
    let folder = Fixture.project.appending(path: "Sources/Rules")
    let names = (FileManager.default.subpaths(atPath: folder.path) ?? [])
      .filter { $0.contains("/") && $0.hasSuffix(".swift") }
      .map { URL(filePath: $0).deletingPathExtension().lastPathComponent }
      .filter { $0 != "LicenseClaims" }
    let registered = RuleCatalog.documented.map { String(describing: $0) }
    #expect(Set(names) == Set(registered))
  }
}
