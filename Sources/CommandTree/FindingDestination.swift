import Diagnostics
import Reporting

/// A format of findings and where it goes, as `--format` names them.
struct FindingDestination {
  let format: Format
  /// nil for the stream of the findings.
  let path: String?
  private let policy: Policy

  /// What happens to a file that exists already.
  private enum Policy { case replace, keep }

  /// Text on the stream.
  static let text = FindingDestination(.text)

  /// The file from which GitLab reads code quality, written unless there is one.
  ///
  /// Nobody asked for it by name, so it replaces nothing, and a run does not fail without it.
  static let gitlabReport = FindingDestination(.gitlab, "gl-code-quality-report.json", .keep)

  /// A format on the stream.
  init(_ format: Format) { self.init(format, nil, .replace) }

  /// `FORMAT`, `FORMAT=-` for the stream, or `FORMAT=PATH`; nil for anything else.
  init?(_ word: String) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = parts.first.flatMap({ Format(rawValue: String($0)) }),
      parts.last?.isEmpty == false
    else { return nil }
    self.init(format, parts.count < 2 || parts[1] == "-" ? nil : String(parts[1]), .replace)
  }

  private init(_ format: Format, _ path: String?, _ policy: Policy) {
    (self.format, self.path, self.policy) = (format, path, policy)
  }

  /// Why a word of `--format` is not one.
  static func refusal(of word: String) -> String {
    let name = String(word.prefix { $0 != "=" })
    let names = Format.allCases.map(\.rawValue)
    guard !names.contains(name) else { return "--format \(word) names no file" }
    guard let nearest = NameSuggestion.nearest(to: name, among: names) else {
      return "--format must be \(names.alternatives), not `\(name)`"
    }
    return "unknown format `\(name)`; did you mean `\(nearest)`?"
  }

  /// Writes findings to the stream or the file, which must not be one of the inputs.
  func write(
    _ text: String, of findings: Findings, to stream: Terminal.Stream
  ) throws(CommandFailure) {
    guard let path else {
      // A format for programs names files as they are; only text has escapes that a terminal may get.
      let isShown = format != .text && Terminal.isTerminal(stream)
      return try Terminal.print(isShown ? text.printableLines : text, to: stream)
    }
    if policy == .keep { return Self.writeNew(text, path) }
    if let file = FileSystem.resolved(path),
      findings.inputs.contains(where: { FileSystem.resolved($0) == file })
    {
      throw CommandFailure(message: "can't write findings to \(path): it is an input")
    }
    try ArtifactWriter.write(text, toFile: path)
  }

  private static func writeNew(_ text: String, _ path: String) {
    guard !FileSystem.exists(path) else {
      return Terminal.write(
        "\(path) exists already and is not replaced; --format gitlab=PATH names another file\n",
        to: .error)
    }
    do throws(CommandFailure) {
      try ArtifactWriter.write(text, toFile: path)
      Terminal.write("wrote \(path)\n", to: .error)
    } catch {
      Terminal.write("warning: \(error.message.printable)\n", to: .error)
    }
  }
}
