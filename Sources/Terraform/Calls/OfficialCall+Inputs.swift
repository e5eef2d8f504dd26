import ConfigSyntax
import Diagnostics

/// The problems with the inputs of a call in one release.
extension OfficialCall {
  // MARK: Missing inputs

  /// The inputs that the release requires and the call does not set, sorted by name.
  package func missingInputs(in release: ModuleRelease) -> [String] {
    guard !call.isDamaged else { return [] }
    let present = Set(call.inputs.map(\.name.value))
    return release.requiredVariables.filter { !present.contains($0) }.sorted()
  }

  /// One finding for all missing `names`; nil when there are none.
  package func finding(missing names: [String], in release: ModuleRelease) -> ModuleFinding? {
    guard !names.isEmpty else { return nil }
    var finding = ModuleFinding(
      .requires(names, release), at: call.name.span, subject: "",
      help: since(names, release) ?? .setInputs(count: names.count))
    finding.input = names.count == 1 ? input(names[0]) : nil
    return finding
  }

  /// Since when the release requires the inputs, unless all of them have always been required.
  private func since(_ names: [String], _ release: ModuleRelease) -> Message? {
    guard let version = release.version else { return nil }
    let dated = Dictionary(grouping: names) { history.variable($0)?.requiredSince(version) }
    let later = dated.compactMap { since, names in
      since.flatMap { $0 == history.releases.first ? nil : (since: $0, names: names) }
    }
    return later.isEmpty ? nil : .required(later.sorted { $0.since < $1.since })
  }

  /// The input as findings name it; nil for a name that no release has.
  private func input(_ name: String) -> (module: OfficialModule, name: String)? {
    guard let variable = history.variable(name), !variable.neverExisted else { return nil }
    return (module, name)
  }

  // MARK: Unknown inputs

  /// How many names get a suggestion; a block with thousands of them is not a real module call.
  private static let suggestions = 100

  /// The inputs that `release` lacks; without a release, those that no release ever had.
  package func unknownInputs(in release: ModuleRelease?) -> [ModuleFinding] {
    let present = Set(call.inputs.map(\.name.value))
    var findings: [ModuleFinding] = []
    for input in call.inputs where isUnknownInput(input.name.value, in: release) {
      let isSuggested = findings.count < Self.suggestions
      let near = isSuggested ? replacement(for: input.name.value, in: release) : nil
      findings.append(unknownInput(input.name, near, present, release))
    }
    return findings
  }

  private func isUnknownInput(_ name: String, in release: ModuleRelease?) -> Bool {
    if let release { return release.variable(name) == nil }
    return isFullyKnown && history.variable(name)?.neverExisted ?? true
  }

  private func replacement(for name: String, in release: ModuleRelease?) -> Replacement? {
    let release = release ?? history.head
    let names = history.replacements(for: name, in: release)
    if !names.isEmpty { return .successors(names) }
    return release.suggestion(for: name).map { .suggestion($0) }
  }

  private func unknownInput(
    _ name: Located, _ near: Replacement?, _ present: Set<String>, _ release: ModuleRelease?
  ) -> ModuleFinding {
    let known = history.variable(name.value)
    let neverExisted = isFullyKnown && known?.neverExisted ?? true
    let clauses = [
      known.flatMap { availability(of: $0, at: release?.version) }, near?.help(present),
      known?.help.map { Message($0) },
    ]
    var finding = ModuleFinding(
      neverExisted
        ? .noInput(name.value, inAnyReleaseOf: module)
        : .noInput(name.value, in: title(of: release)),
      at: name.span, subject: name.value, help: instruction(clauses))
    finding.input = input(name.value)
    if let new = near?.only, !present.contains(new), let span = name.textSpan {
      finding.fixes = [FixIt(.rename(to: new), [.replace(span, with: new)], .unsafe)]
    } else if near?.isRedundant(present) == true,
      let value = call.input(named: name.value)?.expression
    {
      finding.fixes = [.remove(name, through: value.span)]
    }
    return finding
  }

  /// What to do about an unknown input; facts about its releases are not an instruction.
  private func instruction(_ clauses: [Message?]) -> Message {
    let known = clauses.compactMap { $0 }
    let isFactOnly = clauses.first.flatMap { $0 } != nil && known.count == 1
    return .clauses(isFactOnly ? [.remove] + known : known) ?? .remove
  }

  /// Which releases have the input, from the point of view of one that lacks it.
  private func availability(of variable: VariableHistory, at version: ModuleVersion?) -> Message? {
    let spans = history.spans(of: variable)
    guard let version, let first = spans.first else {
      return variable.neverExisted ? nil : .unreleased
    }
    if first.first > version { return .introduced(in: first.first) }
    let earlier = spans.filter { $0.first < version }
    let removal = earlier.last?.last.flatMap { last in history.releases.first { $0 > last } }
    return .available(earlier, removedIn: removal)
  }

  // MARK: Types

  /// The values that do not have the type of their input in the release.
  package func wrongInputs(in release: ModuleRelease) -> [ModuleFinding] {
    call.inputs.compactMap { input in
      release.variable(input.name.value).flatMap { wrong(input, $0, release) }
    }
  }

  private func wrong(
    _ input: EvaluatedArgument, _ variable: ModuleVariable, _ release: ModuleRelease
  ) -> ModuleFinding? {
    let name = input.name.value
    if input.value.isNull {
      guard variable.isRequired, !variable.isNullable, !input.isOpen else { return nil }
      return finding(.null(name, release), at: input.value.span, of: input)
    }
    guard let type = variable.constraint(at: input.name.span) else { return nil }
    switch type.conversion(of: input.value) {
    case .failure(let mismatch):
      return finding(
        .mismatch(name, mismatch), at: mismatch.span, of: input,
        help: .expected(mismatch.expected, release))
    case .success: return nil
    }
  }

  /// A finding at a piece of the value of an input, which may be written elsewhere.
  private func finding(
    _ message: Message, at span: SourceSpan, of argument: EvaluatedArgument, help: Message? = nil
  ) -> ModuleFinding {
    let name = argument.name
    var finding = ModuleFinding(message, at: span, subject: name.value, help: help)
    finding.input = input(name.value)
    if !argument.span.contains(span) {
      finding.related = [Diagnostic.Label(.passedHere, name.span)]
    }
    return finding
  }

  // MARK: Dropped attributes

  /// The attributes that the types of the release do not declare, one finding for each object.
  ///
  /// Terraform drops them without a word when it passes the value to the module.
  package func droppedMembers(in release: ModuleRelease) -> [ModuleFinding] {
    call.inputs.flatMap { input -> [ModuleFinding] in
      let name = input.name.value
      // Only object types drop attributes; parsing a type costs time.
      guard let variable = release.variable(name), !variable.hasNoEffect,
        variable.type.range(of: "object(") != nil,
        let type = variable.constraint(at: input.name.span)
      else { return [] }
      return Self.objects(in: input.value, of: type).prefix(20).map { dropped, known in
        finding(
          .drops(dropped.map(\.value), from: name, release), at: dropped[0].span, of: input,
          help: help(dropped: dropped[0].value, from: name, known, release))
      }
    }
  }

  /// The objects with attributes that their type lacks, and the names that the type has.
  private static func objects(
    in value: HCLValue, of type: HCLType
  ) -> [(dropped: [Located], known: [String])] {
    switch (value.kind, type) {
    case (.object(let object), .object(let type)):
      let dropped = object.members.filter { type[$0.key.value] == nil && !$0.value.isNull }
      let inner = object.members.flatMap { member in
        type[member.key.value].map { objects(in: member.value, of: $0.type) } ?? []
      }
      guard !dropped.isEmpty else { return inner }
      return [(dropped.map(\.key), type.attributes.map(\.name))] + inner
    case (.object(let object), .map(let type)):
      return object.members.flatMap { objects(in: $0.value, of: type) }
    case (.list(let elements), .list(let type)), (.list(let elements), .set(let type)):
      return elements.flatMap { objects(in: $0, of: type) }
    default: return []
    }
  }

  private func help(
    dropped member: String, from name: String, _ known: [String], _ release: ModuleRelease
  ) -> Message {
    if name == "external_redis_params", release.variable("external_redis_port") != nil {
      return .appendToPort
    }
    return NameSuggestion.nearest(to: member, among: known).map { .didYouMean($0) }
      ?? .onlyAttributes(known)
  }
}

/// What to write instead of an input that the release lacks.
private enum Replacement {
  /// The inputs that replaced it, according to the module's authors or the catalogue.
  case successors([String])
  /// A similar name.
  case suggestion(String)

  /// The new name, if there is only one.
  var only: String? {
    switch self {
    case .successors(let names): names.count == 1 ? names.first : nil
    case .suggestion(let name): name
    }
  }

  /// Whether the call sets all inputs that replaced it.
  func isRedundant(_ present: Set<String>) -> Bool {
    if case .successors(let names) = self { names.allSatisfy(present.contains) } else { false }
  }

  func help(_ present: Set<String>) -> Message {
    switch self {
    case .successors(let names): isRedundant(present) ? .removeSince(names) : .use(names)
    case .suggestion(let name): .didYouMean(name)
    }
  }
}

extension Message {
  // MARK: Missing inputs

  fileprivate static func requires(_ names: [String], _ release: ModuleRelease) -> Message {
    "\(release.title) requires \(names.enumeration)"
  }

  fileprivate static func setInputs(count: Int) -> Message {
    count == 1 ? "set it in the `module` block" : "set them in the `module` block"
  }

  fileprivate static func required(_ groups: [(since: ModuleVersion, names: [String])]) -> Message {
    let clauses = groups.map { group in
      "\(group.names.enumeration) (required since \(group.since))"
    }
    return "set \(clauses.joined(separator: ", "))"
  }

  // MARK: Unknown inputs

  fileprivate static func noInput(
    _ name: String, inAnyReleaseOf module: OfficialModule
  ) -> Message {
    "no release of `\(module.address)` has an input `\(name.prefix(60))`"
  }

  fileprivate static func noInput(_ name: String, in release: String) -> Message {
    "`\(name.prefix(60))` is not an input of \(release)"
  }

  fileprivate static let unreleased: Message = "the default branch has it, but no release yet"

  fileprivate static func introduced(in version: ModuleVersion) -> Message {
    "introduced in \(version)"
  }

  fileprivate static func available(
    _ spans: [ReleaseSpan], removedIn removal: ModuleVersion?
  ) -> Message {
    "\(removal.map { "removed in \($0), " } ?? "")available \(spans.enumeration)"
  }

  /// The clauses in one line; nil for none.
  fileprivate static func clauses(_ clauses: [Message]) -> Message? {
    guard let first = clauses.first else { return nil }
    return clauses.dropFirst().reduce(first) { "\($0); \($1)" }
  }

  fileprivate static let remove: Message = "remove it"

  fileprivate static func removeSince(_ names: [String]) -> Message {
    "remove it, since \(names.enumeration) \(names.count == 1 ? "is" : "are") already set"
  }

  fileprivate static func use(_ names: [String]) -> Message { "use \(names.enumeration)" }

  fileprivate static func rename(to name: String) -> Message { "rename it to `\(name)`" }

  // MARK: Types

  fileprivate static func null(_ name: String, _ release: ModuleRelease) -> Message {
    "`\(name)` is null, but \(release.title) requires a value"
  }

  fileprivate static func mismatch(_ name: String, _ mismatch: HCLTypeMismatch) -> Message {
    "`\(name)\(mismatch.path.prefix(80))` is \(mismatch.reason)"
  }

  fileprivate static func expected(_ type: String, _ release: ModuleRelease) -> Message {
    "\(release.title) expects `\(type.utf8.count <= 80 ? type : "object(…)")` here"
  }

  fileprivate static let passedHere: Message = "passed to the module here"

  // MARK: Dropped attributes

  fileprivate static func drops(
    _ names: [String], from input: String, _ release: ModuleRelease
  ) -> Message {
    """
    \(release.title) drops \(Array(names.prefix(5)).enumeration)\(names.count > 5 ? " and more" : "") \
    from `\(input)`
    """
  }

  fileprivate static let appendToPort: Message =
    "append it to the port: `external_redis_port = \"6379?tls=true\"`"

  fileprivate static func onlyAttributes(_ names: [String]) -> Message {
    names.isEmpty ? "its type is `object({})`" : "its type has only \(names.enumeration)"
  }
}
