import CloudFacts
import Foundation
import TestSupport
import Testing

/// The texts in `CFacts` contain only lines that their readers understand, in a fixed order.
@Suite struct FactsTextTests {
  @Test(arguments: FactsText.allCases)
  func everyLineIsUnderstood(_ text: FactsText) {
    #expect(text.unreadLines == [])
  }

  @Test(arguments: FactsText.allCases)
  func everyFileIsTidy(_ text: FactsText) throws {
    let url = Fixture.project.appending(path: "Sources/CFacts/\(text.rawValue)")
    let contents = try String(contentsOf: url, encoding: .utf8)
    #expect(contents.hasSuffix("\n") && !contents.hasSuffix("\n\n"))
    let lines = contents.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for line in lines {
      #expect(!line.isEmpty && !line.hasSuffix(" ") && !line.hasSuffix("\t"), "\(line)")
      #expect(line.utf8.allSatisfy { $0 == 0x09 || (0x20...0x7E).contains($0) }, "\(line)")
      if line.hasPrefix("#") { #expect(line.utf8.count <= 100, "\(line)") }
    }
    #expect(contents.contains("# Source"))
  }
}
