import ConfigSyntax
import Diagnostics
import Reporting

extension Report {
  /// What is wrong with the findings, whatever they are about.
  var faults: [String] {
    findings.flatMap { finding in
      let spans =
        [finding.span] + finding.related.map(\.span)
        + finding.fixes.flatMap(\.edits).map(\.span)
      return [String].fault(
        "a span of \(finding.id.code) is outside of its file", if: !spans.allSatisfy(isInside))
    } + formatFaults
  }

  private func isInside(_ span: SourceSpan) -> Bool {
    Int(span.file.index) < sources.files.count
      && span.lower >= 0 && span.lower <= span.upper
      && Int(span.upper) <= sources[span.file].bytes.count
  }

  /// A format prints the findings: no character that a terminal obeys, and valid JSON.
  private var formatFaults: [String] {
    guard let last = findings.last else { return [] }
    let chosen = Format.allCases[(findings.count + Int(last.span.lower)) % Format.allCases.count]
    return [chosen, .text].flatMap { format -> [String] in
      let text = format.renderer(RenderContext(version: "0"))
        .render(Findings(self, detail: format.detail))
      guard [.json, .sarif, .gitlab].contains(format) else {
        return .fault(
          "\(format) has a control character",
          if: text.unicodeScalars.contains { PrintableText.isControl($0) && $0 != "\n" })
      }
      var bag = DiagnosticBag()
      let document = JSONReader.read(SourceFile(name: "", text: text), FileID(0), &bag)
      return .fault("\(format) is not valid JSON", if: document == nil || bag.hasErrors)
    }
  }
}
