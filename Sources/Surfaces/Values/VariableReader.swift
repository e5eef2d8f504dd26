import ConfigSyntax
import Diagnostics
import Settings

/// How the server knows a variable's name.
enum VariableName {
  case known
  case resembling(String)
  case foreign
}

/// The variables that the server knows, with the results of looking names up.
struct KnownVariables {
  private let catalog: FieldCatalog
  /// The first few, which large inputs repeat over and over, and the rest.
  private var frequent = SmallMap<String, VariableName>()
  private var found: [String: VariableName] = [:]
  private lazy var names = KnownNames(catalog.variables.filter { $0.utf8.count >= 6 })

  init(_ catalog: FieldCatalog) { self.catalog = catalog }

  /// Whether the server knows a variable of this name.
  mutating func meaning(of name: String) -> VariableName {
    if let known = frequent[name] ?? found[name] { return known }
    let meaning: VariableName =
      catalog.knows(variable: name)
      ? .known : names.nearest(to: name, limit: 2).map { .resembling($0) } ?? .foreign
    if frequent.entries.count < 16 {
      frequent[name] = meaning
    } else {
      found[name] = meaning
    }
    return meaning
  }
}

/// Reads one variable of the server, on any surface.
struct VariableReader {
  let entry: Entry
  /// The user's own spelling: `HOST`, `global.extraEnv.HOST`.
  let spelling: String
  /// Who turns its value into text.
  let source: Unmodelled.Variable.Source

  private var name: String { entry.key.value }

  func read(_ reader: inout SurfaceReader) {
    let location = Location.environment(name)
    let found = reader.find(location)
    guard case .claim(let claim, let section) = found, !claim.isInert else {
      keep(&reader)
      if source.isHelm { checkText(&reader) }
      return checkUnclaimed(found, &reader)
    }
    let origin = reader.origin(spelling, entry.value)
    let text = source.isHelm ? HelmText.templated : HelmText.environment
    let value = MemberReader(spelling: spelling, text: text).read(entry.value, &reader)
    noteClaim(value, origin, &reader)
    ForeignVariable.report(entry.key, source, claimed: true, &reader)
    checkEnds(value, claim, section, &reader)
    switch claim {
    case .member(let number):
      let composite = CompositeID(section: section, index: number)
      reader.write(.member(location, of: composite, value), origin)
    case .field(let number, let form):
      let id = FieldID(section: section, index: number)
      guard form.encoding == .hours, case .text(let hours) = value.raw else {
        return reader.set(id, to: value.raw, origin)
      }
      FieldReader(id, form, entry.value, written: spelling, &reader).readHours(hours, &reader)
    }
  }

  /// Reports white space at the ends of the value.
  private func checkEnds(
    _ value: CompositeMember.Value, _ claim: SectionIndex.Claim, _ section: Int,
    _ reader: inout SurfaceReader
  ) {
    guard let text = value.text, BlankEnd.isPossible(text.text) else { return }
    var isSecret = false
    if case .field(let number, _) = claim {
      isSecret = reader.field(FieldID(section: section, index: number)).isSecret
    }
    BlankEnd.report(text, spelling, isSecret: isSecret, &reader)
  }

  private func keep(_ reader: inout SurfaceReader) {
    let variable = Unmodelled.Variable(name: name, value: entry.value, source: source)
    reader.keep(.variable(variable), entry.value.span)
  }

  /// Records that a setting claims the variable; a value that is computed later also passes through
  /// unchanged.
  private func noteClaim(
    _ value: CompositeMember.Value, _ origin: Origin, _ reader: inout SurfaceReader
  ) {
    if source.isHelm {
      let isSet = value.text != nil || value.isMadeLater
      reader.write(.chartVariable(name: name, value: isSet ? entry.value : nil), origin)
    }
    reader.keep(.claimedVariable(name), entry.value.span)
    if value.isMadeLater { keep(&reader) }
  }

  /// Checks that the chart, which turns every value into text, prints what was written.
  private func checkText(_ reader: inout SurfaceReader) {
    if case .sequence = entry.value.kind {
      return reader.reportWrongType(spelling, entry.value, expected: "text")
    }
    guard let scalar = entry.value.scalar, let problem = HelmText.templated(scalar).problem else {
      return
    }
    reader.findings.report(.numberForText(spelling, problem, entry.value.span))
  }

  /// Reports why the variable sets nothing.
  private func checkUnclaimed(_ found: FieldIndex.Found, _ reader: inout SurfaceReader) {
    guard case .claim(.field(let number, let form), let section) = found else {
      guard case .resembling(let known) = reader.variables.meaning(of: name) else {
        return ForeignVariable.report(entry.key, source, &reader)
      }
      return Self.reportResembling(entry, known, &reader)
    }
    let field = reader.field(FieldID(section: section, index: number))
    if field.isSecret { reader.hide(entry.value.span) }
    reader.findings.report(.inert(field, form, spelling, entry.key.span))
  }

  /// Warns of a variable whose name resembles a known one.
  static func reportResembling(_ entry: Entry, _ name: String, _ reader: inout SurfaceReader) {
    if SecretNames.looksSecret(name) { reader.hide(entry.value.span) }
    reader.findings.report(.unknownVariable(entry.key, resembling: name))
  }
}

extension CompositeMember.Value {
  /// The value of a variable that is a setting by itself.
  fileprivate var raw: RawValue {
    switch self {
    case .text(let text): RawValue(text: text.text)
    case .reference(let reference): .reference(reference)
    case .unknown(let unknown): .unknown(unknown)
    case .nothing: .nothing
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownVariable(_ key: Located, resembling name: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, "the server does not read variable `\(key.value)`",
      at: key.span)
    diagnostic.suggest(name, insteadOf: key)
    return diagnostic
  }

  /// A variable that belongs to a setting but does not set it.
  fileprivate static func inert(
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
}
