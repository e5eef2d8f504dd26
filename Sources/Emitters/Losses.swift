import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// What an artifact lacks of the configuration.
struct Losses: Sendable {
  private var settings: [Loss] = []
  /// Settings that exist only on another surface: an env file has no equivalent for an ingress.
  var foreign: [Field<Configuration>] = []
  /// Keys of the chart that are not rendered.
  var keys: ConfigNode?
  /// The reader of settings and keys, if only the emitter knows it: a release of a module.
  var reader: String?
  /// Spans in the inputs whose losses have another, more precise finding.
  var covered: [SourceSpan] = []

  /// Whether the target says how a container is started: its image, ports and volumes.
  var isContainerWritten = false

  /// Variables without a setting whose values are stored elsewhere.
  var variables: [ElsewhereValue] = []

  /// Something that the target can't express, and why.
  private enum Loss {
    case setting(Field<Configuration>, Message, help: Message? = nil)
    case parameter(Unmodelled.Parameter, Message)
    /// The setting's value is a reference, or unknown.
    case elsewhere(Field<Configuration>, Reference?)
    /// The setting is part of a URL that also contains a reference.
    case inReferencedURL(Field<Configuration>)
  }

  /// Adds a setting, why the target can't express it, and what to do instead.
  mutating func add(_ field: Field<Configuration>, _ why: Message, help: Message? = nil) {
    settings.append(.setting(field, why, help: help))
  }

  /// Adds a setting whose value is stored elsewhere, or unknown without a reference.
  mutating func add(_ field: Field<Configuration>, storedIn reference: Reference?) {
    settings.append(.elsewhere(field, reference))
  }

  /// Adds a part of a URL that also contains a reference.
  mutating func add(inReferencedURL field: Field<Configuration>) {
    settings.append(.inReferencedURL(field))
  }

  /// Adds a parameter of a connection string.
  mutating func add(_ parameter: Unmodelled.Parameter, _ why: Message) {
    settings.append(.parameter(parameter, why))
  }

  /// Adds the settings and parameters of other losses.
  mutating func add(settingsOf other: Losses) { settings += other.settings }

  /// Reports everything that is lost, and who has no equivalent for it.
  func report(
    _ request: RenderRequest, _ unknown: [UnknownValue], _ readers: Scope.Readers,
    _ bag: inout DiagnosticBag
  ) {
    let losses =
      readers.plainFile.map { reportElsewhere(request, unknown, $0, &bag) } ?? settings
    if readers.plainFile == nil { bag.report(uncovered(unknown.map(Diagnostic.notKnown))) }
    // A variable that is not known was reported by its own name.
    let reported = Set(
      request.resolved.configuration.unmodelled.environment.compactMap { variable in
        if case .unknown = variable.value.kind { variable.value.span } else { nil }
      })
    let found = losses.map { (loss: $0, finding: finding($0, request.resolved)) }
      .filter { !reported.contains($0.finding.span) && !isCovered($0.finding) }
    bag.report(Self.byCause(found))
    if let reader = reader ?? readers.settings { reportKeys(request, reader, &bag) }
    reportContainer(request, reader ?? readers.settings ?? readers.calls, &bag)
    if let reader = readers.resource { reportResource(request.configuration, reader, &bag) }
    if let reader = readers.calls { reportCalls(request, reader, &bag) }
  }

  /// The findings outside the places that have another finding.
  private func uncovered(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.filter { !isCovered($0) }
  }

  private func isCovered(_ finding: Diagnostic) -> Bool {
    covered.contains { $0.contains(finding.span) }
  }

  /// Reports values that are stored or computed elsewhere in one finding, and returns the other
  /// losses.
  private func reportElsewhere(
    _ request: RenderRequest, _ unknown: [UnknownValue], _ file: String,
    _ bag: inout DiagnosticBag
  ) -> [Loss] {
    var values = variables + unknown.map(ElsewhereValue.init)
    var others: [Loss] = []
    for loss in settings {
      switch loss {
      case .elsewhere(let field, let reference):
        values.append(ElsewhereValue(field, reference, request.resolved))
      case .inReferencedURL(let field): others.append(.setting(field, .partOfSecretURL))
      case .setting, .parameter: others.append(loss)
      }
    }
    if let finding = Diagnostic.elsewhere(values, file) { bag.report(finding) }
    return others
  }

  /// Why settings of one section are lost.
  private struct Cause: Hashable {
    let section: String
    let why: Message
    let help: Message?
  }

  /// The findings, with one for all settings of a section that are lost for the same reason.
  private static func byCause(_ found: [(loss: Loss, finding: Diagnostic)]) -> [Diagnostic] {
    var groups: [(why: Message?, findings: [Diagnostic])] = []
    var numbers: [Cause: Int] = [:]
    for (loss, finding) in found {
      guard case .setting(let field, let why, let help) = loss else {
        groups.append((nil, [finding]))
        continue
      }
      let section = field.name.split(separator: ".").dropLast().joined(separator: ".")
      let cause = Cause(section: section, why: why, help: help)
      if let number = numbers[cause] {
        groups[number].findings.append(finding)
      } else {
        numbers[cause] = groups.count
        groups.append((why, [finding]))
      }
    }
    return groups.map { why, findings in
      guard let why, findings.count > 1 else { return findings[0] }
      let others = findings.dropFirst().map(\.span)
      return .notCarried(findings.compactMap(\.setting), why, findings[0], others: others)
    }
  }

  private func finding(_ loss: Loss, _ resolved: ResolvedConfiguration) -> Diagnostic {
    switch loss {
    case .setting(let field, let why, let help): .notCarried(field, why, resolved, help: help)
    case .elsewhere(let field, let reference):
      .notCarried(field, reference == nil ? .unknownValue : .noReferences, resolved)
    case .inReferencedURL(let field): .notCarried(field, .partOfSecretURL, resolved)
    case .parameter(let parameter, let why): .notCarried(parameter, why, resolved)
    }
  }

  // MARK: Keys

  private func reportKeys(
    _ request: RenderRequest, _ reader: String, _ bag: inout DiagnosticBag
  ) {
    let entries = keys?.entries ?? []
    let paths = entries.flatMap { entry in
      entry.key.value == "global" ? Self.leaves(entry, below: "") : [entry.key.value]
    }
    // Keys of the operator's own chart without a setting.
    let operatorKeys = request.configuration.unmodelled.operatorChart?.entries ?? []
    let written = foreign.first?.history(request.configuration).last.map {
      request.resolved[$0].span
    }
    guard let span = written ?? entries.first?.key.span ?? operatorKeys.first?.key.span else {
      return
    }
    bag.reportNotCarried(
      foreign.map(\.name) + operatorKeys.map { "operator.\($0.key.value)" } + paths, reader,
      at: span)
  }

  private static func leaves(
    _ entry: Entry, below path: String, ifEmpty: [String]? = nil
  ) -> [String] {
    let own = entry.path(below: path)
    if let ifEmpty, entry.value.entries?.isEmpty == true { return ifEmpty }
    // The keys in a password are its text: `password: {PASSWORD}` is a mapping.
    guard let entries = entry.value.entries, !entries.isEmpty,
      Secrecy.named(entry.key.value, entry.value) != .secret
    else { return [own] }
    return entries.flatMap { leaves($0, below: own, ifEmpty: ifEmpty) }
  }

  // MARK: Other surfaces

  /// Reports the fields of a resource of apps.wandb.com/v2, which only such a resource has.
  func reportFieldsV2(
    _ request: RenderRequest, _ readers: Scope.Readers, _ bag: inout DiagnosticBag
  ) {
    guard let fields = request.configuration.unmodelled.fieldsV2,
      let reader = reader ?? readers.settings ?? readers.calls
    else { return }
    // What every resource must have, and what says that a service is not the operator's.
    var implied = ["spec.wandb.bucketProxy", "spec.networking.mode"]
    let onDelete = fields.descendant(["retentionPolicy", "onDelete"])?.scalar?.text
    if onDelete == ResourceField.defaultOnDelete { implied.append(ResourceField.onDelete) }
    let entries = fields.entries ?? []
    let leaves = entries.flatMap { Self.leaves($0, below: "spec", ifEmpty: []) }
    let all = Set(leaves)
    // A selector is one thing.
    let names = leaves.compactMap { leaf -> String? in
      guard !implied.contains(leaf) else { return nil }
      if leaf.hasSuffix(".key"), all.contains(leaf.dropLast(4) + ".name") { return nil }
      let isSelector = leaf.hasSuffix(".name") && all.contains(leaf.dropLast(5) + ".key")
      return isSelector ? String(leaf.dropLast(5)) : leaf
    }
    guard let first = entries.first else { return }
    bag.reportNotCarried(names, reader, at: first.key.span)
  }

  /// Reports how a container is started, which only compose files and `docker run` say.
  private func reportContainer(
    _ request: RenderRequest, _ reader: String?, _ bag: inout DiagnosticBag
  ) {
    guard let reader, let setup = request.resolved.deployment?.container else { return }
    if isContainerWritten { return reportWorkload(setup, &bag) }
    let others = setup.project?.others.map { "services.\($0.printable)" } ?? []
    let names = setup.names.map(\.value) + others
    guard !names.isEmpty else { return }
    let finding = Diagnostic.notCarried(names, reader, at: setup.span)
    var note = Diagnostic(RenderProblem.containerNotCarried, finding.message, at: setup.span)
    note.help = finding.help
    bag.report(note)
  }

  /// Reports what a workload of Kubernetes says about a container that Docker starts.
  private func reportWorkload(_ setup: ContainerSetup, _ bag: inout DiagnosticBag) {
    let names = setup.workload?.map(\.value) ?? []
    guard !names.isEmpty else { return }
    let (verb, pronoun) = names.count == 1 ? ("is", "it") : ("are", "them")
    let message: Message =
      "\(names.enumeration) \(verb) not rendered: only Kubernetes uses \(pronoun)"
    bag.report(Diagnostic(RenderProblem.containerNotCarried, message, at: setup.span))
  }

  /// Reports what a custom resource has besides its values: the chart, the namespace, labels.
  private func reportResource(
    _ configuration: Configuration, _ reader: String, _ bag: inout DiagnosticBag
  ) {
    let identity: Set = ["apiVersion", "kind", "metadata.name"]
    let sections: Set = ["metadata", "spec"]
    var names: [String] = []
    var first: SourceSpan?
    for entry in configuration.unmodelled.operatorResource?.entries ?? [] {
      let section = entry.key.value
      let below = sections.contains(section) ? entry.value.entries : nil
      for (key, path) in below?.map({ ($0.key, "\(section).\($0.key.value)") })
        ?? [(entry.key, section)]
      where !identity.contains(path) {
        names.append(path)
        first = first ?? key.span
      }
    }
    if let first { bag.reportNotCarried(names, reader, at: first) }
  }

  /// Reports inputs of official module calls that only Terraform uses.
  private func reportCalls(
    _ request: RenderRequest, _ reader: String, _ bag: inout DiagnosticBag
  ) {
    let calls = request.terraform?.calls ?? []
    for call in calls.map(\.call) {
      for loop in call.loopNames {
        bag.reportNotCarried(["module.\(call.name.value).\(loop)"], reader, at: call.name.span)
      }
    }
    // The chart in `spec` is already known by its version.
    for input in request.configuration.unmodelled.inputs where input.name != "spec" {
      let call = calls.first { $0.module == input.module }?.call
      bag.reportNotCarried(
        [input.setting], reader, at: call?.input(named: input.name)?.span ?? input.value.span)
    }
  }
}

extension DiagnosticBag {
  /// Reports keys and settings that have no equivalent in the target.
  mutating func reportNotCarried(_ names: [String], _ reader: String, at span: SourceSpan) {
    if !names.isEmpty { report(.notCarried(names, reader, at: span)) }
  }
}

extension Diagnostic {
  fileprivate static func notCarried(
    _ field: Field<Configuration>, _ why: Message, _ resolved: ResolvedConfiguration,
    help: Message? = nil
  ) -> Diagnostic {
    let assignment = field.history(resolved.configuration).last.map { resolved[$0] }
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "`\(field.name)` is not rendered: \(why)",
      at: assignment?.span ?? resolved.beginning)
    diagnostic.setting = field.name
    diagnostic.help = help
    return diagnostic
  }

  /// Several settings of one section, with a reason for all of them; `first` is about the first one.
  fileprivate static func notCarried(
    _ names: [String], _ why: Message, _ first: Diagnostic, others: [SourceSpan]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.notCarried, "\(names.enumeration) are not rendered: \(why)", at: first.span)
    (diagnostic.setting, diagnostic.help) = (first.setting, first.help)
    diagnostic.related = others.filter { $0 != first.span }.map { .init("not rendered", $0) }
    return diagnostic
  }

  /// A parameter without a setting, at its own location in the URL.
  fileprivate static func notCarried(
    _ parameter: Unmodelled.Parameter, _ why: Message, _ resolved: ResolvedConfiguration
  ) -> Diagnostic {
    let assignment = resolved[parameter.assignment]
    return Diagnostic(
      RenderProblem.notCarried,
      "parameter `\(value: parameter.key)` of `\(assignment.spelling)` is not rendered: \(why)",
      at: assignment.span)
  }

  /// At most 20 names, which all belong to one reader.
  static func notCarried(
    _ names: [String], _ reader: String, at span: SourceSpan
  ) -> Diagnostic {
    let most = 20
    let shown = names.prefix(most).map { "`\($0)`" }.joined(separator: ", ")
    let more = names.count > most ? " and \(names.count - most) more" : ""
    return Diagnostic(
      RenderProblem.keysNotCarried,
      "not rendered: \(reader) has no equivalent for \(shown)\(more)", at: span)
  }
}

extension Message {
  /// Why something is not rendered, if Terraform computes its value later.
  static var unknownValue: Message { "its value is not known here" }

  fileprivate static var noReferences: Message { "the target can't refer to a Secret" }

  fileprivate static var partOfSecretURL: Message {
    "the URL would contain a value from a Secret"
  }
}
