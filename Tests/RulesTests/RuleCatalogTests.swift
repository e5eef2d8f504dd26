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

  @Test func codesAreInOrder() {
    let codes = DiagnosticsReference.all.map(\.code)
    #expect(codes == codes.sorted())
  }

  @Test func namesAreKebabCaseAndCodesAreInTheirRange() throws {
    for id in DiagnosticsReference.all {
      #expect(id.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(id.name)")
      #expect(id.code.wholeMatch(of: /WB[1-5][0-9]{3}/) != nil, "\(id.code)")
    }
  }

  /// Every type that conforms to a rule protocol is registered: any other would never run.
  @Test func everyRuleIsRegistered() throws {
    let registered = RuleCatalog.names
    #expect(try conformances() == Set(registered))
    #expect(registered.count == Set(registered).count)
  }

  /// A rule is the file of its name, in the folder of its topic.
  @Test func everyRuleIsAFileOfItsName() throws {
    let names = Set(try sources().map { $0.deletingPathExtension().lastPathComponent })
    #expect(try conformances().subtracting(names).isEmpty)
  }

  private func conformances() throws -> Set<String> {
    let declaration = /package enum (\w+): (?:Rule|TerraformRule|CloudDocumentRule) \{/
    let found = try sources().flatMap { url in
      try String(contentsOf: url, encoding: .utf8).matches(of: declaration).map { String($0.1) }
    }
    return Set(found)
  }

  private func sources() throws -> [URL] {
    let folder = Fixture.project.appending(path: "Sources/Rules")
    return (FileManager.default.subpaths(atPath: folder.path) ?? [])
      .filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
  }
}
