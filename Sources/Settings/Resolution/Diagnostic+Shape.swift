import ConfigSyntax
import Diagnostics

extension Diagnostic {
  /// Offers the known name that resembles the written one.
  mutating func suggest(_ name: String?, insteadOf key: Located) {
    guard let name else { return }
    help = "did you mean `\(name)`?"
    // Without its quotes, a key is none in JSON, and another one in front of `:"`.
    guard let span = key.textSpan else { return }
    fixes = [FixIt("write `\(name)`", [.replace(span, with: name)], .unsafe)]
  }

  static func wrongType(_ path: String, _ node: ConfigNode, expected: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(path)` is \(node.noun), not \(expected)", at: node.span)
    diagnostic.addPlaces(node.via)
    if let text = node.scalar?.text, expected == "a mapping", !text.isEmpty {
      diagnostic.help = text.lostSpace
    }
    return diagnostic
  }

  static func mismatch(
    _ field: Field<Configuration>, _ spelling: String, _ text: String, _ mismatch: Mismatch,
    _ span: SourceSpan, _ via: [SourceSpan]
  ) -> Diagnostic {
    var diagnostic: Diagnostic
    if case .enumeration(let words) = mismatch.expected {
      diagnostic = Diagnostic(
        ShapeProblem.unknownWord,
        "`\(SecretText.masked(text))` is no value of \(name(of: field, in: spelling))", at: span)
      let nearest = NameSuggestion.nearest(to: text, among: words)
      diagnostic.help = nearest.map { "did you mean `\($0)`?" } ?? mismatch.expected.noun
    } else {
      diagnostic = Diagnostic(
        ShapeProblem.wrongType,
        "\(name(of: field, in: spelling)) is not \(mismatch.expected.noun)", at: span)
    }
    diagnostic.setting = field.name
    diagnostic.addPlaces(via)
    return diagnostic
  }

  static func outOfRange(
    _ field: Field<Configuration>, _ spelling: String, _ text: String, _ why: String,
    _ span: SourceSpan, _ via: [SourceSpan]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.outOfRange, "\(name(of: field, in: spelling)) \(why), not \(text)", at: span)
    diagnostic.setting = field.name
    diagnostic.addPlaces(via)
    return diagnostic
  }

  /// The user's name for a value: a URL holds several settings, of which one is meant.
  private static func name(of field: Field<Configuration>, in spelling: String) -> String {
    let variable = spelling.split(separator: ".").last.map(String.init)
    let part = field.spellings.lazy.filter {
      $0.place.name == spelling || $0.place.name == variable
    }
    .compactMap(\.part).first
    switch part {
    case .query(let key): return "`\(key)` of `\(spelling)`"
    case .port, .path, .user, .host: return "`\(part?.name ?? "")` of `\(spelling)`"
    default: return "`\(spelling)`"
    }
  }

  static func placeholder(
    _ field: Field<Configuration>, _ spelling: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.placeholder, "`\(spelling)` is a placeholder of the documentation", at: span)
    diagnostic.setting = field.name
    diagnostic.help =
      "replace it: \(field.summary.lowercasedStart)"
    return diagnostic
  }

  static func numberForText(
    _ spelling: String, _ printed: String?, _ span: SourceSpan
  ) -> Diagnostic {
    let result = printed.map { "prints `\($0)`" } ?? "prints another text"
    var diagnostic = Diagnostic(
      ShapeProblem.numberForText,
      "`\(spelling)` is an unquoted number, and the chart \(result)", at: span)
    diagnostic.help = "put the value into quotes"
    return diagnostic
  }

  static func incompleteReference(
    _ member: CompositeMember, _ composite: Composite
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.incompleteReference, "`\(composite.name)` names no whole Secret", at: member.span
    )
    diagnostic.help = "set " + composite.members.map { "`\($0.name)`" }.joined(separator: " and ")
    return diagnostic
  }

  static func notAConnectionString(
    _ member: CompositeMember, _ composite: Composite
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.notAConnectionString, "`\(member.spelling)` has no `scheme://`",
      at: member.span)
    let form =
      switch composite.kind {
      case .mysql: "mysql://USER:PASSWORD@HOST:3306/DATABASE"
      case .redis: "redis://:PASSWORD@HOST:6379"
      case .email: "smtp://USER:PASSWORD@HOST:587"
      case .bucket, .stores, .secret: "s3://BUCKET, gs://BUCKET or az://ACCOUNT/CONTAINER"
      }
    diagnostic.help = "write \(form)"
    return diagnostic
  }

  static func placeholder(section path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.placeholder, "`\(path)` is a placeholder of the documentation", at: span)
    diagnostic.help = "replace it by the section's keys"
    return diagnostic
  }

  static func quotedFlag(
    _ field: Field<Configuration>, _ spelling: String, _ node: ConfigNode
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(spelling)` is text, not true or false", at: node.span)
    diagnostic.setting = field.name
    diagnostic.help = "write it without quotes; Helm takes any text for true, even `false`"
    diagnostic.addPlaces(node.via)
    return diagnostic
  }

  static func noHours(
    _ field: Field<Configuration>, _ spelling: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(spelling)` is not a whole number of hours", at: span)
    diagnostic.setting = field.name
    diagnostic.help = "write the number without a unit"
    return diagnostic
  }

  /// A variable that belongs to a setting and does not set it.
  static func inert(
    _ field: Field<Configuration>, _ form: Spelling, _ spelling: String, _ span: SourceSpan
  ) -> Diagnostic {
    let name = form.place.name
    var diagnostic: Diagnostic
    if form.role == .derived {
      diagnostic = Diagnostic(
        ShapeProblem.derivedVariable, "`\(name)` is what the chart makes of `\(field.name)`",
        at: span)
      diagnostic.help = "set `\(field.name)`; what the server does with `\(name)` alone is unknown"
    } else {
      diagnostic = Diagnostic(
        ShapeProblem.unreadVariable, "nothing is known to read `\(name)`", at: span)
      let read = field.spellings.first {
        $0.place.surface == .environment && $0.role == .canonical
      }
      diagnostic.help = read.map { "the server reads `\($0.place.name)`" }
    }
    diagnostic.setting = field.name
    return diagnostic
  }

  static func unknownSetting(_ entry: Entry, among names: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownSetting, "`\(entry.key.value)` is no setting", at: entry.key.span)
    diagnostic.help = NameSuggestion.nearest(to: entry.key.value, among: names).map {
      "did you mean `\($0)`?"
    }
    return diagnostic
  }

  mutating func addPlaces(_ via: [SourceSpan]) {
    related += via.map { Label("used here", $0) }
  }
}

extension String {
  /// What is wrong with a line that should have been a key and is a value: `host:db`, `host`.
  fileprivate var lostSpace: String? {
    let key = prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    let rest = dropFirst(key.count)
    guard !key.isEmpty else { return nil }
    if rest.isEmpty || rest.first == " " { return "a key ends with `:` and a space" }
    return rest.first == ":" && !rest.hasPrefix("://") ? "a space belongs behind the `:`" : nil
  }

  /// The sentence inside another one; an acronym at its start stays.
  fileprivate var lowercasedStart: String {
    guard let second = dropFirst().first, !second.isUppercase else { return self }
    return String(self[startIndex]).lowercased() + String(dropFirst())
  }
}
