import ConfigSyntax
import Diagnostics
import Foundation
import Generators
import TestSupport
import Testing

/// `XMLReader` accepts and refuses what `xmllint` does.
///
/// Known differences, by design: a document type, an encoding other than UTF-8 and more than 512
/// levels are refused here; libxml2 bounds levels at 256 and one text at 10 MB.
@Suite struct XMLReadingTests {
  private enum Verdict: Equatable { case accepted, doubtful, refused }

  @Test(.comparing(with: .xmllint))
  func generatedDocumentsAreTakenAlike() throws {
    var generator = XMLTextGenerator(seed: 0x58_4D4C)
    let documents = (0..<1500).map { _ in generator.document() }
    var disagreements = Disagreements(seed: generator.seed)
    let answers = try libxml2(documents)
    for (document, answer) in zip(documents, answers) {
      let (ours, findings) = read(document)
      guard (ours == .refused) != (answer == .refused) else { continue }
      disagreements.add(document, "libxml2: \(answer), here: \(findings)")
    }
    disagreements.report()
    // Neither kind may be missing from the sample.
    #expect(answers.count { $0 == .refused } > 300)
    #expect(answers.count { $0 == .accepted } > 300)
  }

  /// Names and declarations that libxml2 complains of and takes.
  @Test(.comparing(with: .xmllint))
  func namespacesAreTakenAlike() throws {
    var random = SeededGenerator(0x4E53)
    let documents = (0..<400).map { _ in Self.namespaceDocument(&random) }
    var disagreements = Disagreements(seed: random.seed)
    for (document, answer) in zip(documents, try libxml2(documents)) {
      let (ours, findings) = read(document)
      guard ours != answer else { continue }
      disagreements.add(document, "libxml2: \(answer), here: \(findings)")
    }
    disagreements.report()
  }

  private static func namespaceDocument(_ random: inout SeededGenerator) -> [UInt8] {
    func attributes(_ random: inout SeededGenerator) -> String {
      var text = ""
      for _ in 0..<(random.next() % 4) {
        let name = random.pick([
          "xmlns:p", "xmlns:q", "xmlns", "xmlns:xml", "xmlns:xmlns", "p:a", "q:a", "a", "xml:a",
          "p:b", "b:", ":c", "p:q:r",
        ])
        // The name of a namespace is an address, or libxml2 complains of that.
        let value = random.pick([
          "http://u", "http://u", "http://v", "", "http://www.w3.org/XML/1998/namespace",
          "http://www.w3.org/2000/xmlns/",
        ])
        let isRepeated = text.contains(" \(name)=")
        text += isRepeated ? "" : " \(name)='\(value)'"
      }
      return text
    }
    let names = ["a", "p:a", "q:b", "xml:c", "p:", ":d", "p:q:e", "é:f"]
    let (outer, inner, last) = (random.pick(names), random.pick(names), random.pick(names))
    let instruction = random.next() % 8 == 0 ? "<?p:i?>" : ""
    return Array(
      """
      \(instruction)<\(outer)\(attributes(&random))><\(inner)\(attributes(&random))/>\
      <\(last)/></\(outer)>
      """.utf8)
  }

  private func read(_ document: [UInt8]) -> (Verdict, [String]) {
    var bag = DiagnosticBag()
    _ = XMLReader.read(SourceFile(name: "x.xml", bytes: document), FileID(0), &bag)
    let findings = bag.sorted.map { "\($0.id.code)@\($0.span.lower) \($0.message)" }
    return (bag.hasErrors ? .refused : bag.isEmpty ? .accepted : .doubtful, findings)
  }

  private func libxml2(_ documents: [[UInt8]]) throws -> [Verdict] {
    let scratch = try Scratch()
    let files = try documents.enumerated().map { number, document in
      let file = scratch.url("\(number).xml")
      try Data(document).write(to: file)
      return file
    }
    let answer = try Oracle.xmllint.complaints(about: files)
    var verdicts = [Verdict](repeating: .accepted, count: documents.count)
    for line in answer.text.split(whereSeparator: \.isNewline) {
      guard let end = line.range(of: ".xml:"),
        let slash = line[..<end.lowerBound].lastIndex(of: "/"),
        let number = Int(line[line.index(after: slash)..<end.lowerBound])
      else { continue }
      let complaint = line[end.upperBound...]
      if complaint.contains(": namespace error :") {
        if verdicts[number] == .accepted { verdicts[number] = .doubtful }
      } else if complaint.contains(" error :"), !complaint.contains("validity error") {
        verdicts[number] = .refused
      }
    }
    return verdicts
  }
}
