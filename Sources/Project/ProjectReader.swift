import ConfigSyntax
package import Diagnostics
import Secrets
import Settings
import Terraform

/// Reads `.wandb-cfg.yaml`, and reports every mistake in it at its location.
package struct ProjectReader {
  private let codes: CodeList
  private var project = ProjectFile()
  private var bag = DiagnosticBag()

  /// What the file says, and the report on its mistakes, with which the file must not be used.
  package static func read(
    _ file: SourceFile, _ codes: CodeList
  ) -> (project: ProjectFile, report: Report) {
    var sources = SourceMap()
    let id = sources.add(file)
    var reader = ProjectReader(codes: codes)
    let documents = YAMLReader.read(file, id, &reader.bag)
    // Helm and Terraform do not read this file.
    reader.bag = reader.bag.filter { $0.id != SyntaxProblem.readersDisagree }
    if reader.bag.hasErrors { return (reader.project, reader.report(sources, documents)) }
    if let second = documents.dropFirst().first {
      reader.bag.report(.severalProjects(second.span.sub(0..<0)))
    }
    if let root = documents.first?.root, !root.isNull { reader.read(root) }
    return (reader.project, reader.report(sources, documents))
  }

  private func report(_ sources: SourceMap, _ documents: [ConfigDocument]) -> Report {
    guard !bag.isEmpty else { return Report(sources: sources) }
    return DiagnosticGate(sources, SecretClassification(documents, sources)).report(bag)
  }

  private init(codes: CodeList) { self.codes = codes }

  private mutating func read(_ root: ConfigNode) {
    let keys = ProjectFile.Key.allCases.map(\.rawValue)
    for entry in entries(of: root, "the project file") {
      guard let key = ProjectFile.Key(rawValue: entry.key.value) else {
        bag.report(.unknownProjectKey(entry.key, keys))
        continue
      }
      guard !entry.value.isNull else { continue }
      read(key, entry.value)
    }
    refuseContradictions(root)
  }

  private mutating func read(_ key: ProjectFile.Key, _ node: ConfigNode) {
    switch key {
    case .chartVersion: readChartVersion(node)
    case .ignore: readRules(node)
    case .inputs: project.inputs = texts(node, key.rawValue).map(\.value)
    case .modules: readModules(node)
    case .neverSuppress:
      project.policy.neverSuppress = Set(codes(in: node, key.rawValue).map(\.id.code))
    case .severity: readSeverities(node)
    case .sizes: project.site.sizes = Set(texts(node, key.rawValue).map(\.value))
    case .strict:
      guard case .boolean(let isStrict) = node.scalar?.meaning else {
        return bag.report(.malformed("`strict` must be `true` or `false`", node))
      }
      project.policy.strictness = isStrict ? .strict : .lenient
    case .variables: readVariables(node)
    }
  }

  private mutating func readVariables(_ node: ConfigNode) {
    for name in texts(node, "variables") {
      // What Kubernetes accepts (`IsEnvVarName` in its validation package).
      guard name.value.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "=") })
      else {
        bag.report(.malformed("`variables` must be names of environment variables", at: name.span))
        continue
      }
      project.site.variables.insert(name.value)
    }
  }

  // MARK: Versions

  private mutating func readChartVersion(_ node: ConfigNode) {
    guard let text = text(node, "chartVersion") else { return }
    project.chartVersion = ChartVersion(text.value)
    if project.chartVersion == nil {
      bag.report(
        .malformed("`chartVersion` must be a version, such as \(ChartVersion.newest)", node))
    }
  }

  private mutating func readModules(_ node: ConfigNode) {
    let names = ProjectFile.modules.map(\.rawValue)
    for entry in entries(of: node, "`modules`") {
      guard let module = ProjectFile.modules.first(where: { $0.rawValue == entry.key.value }) else {
        bag.report(.unknownProjectKey(entry.key, names))
        continue
      }
      let path = "modules.\(entry.key.value)"
      guard let text = text(entry.value, path) else { continue }
      project.modules[module] = ModuleVersion(text.value)
      if project.modules[module] == nil {
        bag.report(.malformed("`\(path)` must be a version, such as 7.18.2", entry.value))
      }
    }
  }

  // MARK: Codes

  private mutating func readSeverities(_ node: ConfigNode) {
    let words = ProjectFile.verdicts.map(\.word)
    for entry in entries(of: node, "`severity`") {
      let id = find(entry.key)
      guard let text = text(entry.value, "severity.\(entry.key.value)") else { continue }
      guard let verdict = ProjectFile.verdicts.first(where: { $0.word == text.value })?.verdict
      else {
        bag.report(
          .malformed(
            "the severity must be \(words.alternatives), not `\(value: text.value)`", entry.value))
        continue
      }
      guard let id else { continue }
      guard project.policy.severities.updateValue(verdict, forKey: id.code) == nil else {
        bag.report(.malformed("the severity of `\(id.code)` is set twice", at: entry.key.span))
        continue
      }
      if id.isBinding, verdict != .reported(.error) {
        bag.report(.binding(id, entry.key.span))
      }
    }
  }

  private mutating func readRules(_ node: ConfigNode) {
    guard case .sequence(let elements) = node.kind else {
      return reportKind("`ignore`", "a list of rules with `path` and `codes`", node)
    }
    for (index, element) in elements.enumerated() { readRule(element, "ignore[\(index)]") }
  }

  private mutating func readRule(_ node: ConfigNode, _ path: String) {
    var pattern: PathPattern?
    var ids: [DiagnosticID] = []
    var reason: String?
    let entries = entries(of: node, "`\(path)`")
    guard node.entries != nil else { return }
    for entry in entries {
      switch ProjectFile.RuleKey(rawValue: entry.key.value) {
      case .path: pattern = self.pattern(entry.value, "\(path).path")
      case .codes:
        let found = codes(in: entry.value, "\(path).codes")
        if case .sequence(let elements) = entry.value.kind, elements.isEmpty {
          bag.report(.malformed("`\(path).codes` must not be empty", entry.value))
        }
        for (id, span) in found where id.isBinding { bag.report(.binding(id, span)) }
        ids = found.map(\.id)
      case .reason: reason = text(entry.value, "\(path).reason")?.value
      case nil:
        bag.report(
          .unknownProjectKey(entry.key, ProjectFile.RuleKey.allCases.map(\.rawValue)))
      }
    }
    for key in [ProjectFile.RuleKey.path, .codes] where node[key.rawValue] == nil {
      bag.report(.malformed("`\(path)` has no `\(key.rawValue)`", node))
    }
    guard let pattern else { return }
    project.policy.pathRules.append(
      FindingPolicy.PathRule(pattern, Set(ids.map(\.code)), reason: reason))
  }

  private mutating func pattern(_ node: ConfigNode, _ path: String) -> PathPattern? {
    guard let text = text(node, path) else { return nil }
    do {
      return try PathPattern(text.value)
    } catch {
      let fault: Message =
        switch error {
        case .empty: "`\(path)` must not be empty"
        case .unfinished: "`\(path)` has a `[` or `\\` without an end"
        case .outside: "`\(path)` must not contain `..`: it begins at the folder of this file"
        case .negated: "`\(path)` must not begin with `!`"
        }
      bag.report(.malformed(fault, node))
      return nil
    }
  }

  /// The kinds that a list of codes names, each with its location.
  private mutating func codes(
    in node: ConfigNode, _ path: String
  ) -> [(id: DiagnosticID, span: SourceSpan)] {
    texts(node, path).compactMap { name in find(name).map { ($0, name.span) } }
  }

  private mutating func find(_ name: Located) -> DiagnosticID? {
    if let id = codes.find(name.value) { return id }
    bag.report(.unknownCode(name, codes))
    return nil
  }

  /// Reports codes that are ignored although they are listed under `neverSuppress`.
  private mutating func refuseContradictions(_ root: ConfigNode) {
    let never = project.policy.neverSuppress
    guard !never.isEmpty else { return }
    func refuse(_ name: Located, _ bag: inout DiagnosticBag) {
      guard let id = codes.find(name.value), never.contains(id.code) else { return }
      bag.report(.listedAsNever(id, name.span))
    }
    for entry in root["severity"]?.entries ?? [] where entry.value.scalar?.text == "ignore" {
      refuse(entry.key, &bag)
    }
    guard case .sequence(let rules)? = root["ignore"]?.kind else { return }
    for rule in rules {
      for code in rule["codes"]?.oneOrMany ?? [] {
        if let text = code.scalar?.text { refuse(Located(text, code.span), &bag) }
      }
    }
  }

  // MARK: Values

  private mutating func entries(of node: ConfigNode, _ name: Message) -> [Entry] {
    if let entries = node.entries { return entries }
    reportKind(name, "a mapping", node)
    return []
  }

  /// One text, or a list of them.
  private mutating func texts(_ node: ConfigNode, _ path: String) -> [Located] {
    if case .mapping = node.kind {
      reportKind("`\(path)`", "a list", node)
      return []
    }
    return node.oneOrMany.compactMap { text($0, path) }
  }

  /// A text as it is written: a version such as 7.18 is not a number here.
  private mutating func text(_ node: ConfigNode, _ path: String) -> Located? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reportKind("`\(path)`", "a text", node)
      return nil
    }
    guard !scalar.text.isEmpty else {
      bag.report(.malformed("`\(path)` must not be empty", node))
      return nil
    }
    return Located(scalar.text, node.span)
  }

  /// Reports a node of the wrong kind, unless the text did not parse there.
  private mutating func reportKind(_ name: Message, _ expected: String, _ node: ConfigNode) {
    if case .damaged = node.kind { return }
    bag.report(.malformed("\(name) must be \(expected), not \(node.noun)", node))
  }
}

extension Diagnostic {
  fileprivate static func unknownProjectKey(_ key: Located, _ known: [String]) -> Diagnostic {
    var diagnostic = Diagnostic(
      ProjectProblem.unknownKey, "`\(key.value)` is not a key of the project file", at: key.span)
    diagnostic.help =
      NameSuggestion.nearest(to: key.value, among: known).map { .didYouMean($0) }
      ?? "write \(known.alternatives)"
    return diagnostic
  }

  fileprivate static func malformed(_ message: Message, _ node: ConfigNode) -> Diagnostic {
    malformed(message, at: node.span)
  }

  fileprivate static func malformed(_ message: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic(ProjectProblem.malformedValue, message, at: span)
  }

  fileprivate static func severalProjects(_ span: SourceSpan) -> Diagnostic {
    .malformed("the project file must be a single YAML document", at: span)
  }

  /// A kind that always is an error.
  package static func binding(_ id: DiagnosticID, _ span: SourceSpan) -> Diagnostic {
    let consequence: Message =
      id.code.hasPrefix("WB1") ? "the input is not read" : "nothing is written"
    var diagnostic = Diagnostic(
      ProjectProblem.refusedSuppression,
      "`\(id.code)` must stay an error: where it is reported, \(consequence)", at: span)
    diagnostic.help = "fix what it reports, or leave the input out"
    return diagnostic
  }

  /// A code that the project file protects.
  package static func listedAsNever(_ id: DiagnosticID, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ProjectProblem.refusedSuppression,
      "`\(id.code)` can't be suppressed: `neverSuppress` in \(ProjectFile.name) lists it", at: span)
    diagnostic.help = "fix what it reports"
    return diagnostic
  }
}
