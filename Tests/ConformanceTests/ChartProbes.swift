import Diagnostics
import Pipeline
import TestSupport

/// A value of the chart that was tried in a configuration that works, from
/// `fixtures/facts/chart-probes.txt`, whose head explains the outcomes.
struct ChartProbe: Sendable {
  enum Outcome: String {
    case base, absent, works
    case helm, refused, dropped, broken

    var isProblem: Bool {
      switch self {
      case .base, .absent, .works: false
      case .helm, .refused, .dropped, .broken: true
      }
    }
  }

  let path: String
  /// In JSON.
  let value: String
  let outcome: Outcome

  var description: String { "\(path) \(value) (\(outcome))" }

  /// The configuration, and the values that were tried in it.
  static let all: (base: [(path: String, value: String)], probes: [ChartProbe]) = {
    var base: [(path: String, value: String)] = []
    var probes: [ChartProbe] = []
    var path = ""
    for line in FactsFile.lines("chart-probes.txt") {
      guard line.hasPrefix(" "), let tab = line.firstIndex(of: "\t") else {
        path = line
        continue
      }
      let name = String(line[..<tab].dropFirst())
      let value = String(line[line.index(after: tab)...])
      if path == "base" {
        base.append((name, value))
      } else if let outcome = Outcome(rawValue: name) {
        probes.append(ChartProbe(path: path, value: value, outcome: outcome))
      } else {
        preconditionFailure("chart-probes.txt: \(line)")
      }
    }
    return (base, probes)
  }()
}

/// A values file in blocks, in which the value that was tried has a line of its own.
struct ProbeDocument {
  private indirect enum Node {
    case value(String)
    case section([(key: String, node: Node)])
  }

  private var root = Node.section([])
  /// The bytes of the line with the value that was tried.
  private(set) var changed = 0..<0
  private(set) var text = ""

  /// The base configuration with one value in place of another.
  init(_ probe: ChartProbe) {
    for (path, value) in ChartProbe.all.base { root = Self.setting(path, to: value, in: root) }
    root = Self.setting(probe.path, to: probe.value, in: root)
    write(root, depth: 0, path: "", probe.path)
  }

  private static func setting(_ path: String, to value: String, in node: Node) -> Node {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard let key = parts.first else { return .value(value) }
    var entries: [(key: String, node: Node)] = []
    if case .section(let existing) = node { entries = existing }
    let index = entries.firstIndex { $0.key == key }
    let below = index.map { entries[$0].node } ?? .section([])
    let child = parts.count > 1 ? setting(parts[1], to: value, in: below) : .value(value)
    if let index { entries[index].node = child } else { entries.append((key, child)) }
    return .section(entries)
  }

  private mutating func write(_ node: Node, depth: Int, path: String, _ target: String) {
    guard case .section(let entries) = node else { return }
    for (key, child) in entries {
      let below = path.isEmpty ? key : "\(path).\(key)"
      let start = text.utf8.count
      text += String(repeating: "  ", count: depth) + key + ":"
      if case .value(let value) = child { text += " " + value }
      text += "\n"
      if below == target { changed = start..<text.utf8.count }
      write(child, depth: depth + 1, path: below, target)
    }
  }
}

/// What the program says of a value that was tried.
struct ProbeVerdict {
  let probe: ChartProbe
  /// The errors anywhere in the file.
  let errors: [Finding]
  /// The warnings at the value.
  let warnings: [Finding]
  /// Whether an error or a warning is at the value.
  let isFound: Bool

  struct Finding {
    let code: String
    let text: String
  }

  init(_ probe: ChartProbe) {
    self.probe = probe
    let document = ProbeDocument(probe)
    let findings = Check.yaml(document.text).report.findings
    let here = findings.filter { document.changed.contains(Int($0.span.lower)) }
    errors = Self.texts(findings.filter { $0.severity == .error })
    warnings = Self.texts(here.filter { $0.severity == .warning })
    isFound = here.contains { $0.severity != .note }
  }

  private static func texts(_ findings: [PrintableDiagnostic]) -> [Finding] {
    findings.map { Finding(code: $0.id.code, text: $0.message) }
  }
}
