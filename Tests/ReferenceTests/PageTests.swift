import Diagnostics
import Reference
import Testing

/// The pages of `explain CODE`.
@Suite struct PageTests {
  private func page(_ code: String) throws -> String {
    DiagnosticsReference.page(try #require(DiagnosticsReference.find(code)))
  }

  /// Two equal examples would not explain anything.
  @Test(arguments: DiagnosticsReference.all.map(\.code))
  func sameTextHasTwoCommands(_ code: String) throws {
    let id = try #require(DiagnosticsReference.find(code))
    let (failing, passing) = (id.documentation.failing, id.documentation.passing)
    guard failing.text == passing.text else { return }
    let page = try page(code)
    let isShownInFull = page.contains("but not for:")
    #expect(!isShownInFull || page.contains("# values.yaml") || page.contains("# terraform.tfvars"))
  }

  @Test func showsTheCommandThatReportsNothing() throws {
    let page = try page("WB2012")
    #expect(page.contains("--set global.mysql.prot=1` reports it for:"))
    #expect(page.contains("but `validate values.yaml --set global.mysql.port=3307` does not.\n"))
  }

  @Test(arguments: ["WB3241", "WB3242", "WB3243", "WB3244", "WB1028"])
  func doesNotCutLinesThatMayBeCopied(_ code: String) throws {
    #expect(try !page(code).contains("..."))
  }

  @Test func abridgesLongExamples() throws {
    let page = try page("WB2123")
    #expect(page.split(separator: "\n").count < 60)
    #expect(page.contains("more lines"))
  }

  @Test(arguments: [
    ("WB2009", "error, warning, note"), ("WB2004", "error, warning, note"),
    ("WB2101", "error, warning"), ("WB3232", "error, warning"), ("WB1002", "error"),
  ])
  func listsEverySeverity(_ code: String, _ severities: String) throws {
    #expect(try page(code).split(separator: "\n").first?.hasSuffix("(\(severities))") == true)
  }
}
