import ConfigSyntax
import Diagnostics

extension Diagnostic {
  /// Suggests the known name that resembles the written one.
  mutating func suggest(_ name: String?, insteadOf key: Located) {
    guard let name else { return }
    help = "did you mean `\(name)`?"
    // The edit keeps the quotes: JSON requires them, and `:"` right after a key would join it.
    guard let span = key.textSpan else { return }
    fixes = [FixIt("write `\(name)`", [.replace(span, with: name)], .unsafe)]
  }

  static func wrongType(_ path: String, _ node: ConfigNode, expected: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(path)` must be \(expected), not \(node.noun)", at: node.span)
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
        """
        \(name(of: field, in: spelling)) must be \(mismatch.expected.noun), \
        not `\(value: text)`
        """, at: span)
      diagnostic.help = NameSuggestion.nearest(to: text, among: words).map {
        "did you mean `\($0)`?"
      }
    } else {
      diagnostic = Diagnostic(
        ShapeProblem.wrongType,
        "\(name(of: field, in: spelling)) must be \(mismatch.expected.noun)", at: span)
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
      ShapeProblem.outOfRange, "\(name(of: field, in: spelling)) \(why), not \(value: text)",
      at: span)
    diagnostic.setting = field.name
    diagnostic.addPlaces(via)
    return diagnostic
  }

  /// What the user calls the setting; for a part of a URL, the part and the URL.
  private static func name(of field: Field<Configuration>, in spelling: String) -> String {
    let variable = spelling.split(separator: ".").last.map(String.init)
    let part = field.spellings.lazy.filter {
      $0.location.name == spelling || $0.location.name == variable
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
      ShapeProblem.placeholder, "`\(spelling)` is a placeholder from the documentation", at: span)
    diagnostic.setting = field.name
    diagnostic.help = "replace it with your own value: \(field.summary.clause)"
    return diagnostic
  }

  static func numberForText(
    _ spelling: String, _ printed: String?, _ span: SourceSpan
  ) -> Diagnostic {
    let result: Message = printed.map { "prints `\(value: $0)`" } ?? "prints different text"
    var diagnostic = Diagnostic(
      ShapeProblem.numberForText,
      "`\(spelling)` is an unquoted number, and the chart \(result)", at: span)
    diagnostic.help = "quote the value"
    return diagnostic
  }

  static func incompleteReference(
    _ member: CompositeMember, _ composite: Composite
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.incompleteReference,
      "`\(composite.name)` must name both a Secret and a key in it", at: member.span)
    let names = composite.members.map { "`\($0.name)`" }.joined(separator: " and ")
    diagnostic.help = "set \(names)"
    return diagnostic
  }

  static func notAConnectionString(
    _ member: CompositeMember, _ composite: Composite
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.notAConnectionString, "`\(member.spelling)` must be a URL with a `scheme://`",
      at: member.span)
    let form =
      switch composite.kind {
      case .mysql: "mysql://USER:PASSWORD@HOST:3306/DATABASE"
      case .redis: "redis://:PASSWORD@HOST:6379"
      case .email: "smtp://USER:PASSWORD@HOST:587"
      case .bucket, .stores, .secret: "s3://BUCKET, gs://BUCKET or az://ACCOUNT/CONTAINER"
      }
    diagnostic.help = "use the form \(form)"
    return diagnostic
  }

  static func placeholder(section path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.placeholder, "`\(path)` is a placeholder from the documentation", at: span)
    diagnostic.help = "replace it with the section's keys"
    return diagnostic
  }

  static func quotedFlag(
    _ field: Field<Configuration>, _ spelling: String, _ node: ConfigNode
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(spelling)` must be true or false, not text", at: node.span)
    diagnostic.setting = field.name
    diagnostic.help = "remove the quotes; Helm treats any text as true, even `\"false\"`"
    diagnostic.addPlaces(node.via)
    return diagnostic
  }

  static func noHours(
    _ field: Field<Configuration>, _ spelling: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(spelling)` must be a whole number of hours", at: span)
    diagnostic.setting = field.name
    diagnostic.help = "write the number without a unit"
    return diagnostic
  }

  /// A variable that belongs to a setting but does not set it.
  static func inert(
    _ field: Field<Configuration>, _ form: Spelling, _ spelling: String, _ span: SourceSpan
  ) -> Diagnostic {
    let name = form.location.name
    var diagnostic: Diagnostic
    if form.role == .derived {
      diagnostic = Diagnostic(
        ShapeProblem.derivedVariable, "the chart derives `\(name)` from `\(field.name)`", at: span)
      diagnostic.help = "set `\(field.name)` instead; the effect of `\(name)` alone is unknown"
    } else {
      diagnostic = Diagnostic(
        ShapeProblem.unreadVariable, "no known component reads `\(name)`", at: span)
      let read = field.spellings.first {
        $0.location.surface == .environment && $0.role == .canonical
      }
      diagnostic.help = read.map { "the server reads `\($0.location.name)`" }
    }
    diagnostic.setting = field.name
    return diagnostic
  }

  static func unknownSetting(_ entry: Entry, among names: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownSetting, "`\(entry.key.value)` is not a known setting",
      at: entry.key.span)
    diagnostic.help = NameSuggestion.nearest(to: entry.key.value, among: names).map {
      "did you mean `\($0)`?"
    }
    return diagnostic
  }

  mutating func addPlaces(_ via: [SourceSpan]) {
    related += via.map { Label("used here", $0) }
    self.via += via
  }
}

extension String {
  /// What is wrong with text written where a key was intended: `host:db`, `host`.
  fileprivate var lostSpace: Message? {
    let key = prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    let rest = dropFirst(key.count)
    guard !key.isEmpty else { return nil }
    if rest.isEmpty || rest.first == " " { return "end a key with `:` and a space" }
    return rest.first == ":" && !rest.hasPrefix("://") ? "add a space after the `:`" : nil
  }

  /// The sentence as a clause: lower-case unless it starts with an acronym, no final period.
  fileprivate var clause: String {
    let text = hasSuffix(".") ? String(dropLast()) : self
    guard let second = text.dropFirst().first, !second.isUppercase else { return text }
    return text.prefix(1).lowercased() + String(text.dropFirst())
  }
}
