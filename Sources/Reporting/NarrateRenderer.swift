import Diagnostics

/// Findings as plain sentences, for screen readers: no frames, no symbols, no alignment.
package struct NarrateRenderer: Renderer {
  private let summary: TextStyle.Summary

  package init(_ summary: TextStyle.Summary) { self.summary = summary }

  /// A paragraph for each finding, then the summary.
  package func render(_ findings: Findings) -> String {
    let count = findings.records.count
    var paragraphs: [String] = []
    var titles: [Int: String] = [:]
    for deployment in findings.deployments where !deployment.records.isEmpty {
      titles[deployment.records.lowerBound] = "Deployment \(Self.spoken(deployment.name)).\n"
    }
    for (index, record) in findings.records.enumerated() {
      let number = count > 1 ? " \(index + 1) of \(count)" : ""
      paragraphs.append((titles[index] ?? "") + paragraph(record, number))
    }
    if summary == .shown { paragraphs.append(Self.closing(findings)) }
    return paragraphs.joined(separator: "\n")
  }

  private func paragraph(_ record: DiagnosticRecord, _ number: String) -> String {
    var sentences = [
      "\(Self.capitalized(record.severity.rawValue))\(number), code \(record.code).",
      Self.position(record.location) + ".",
      Self.sentence(record.message),
    ]
    sentences += record.related.map { related in
      let text = related.message.isEmpty ? "" : ": \(Self.spoken(related.message))"
      return Self.ended("See also \(Self.position(related.location).uncapitalized)\(text)")
    }
    if let help = record.help { sentences.append(Self.sentence(help)) }
    if record.fixes.contains(where: { $0.applicability == .safe }) {
      sentences.append("The command fix can do this.")
    }
    return sentences.joined(separator: "\n") + "\n"
  }

  private static func position(_ location: DiagnosticRecord.Location) -> String {
    "Line \(location.start.line), column \(location.start.column) of \(spoken(location.file))"
  }

  private static func closing(_ findings: Findings) -> String {
    let counts = findings.counts
    let text = counts.isEmpty ? "No problems" : counts.kinds.listed
    var sentences = ["\(text)\(SummaryLine.scope(of: findings))"]
    for (count, state) in counts.others {
      sentences.append("\(count.counted("finding")) \(count == 1 ? "is" : "are") \(state)")
    }
    return (sentences + findings.remarks.map { capitalized(spoken($0)) })
      .map { ended($0) + "\n" }.joined()
  }

  private static func sentence(_ clause: String) -> String { ended(capitalized(spoken(clause))) }

  private static func ended(_ sentence: String) -> String {
    sentence.last.map { ".?!".contains($0) } ?? true ? sentence : sentence + "."
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// Text without the signs that a screen reader would name or leave out.
  private static func spoken(_ text: String) -> String {
    text.replacing(Secret.mask, with: "a hidden value").replacing("`", with: "\"")
      .replacing("…", with: "...").replacing("→", with: "to")
  }
}

extension String {
  fileprivate var uncapitalized: String { prefix(1).lowercased() + dropFirst() }
}
