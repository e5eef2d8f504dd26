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
    let others = ["# values.yaml", "# terraform.tfvars", "# plan.json"]
    #expect(!isShownInFull || others.contains(where: page.contains))
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

  @Test(arguments: [("WB2009", "note"), ("WB2004", "warning"), ("WB2061", "error")])
  func showsTheSeverity(_ code: String, _ severity: String) throws {
    #expect(try page(code).split(separator: "\n").first?.hasSuffix("(\(severity))") == true)
  }

  @Test func namesTheReaderAndTheSource() throws {
    let page = try page("WB1004")
    #expect(page.contains("\nReader: Helm\nSource: YAML 1.2, section 6.1 (indentation spaces)\n"))
  }

  /// A code without a known reader is a decision, and is listed here.
  @Test func everyCodeHasEvidence() {
    let codes = DiagnosticsReference.all.filter { id in
      guard case .read(_, let source) = id.evidence else { return true }
      return source.isEmpty
    }
    #expect(codes.map(\.code) == [])
  }

  /// This program is the reader only of what it declines to do itself.
  @Test func errorsNameAReaderThatRefuses() {
    let own = DiagnosticsReference.all.filter { id in
      guard case .read(.program, _) = id.evidence else { return false }
      return id.severity == .error
    }
    #expect(
      own.map(\.code) == [
        "WB1009", "WB1013", "WB1042", "WB1043", "WB1044", "WB1045", "WB1046", "WB2001", "WB2003",
        "WB2012", "WB2081", "WB2084", "WB2085", "WB2091",
        "WB2092", "WB2093", "WB2120", "WB4001", "WB4002", "WB4006", "WB4007", "WB4009",
      ])
  }
}
