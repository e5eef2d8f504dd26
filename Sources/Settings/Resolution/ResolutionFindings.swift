import ConfigSyntax
package import Diagnostics

/// The findings about what was written, whatever surface it was written on.
extension Diagnostic {
  static func mismatch(
    _ field: Field<Configuration>, _ text: String, _ mismatch: Mismatch, _ origin: Origin
  ) -> Diagnostic {
    var diagnostic: Diagnostic
    if case .enumeration(let words) = mismatch.expected {
      diagnostic = Diagnostic(
        ShapeProblem.unknownWord,
        """
        \(name(of: field, in: origin.spelling)) must be \(mismatch.expected.noun), \
        not `\(value: text)`
        """, at: origin.span)
      if let word = NameSuggestion.nearest(to: text, among: words) {
        diagnostic.help = .didYouMean(word)
        let isSame = word.lowercased() == text.lowercased()
        diagnostic.fixes = [
          .write(word, for: Located(text, origin.span), isSame ? .safe : .unsafe)
        ]
      }
    } else if mismatch.expected == .duration, let found = GoDuration.UnknownUnit(text) {
      diagnostic = Diagnostic(
        ShapeProblem.wrongType,
        "`\(value: found.unit, at: origin.span)` is not a unit of a duration", at: origin.span)
      diagnostic.help =
        found.inHours.map { "write `\($0)`; the units are h, m and s" } ?? "use h, m or s"
      diagnostic.fixes =
        found.inHours.map { [.write($0, for: Located(text, origin.span), .safe)] } ?? []
    } else {
      diagnostic = Diagnostic(
        ShapeProblem.wrongType,
        "\(name(of: field, in: origin.spelling)) must be \(mismatch.expected.noun)", at: origin.span
      )
    }
    diagnostic.setting = field.name
    diagnostic.addUses(origin.via)
    return diagnostic
  }

  static func outOfRange(
    _ field: Field<Configuration>, _ text: String, _ why: String, _ origin: Origin
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.outOfRange, "\(name(of: field, in: origin.spelling)) \(why), not \(value: text)",
      at: origin.span)
    diagnostic.setting = field.name
    diagnostic.addUses(origin.via)
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

  package static func placeholder(
    _ field: Field<Configuration>, _ spelling: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.placeholder, "the value of `\(spelling)` is a placeholder", at: span)
    diagnostic.setting = field.name
    diagnostic.help = "replace it with your own value: \(field.summary.clause)"
    return diagnostic
  }

  /// A value that a program has to fill in: Helm does not replace `${NAME}`.
  static func unfilled(
    _ field: Field<Configuration>, _ origin: Origin
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.placeholder,
      "the value of `\(origin.spelling)` is a placeholder for an environment variable",
      at: origin.span)
    diagnostic.setting = field.name
    diagnostic.help = "fill it in first, for example with `envsubst`; Helm keeps it as text"
    diagnostic.addUses(origin.via)
    return diagnostic
  }

  /// A variable that is a placeholder as a whole.
  static func placeholder(_ origin: Origin) -> Diagnostic {
    placeholder(value: origin.spelling, origin.span)
  }

  /// The same for a value without a setting.
  package static func placeholder(value path: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(ShapeProblem.placeholder, "the value of `\(path)` is a placeholder", at: span)
  }

  package static func placeholder(section path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = placeholder(value: path, span)
    diagnostic.help = "replace it with the section's keys"
    return diagnostic
  }

  static func incompleteReference(
    _ member: CompositeMember, _ composite: Composite
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.incompleteReference,
      "`\(composite.name)` must name both a Secret and a key in it", at: member.origin.span)
    let names = composite.members.map { "`\($0.name)`" }.joined(separator: " and ")
    diagnostic.help = "set \(names)"
    return diagnostic
  }

  static func notAConnectionString(
    _ member: CompositeMember, _ composite: Composite
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.notAConnectionString,
      "`\(member.origin.spelling)` must be a URL with a `scheme://`",
      at: member.origin.span)
    let form =
      switch composite.kind {
      case .mysql: "mysql://USER:PASSWORD@HOST:3306/DATABASE"
      case .redis: "redis://:PASSWORD@HOST:6379"
      case .email: "smtp://USER:PASSWORD@HOST:587"
      case .bucket, .stores, .secret: "s3://BUCKET, gs://BUCKET or az://ACCOUNT/CONTAINER"
      }
    diagnostic.help = "use the form \(form)"
    if composite.kind == .bucket || composite.kind == .stores,
      case .text(let text) = member.value,
      let typo = BucketNamePrefix.mistypedScheme(in: text.text),
      BucketProvider(scheme: typo.scheme) != nil
    {
      // The word and the sign are not part of any secret.
      diagnostic.help = "write `\(typo.scheme)://` in place of `\(typo.written)`"
      let range = 0..<typo.written.utf8.count
      if text.isExact(range) {
        diagnostic.fixes = [
          FixIt(
            .write(typo.scheme + "://"),
            [.replace(text.span(of: range), with: typo.scheme + "://")], .unsafe)
        ]
      }
    }
    return diagnostic
  }

  /// A parameter of a URL that no setting claims; `known` are those that do have one.
  package static func unknownParameter(
    _ key: Located, of spelling: String, _ known: KnownNames
  ) -> Diagnostic {
    let suggestion = known.nearest(to: key.value)
    // The chart passes every parameter on, and nothing is known to refuse one.
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey,
      "the server does not know parameter `\(value: key.value)` of `\(spelling)`", at: key.span)
    diagnostic.suggest(suggestion, insteadOf: key)
    return diagnostic
  }

  // MARK: Parts of findings

  /// Suggests the known name that resembles the written one.
  package mutating func suggest(_ name: String?, insteadOf key: Located) {
    guard let name else { return }
    help = .didYouMean(name)
    fixes = [.rename(key, to: name)]
  }

  /// Adds the aliases and merge keys through which a value was included.
  package mutating func addUses(_ via: [SourceSpan]) {
    related += via.map { Label("used here", $0) }
    self.via += via
  }
}

extension String {
  /// The sentence as a clause: lower-case unless it starts with an acronym, no final period.
  fileprivate var clause: String {
    let text = hasSuffix(".") ? String(dropLast()) : self
    guard let second = text.dropFirst().first, !second.isUppercase else { return text }
    return text.prefix(1).lowercased() + String(text.dropFirst())
  }
}
