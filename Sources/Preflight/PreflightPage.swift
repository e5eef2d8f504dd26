package import Diagnostics
import Documents
import Probing

/// The report of a run as one HTML page: what is wrong, every step, and when it ran.
package struct PreflightPage: Sendable {
  private let outcomes: [ProbeOutcome]
  private let findings: [Finding]

  /// A finding as it may be printed.
  package struct Finding: Sendable {
    let severity: String
    let code: String
    let message: String
    let location: String
    let help: String?

    package init(
      _ severity: Severity, _ code: String, _ message: String, location: String, help: String?
    ) {
      (self.severity, self.code, self.message) = (severity.rawValue, code, message)
      (self.location, self.help) = (location, help)
    }
  }

  package init(_ outcomes: [ProbeOutcome], _ findings: [Finding]) {
    (self.outcomes, self.findings) = (outcomes, findings)
  }

  package func render() -> String {
    HTMLDocument(
      title: "W&B Server: preflight", style: Self.style,
      body: [.element("main", [], [heading, summary] + findingList + [timeline] + tables)]
    ).render()
  }

  private var heading: HTMLNode { .element("h1", text: "W&B Server: preflight") }

  private var summary: HTMLNode {
    let counts = ProbeOutcome.Verdict.allCases.map { verdict in
      "\(outcomes.reduce(0) { $0 + $1.count(verdict) }) \(verdict.rawValue)"
    }
    return .element("p", text: "Steps: \(counts.joined(separator: ", ")).")
  }

  private var findingList: [HTMLNode] {
    guard !findings.isEmpty else { return [.element("p", text: "No problems.")] }
    let items = findings.map { finding in
      HTMLNode.element(
        "li", [("class", finding.severity)],
        [
          .element("strong", text: "\(finding.severity)[\(finding.code)]"),
          .text(" \(finding.message) "), .element("code", text: finding.location),
        ] + (finding.help.map { [.element("br", [], []), .text($0)] } ?? []))
    }
    return [.element("h2", text: "Findings"), .element("ul", [], items)]
  }

  // MARK: Timeline

  /// A bar for each step, a row for each probe.
  private var timeline: HTMLNode {
    let end = max(1, outcomes.flatMap(\.steps).map(\.end).max() ?? 1)
    let (left, width, row) = (110, 640, 24)
    var marks: [HTMLNode] = []
    for (number, outcome) in outcomes.enumerated() {
      let top = number * row
      marks.append(
        .element(
          "text", [("x", "0"), ("y", "\(top + 16)")], [.text(outcome.plan.service.rawValue)]))
      for step in outcome.steps where step.verdict != .skipped {
        let start = left + Int(step.start) * width / Int(end)
        let length = max(2, Int(step.end - step.start) * width / Int(end))
        marks.append(
          .element(
            "rect",
            [
              ("x", "\(start)"), ("y", "\(top + 5)"), ("width", "\(length)"), ("height", "14"),
              ("class", step.verdict.rawValue),
            ], [.element("title", text: "\(step.name): \(step.end - step.start) ms")]))
      }
    }
    let height = outcomes.count * row + 20
    marks.append(
      .element(
        "text", [("x", "\(left)"), ("y", "\(height - 4)")], [.text("0 ms")]))
    marks.append(
      .element(
        "text", [("x", "\(left + width)"), ("y", "\(height - 4)"), ("text-anchor", "end")],
        [.text("\(end) ms")]))
    let size = "0 0 \(left + width) \(height)"
    return .element(
      "section", [],
      [
        .element("h2", text: "Timeline"),
        .element("svg", [("viewBox", size), ("role", "img"), ("aria-label", "Timeline")], marks),
      ])
  }

  // MARK: Steps

  private var tables: [HTMLNode] {
    outcomes.map { outcome in
      let rows = outcome.steps.map { step in
        HTMLNode.element(
          "tr", [],
          [
            .element(
              "td", [("class", step.verdict.rawValue)],
              text: step.verdict.rawValue),
            .element("td", text: step.name),
            .element("td", [("class", "number")], text: "\(step.end - step.start) ms"),
            .element("td", text: step.detail),
          ])
      }
      let titles = ["Outcome", "Step", "Time", "Detail"].map { HTMLNode.element("th", text: $0) }
      return .element(
        "section", [],
        [
          .element("h2", text: "\(outcome.plan.service.rawValue) \(outcome.plan.target)"),
          .element(
            "table", [],
            [
              .element("thead", [], [.element("tr", [], titles)]), .element("tbody", [], rows),
            ]),
        ])
    }
  }

  private static let style = """
    :root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --warn: #9a6700; --dim: #818b98; }
    @media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; --warn: #d29922; } }
    body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
    h2 { font-size: 1.1rem; margin-top: 2rem; }
    table { border-collapse: collapse; width: 100%; }
    th, td { border-bottom: 1px solid #8884; padding: .25rem .75rem .25rem 0; text-align: left; }
    td.number { text-align: right; white-space: nowrap; }
    .passed { color: var(--good); fill: var(--good); }
    .warned { color: var(--warn); fill: var(--warn); }
    .failed { color: var(--bad); fill: var(--bad); }
    .skipped { color: var(--dim); fill: var(--dim); }
    li.error strong { color: var(--bad); }
    svg text { fill: currentColor; font-size: 12px; }
    """
}
