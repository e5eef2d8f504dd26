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
  /// Those of the site, which resemble nothing.
  private let site: Set<String>
  private var found = NameCache<VariableName>()
  private lazy var names = KnownNames(catalog.variables.filter { $0.utf8.count >= 6 })

  /// Whether it is a spelling that Go (`httpproxy.FromEnvironment`) and Python read as the uppercase one.
  private static func isLowercaseProxy(_ name: String) -> Bool {
    name == "http_proxy" || name == "https_proxy" || name == "no_proxy"
  }

  init(_ catalog: FieldCatalog, site: Set<String> = []) {
    (self.catalog, self.site) = (catalog, site)
  }

  /// Whether the site knows the variable, so that it is not reported as unread.
  func isOfSite(_ name: String) -> Bool { site.contains(name) }

  /// Whether the server knows a variable of this name.
  mutating func meaning(of name: Located) -> VariableName {
    if let known = found[name] { return known }
    let meaning: VariableName =
      catalog.knows(variable: name.value)
      ? .known
      : site.contains(name.value) || Self.isLowercaseProxy(name.value)
        ? .foreign
        : names.nearest(to: name.value, limit: 2).map { .resembling($0) } ?? .foreign
    found[name] = meaning
    return meaning
  }
}

/// Reads one variable of the server, on any surface.
struct VariableReader {
  let entry: Entry
  /// Who turns its value into text.
  let source: Unmodelled.Variable.Source
  private let place: Place

  /// Where it is written: most variables are not settings, so that nobody asks for the path of one.
  private enum Place {
    case name(WrittenName)
    case section(GlobalVariables)
  }

  init(entry: Entry, written: WrittenName, source: Unmodelled.Variable.Source) {
    (self.entry, self.source, place) = (entry, source, .name(written))
  }

  /// A variable of the chart's values for every component.
  init(_ entry: Entry, in section: GlobalVariables) {
    (self.entry, place) = (entry, .section(section))
    source = section == .env ? .globalEnv : .helm
  }

  var written: WrittenName {
    switch place {
    case .name(let name): name
    case .section(let section): .path(entry.path(below: section.rawValue))
    }
  }

  /// The section for every component that contains it.
  private var section: GlobalVariables? {
    switch place {
    case .name(let name): name.location?.globalVariables
    case .section(let section): section
    }
  }

  private var name: String { entry.key.value }
  /// The user's own spelling: `HOST`, `global.extraEnv.HOST`.
  private var spelling: String { written.spelling }

  func read(_ reader: inout SurfaceReader) {
    let location = Location.environment(name)
    let found = reader.find(location)
    guard case .claim(let claim, let section) = found, !claim.isInert else {
      keep(&reader)
      if source.isHelm { checkText(&reader) }
      return checkUnclaimed(found, &reader)
    }
    let written = written
    let origin = reader.origin(written, entry.value)
    let text = source.isHelm ? HelmText.templated : HelmText.environment
    let value = MemberReader(written: written, text: text).read(entry.value, &reader)
    ForeignVariable.reportClient(entry.key, source, &reader)
    checkEnds(value, of: claim, in: section, &reader)
    switch claim {
    case .member(let number):
      let composite = CompositeID(section: section, index: number)
      reader.write(.member(location, of: composite, value, variable(literal)), origin)
    case .field(let number, let form):
      let id = FieldID(section: section, index: number)
      if form.encoding == .hours, case .text(let hours) = value.raw {
        FieldReader(id, as: form, at: origin, &reader).readHours(hours, &reader)
      } else {
        reader.set(id, to: value.raw, origin)
      }
    }
    noteClaim(value, origin, &reader)
  }

  /// The value without the mapping that may be around it: `{value: …}`.
  private var literal: ConfigNode {
    guard let value = entry.value["value"], value.scalar != nil else { return entry.value }
    return value
  }

  private func variable(_ value: ConfigNode) -> Unmodelled.Variable {
    Unmodelled.Variable(name: name, value: value, source: source, in: section)
  }

  /// Reports whitespace at the ends of the value.
  private func checkEnds(
    _ value: CompositeMember.Value, of claim: SectionIndex.Claim, in section: Int,
    _ reader: inout SurfaceReader
  ) {
    guard let text = value.text, BlankEnd.mayMatter(text.text) else { return }
    var isSecret = false
    if case .field(let number, _) = claim {
      isSecret = reader.field(FieldID(section: section, index: number)).isSecret
    }
    BlankEnd.report(text, spelling, isSecret: isSecret, &reader)
  }

  /// Reads the variable, or keeps one of `others`, which another program reads and which may be secret.
  func read(except others: [String], _ reader: inout SurfaceReader) {
    guard others.contains(name) else { return read(&reader) }
    if SecretNames.looksSecret(name) { reader.hide(entry.value.span) }
    keep(&reader)
  }

  private func keep(_ reader: inout SurfaceReader) {
    reader.keep(.variable(variable(entry.value)), entry.value.span)
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
    reader.write(.unmodelled(.claimedVariable(name)), origin)
    if value.isMadeLater { reader.write(.unmodelled(.variable(variable(entry.value))), origin) }
  }

  /// Checks that the chart, which turns every value into text, prints what was written.
  private func checkText(_ reader: inout SurfaceReader) {
    if case .sequence = entry.value.kind {
      return reader.reportWrongType(spelling, entry.value, expected: .text)
    }
    guard let scalar = entry.value.scalar, let problem = HelmText.templated(scalar).problem else {
      return
    }
    reader.findings.report(.numberForText(spelling, problem, entry.value.span, scalar.text))
  }

  /// Reports why the variable sets nothing.
  private func checkUnclaimed(_ found: FieldIndex.Found, _ reader: inout SurfaceReader) {
    guard case .claim(.field(let number, let form), let section) = found else {
      guard case .resembling(let known) = reader.variables.meaning(of: entry.key) else {
        return ForeignVariable.report(entry.key, source, &reader)
      }
      return Self.reportResembling(entry, known, &reader)
    }
    let field = reader.field(FieldID(section: section, index: number))
    if field.isSecret { reader.hide(entry.value.span) }
    let finding: Diagnostic =
      if form.role == .ineffective {
        .unread(entry, of: field, form.successor)
      } else if source.isHelm {
        .derived(name, of: field, entry.key.span)
      } else {
        .derivedElsewhere(entry.key, of: field, as: form, in: reader.layer.title)
      }
    reader.findings.report(finding)
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

  /// A variable that belongs to a setting, but that nothing reads.
  fileprivate static func unread(
    _ entry: Entry, of field: Field<Configuration>, _ successor: Spelling.Successor
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unreadVariable, "no known component reads `\(entry.key.value)`",
      at: entry.key.span)
    diagnostic.setting = field.name
    guard let variable = field.variable else { return diagnostic }
    diagnostic.help = "the server reads `\(variable)`"
    switch successor {
    case .same: diagnostic.fixes = [.rename(entry.key, to: variable)]
    case .addressOfHost:
      diagnostic.help = "the server reads `\(variable)`, the URL of that host: `https://HOST/`"
      diagnostic.fixes = FixIt.writeAddress(of: entry, as: variable).map { [$0] } ?? []
    case .unknown: break
    }
    return diagnostic
  }

  /// A variable in Helm values that the chart derives from a setting.
  fileprivate static func derived(
    _ name: String, of field: Field<Configuration>, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.derivedVariable, "the chart derives `\(name)` from `\(field.name)`", at: span)
    diagnostic.help = "set `\(field.name)` instead; the effect of `\(name)` alone is unknown"
    diagnostic.setting = field.name
    return diagnostic
  }

  /// The same variable in an input that does not pass through the chart; `kind` is its title.
  fileprivate static func derivedElsewhere(
    _ key: Located, of field: Field<Configuration>, as form: Spelling, in kind: String
  ) -> Diagnostic {
    let (name, span) = (key.value, key.span)
    var diagnostic: Diagnostic
    if let variable = field.variable {
      diagnostic = Diagnostic(
        ShapeProblem.derivedVariable,
        "\(kind) sets `\(field.name)` with `\(variable)`, not with `\(name)`", at: span)
      diagnostic.help = "set `\(variable)` instead; the effect of `\(name)` alone is unknown"
      if form.original == variable { diagnostic.fixes = [.rename(key, to: variable)] }
    } else {
      diagnostic = Diagnostic(
        ShapeProblem.derivedVariable,
        "`\(name)` is set by the chart, from `\(field.name)`; its effect in \(kind) is unknown",
        at: span)
    }
    diagnostic.setting = field.name
    return diagnostic
  }
}

extension FixIt {
  /// Gives a variable with the name of a host another name, and the host's URL as its value; nil if
  /// the value is not plainly a host's name.
  fileprivate static func writeAddress(of entry: Entry, as variable: String) -> FixIt? {
    guard let host = entry.value.scalar?.text, host.contains("."),
      entry.value.span.range.count == host.utf8.count,
      host.utf8.allSatisfy({
        $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      })
    else { return nil }
    let edits = Edit.wrap(entry.value.span, "https://", "/")
    return FixIt(
      "set `\(variable)` to the URL of that host",
      [.replace(entry.key.span, with: variable)] + edits, .unsafe)
  }
}

extension Field {
  /// The variable that the server reads the setting from; nil if it only has keys of the chart.
  fileprivate var variable: String? {
    spellings.first { $0.location.surface == .environment && $0.role == .canonical }?.location.name
  }
}
