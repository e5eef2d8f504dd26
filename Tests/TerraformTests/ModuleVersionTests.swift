import Terraform
import Testing

@Suite struct ModuleVersionTests {
  @Test(arguments: ["7.18.2", "0.0.0", "7.9.3-pre1"])
  func readsAndWrites(_ text: String) {
    #expect(ModuleVersion(text)?.description == text)
    #expect(ModuleVersion("v" + text) == ModuleVersion(text))
  }

  @Test(arguments: ["", "1", "1.2", "1.2.3.4", "1.2.x", "-1.2.3", "1.2.3-", "1..3", "+1.2.3"])
  func refuses(_ text: String) { #expect(ModuleVersion(text) == nil) }

  @Test func ordersByNumber() throws {
    let sorted = ["1.9.0", "1.10.0-pre1", "1.10.0-pre2", "1.10.0", "2.0.0"]
    let versions = try sorted.map { try #require(ModuleVersion($0)) }
    #expect(versions.reversed().sorted() == versions)
  }
}
