/// Documentation as text, which the reference, `explain` and SARIF share.
extension Example {
  /// The arguments that run the example: `validate values.yaml`.
  package var command: String {
    switch options {
    case .validate, .missingFile: "validate \(fileName)"
    case .render(let target, let settings, let secrets):
      "render \(fileName) --target \(target)" + settings.map { " --set \($0)" }.joined()
        + (secrets.map { " --secrets \($0)" } ?? "")
    case .set(let text): "validate \(fileName) --set \(text)"
    case .chartVersion(let version): "validate \(fileName) --chart-version \(version)"
    case .complete: "validate \(fileName) --complete"
    case .module: "validate ."
    case .upgrade(let version): "validate . --upgrade-to \(version)"
    case .document(let kind, let values):
      "validate" + (kind.map { " --kind \($0)" } ?? "") + " \(fileName)"
        + (values == nil ? "" : " values.yaml")
    case .limit(let limit, let number, let site):
      "validate \(fileName)\(site == nil ? "" : " site.yaml") --limit \(limit.rawValue)=\(number)"
    case .dialect(let name): "validate \(fileName) --env-dialect \(name)"
    case .plan: "preflight . --terraform-plan plan.json"
    case .probe: "preflight \(fileName)"
    case .parse: "parse \(fileName)"
    case .merged: "validate \(fileName) site.yaml"
    case .project: "validate values.yaml"
    case .baseline: "validate values.yaml --baseline \(fileName)"
    }
  }

  /// The files of the example, one after the other; a long text is abridged.
  package var listing: String {
    switch options {
    case .module(let values?): "\(text)\n# terraform.tfvars\n\(values)"
    case .plan(let plan): "\(text)\n# plan.json\n\(plan)"
    case .merged(let values), .limit(_, _, let values?): "\(text)\n# site.yaml\n\(values)"
    case .document(_, let values?), .project(let values), .baseline(let values):
      "\(text)\n# values.yaml\n\(values)"
    default: abridged
    }
  }

  /// The first lines of a long text: one example repeats a block fifty times.
  private var abridged: String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 80 else { return text }
    return lines.prefix(10).joined(separator: "\n") + "\n# … \(lines.count - 10) more lines\n"
  }
}

extension Evidence {
  /// Two lines: the reader that justifies the severity, and where its behaviour is known from.
  package var lines: (reader: String, source: String) {
    switch self {
    case .read(let reader, let source): ("Reader: \(reader.rawValue)", "Source: \(source)")
    case .noneKnown: ("Reader: none known", "Source: none known")
    }
  }
}

extension DiagnosticID {
  /// The documentation as Markdown, without a heading.
  package var markdown: String {
    """
    \(documentation.summary)

    \(documentation.explanation)

    * \(evidence.lines.reader)
    * \(evidence.lines.source)

    Reported for `\(documentation.failing.command)`:

    ```
    \(documentation.failing.listing.trimmedAtEnd)
    ```

    Not reported for `\(documentation.passing.command)`:

    ```
    \(documentation.passing.listing.trimmedAtEnd)
    ```

    """
  }
}

extension String {
  /// Without line breaks at the end, and with a replacement for every control character.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text.unicodeScalars.map {
      $0.value < 0x20 && $0 != "\n" && $0 != "\t" ? "\u{FFFD}" : String($0)
    }
    .joined()
  }
}
