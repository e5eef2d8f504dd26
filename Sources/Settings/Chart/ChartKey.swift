package import Diagnostics

/// A key in the values of chart operator-wandb: its kind, and the releases that read it.
///
/// The tree is text embedded in the binary (`CFacts/chart-keys.txt`). Each key is a line, found by
/// scanning the lines before it, so only the keys that are looked up are decoded.
package struct ChartKey: Sendable {
  /// What a key contains; the raw values are the letters of the facts.
  package enum Kind: UInt8, Sendable {
    case text = 0x73, boolean = 0x62, number = 0x6E, list = 0x6C
    /// A map whose keys are chosen by the user or defined by Kubernetes.
    case freeMap = 0x6D
    /// A section whose keys are all known.
    case section = 0x6F
    /// A section of the subchart wandb-base, which all components share.
    case component = 0x63
    /// The values of a third-party chart.
    case vendored = 0x76
    /// Read by a template, but declared nowhere.
    case anything = 0x75
  }

  /// How the newest release treats the key.
  package enum Outcome: Sendable {
    case read
    /// Present, but never read.
    case unread(severity: Severity, help: String)
    case renamed(to: String, in: ChartVersion)
    /// Its value belongs under another key, in another form.
    case replaced(by: String, in: ChartVersion)
    case moved(to: String)
  }

  /// What the newest release with the key expects there.
  package let kind: Kind
  /// The line of the facts, whose columns are decoded on each access.
  private let line: ChartFactLine

  /// The last word of its path.
  package var name: String { line.name }

  /// The first release with the key; nil if unknown.
  package var since: ChartVersion? { line.column(2).flatMap { ChartVersion($0) } }

  /// The last release with the key; nil while the newest release has it.
  package var until: ChartVersion? { line.column(3).flatMap { ChartVersion($0) } }

  /// What the newest release does with a value there.
  package var outcome: Outcome { line.column(4).map { Outcome($0) } ?? .read }

  /// The values as a whole.
  package static let root = ChartKey(ChartFacts.keys.root, kind: .section)

  /// The section that all components share.
  package static let component = root.ownChild("<component>") ?? root

  /// The key `name` of this section.
  package func child(_ name: String) -> ChartKey? {
    if line.depth < 0, name == "<component>" { return nil }
    return ownChild(name) ?? (kind == .component ? Self.component.ownChild(name) : nil)
  }

  /// The names of this section's keys, in lexical order.
  package var names: [String] {
    let shared = kind == .component ? Self.component.ownNames : []
    return Set(ownNames + shared).sorted()
  }

  /// The first release with the key, or with any key below it; nil if unknown.
  package var firstRelease: ChartVersion? {
    if let since { return since }
    guard kind == .section else { return nil }
    let releases = ownNames.map { child($0)?.firstRelease }
    return releases.contains { $0 == nil } ? nil : releases.compactMap(\.self).min()
  }

  /// The names that other components may lack.
  package var ownNames: [String] {
    Set(line.childNames).subtracting(["<component>"]).sorted()
  }

  /// Whether all keys below this one are known.
  package var isClosed: Bool { kind == .section || kind == .component }

  /// The key at a dotted path.
  package static func at(_ path: String) -> ChartKey? {
    path.pieces(between: ".").reduce(root) { $0?.child(String($1)) }
  }

  private func ownChild(_ name: String) -> ChartKey? {
    line.child(name).map { line in
      let kind = line.bytes(1).first.flatMap(Kind.init)
      return ChartKey(line, kind: kind ?? .anything)
    }
  }

  private init(_ line: ChartFactLine, kind: Kind) {
    self.line = line
    self.kind = kind
  }
}

extension ChartKey.Outcome {
  fileprivate init(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    switch words.first {
    case "unread":
      self = .unread(
        severity: words.dropFirst().first.flatMap(Severity.init) ?? .note,
        help: words.dropFirst(2).first ?? "remove it")
    case "renamed" where words.count == 3:
      self = ChartVersion(words[2]).map { .renamed(to: words[1], in: $0) } ?? .read
    case "replaced" where words.count == 3:
      self = ChartVersion(words[2]).map { .replaced(by: words[1], in: $0) } ?? .read
    case "moved" where words.count == 2: self = .moved(to: words[1])
    default: self = .read
    }
  }
}
