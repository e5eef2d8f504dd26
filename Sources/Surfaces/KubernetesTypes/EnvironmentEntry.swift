import ConfigSyntax
import Diagnostics
import Settings

/// A container's variables: each is a value or one reference.
enum EnvironmentEntry {
  static func check(
    _ node: ConfigNode, _ path: @autoclosure () -> String, _ reader: inout SurfaceReader
  ) {
    guard case .mapping(let entries) = node.kind else {
      if node.scalar?.text.isEmpty == true, !isMerged(path()) { return }
      return reader.report(.wrongFieldType(path(), node, .mapping))
    }
    let isInitial = isOfInitialContainer(path())
    for index in entries.indices {
      // Those of other containers are read as variables of the server.
      if isInitial { VariableNameCheck.report(entries[index], path(), &reader) }
      if entries[index].value.isPlainText { continue }
      let entry = entries[index]
      var below: String { entry.path(below: path()) }
      switch entry.value.kind {
      case .damaged, .unknown: continue
      case .scalar(let scalar) where scalar.isNull && isInitial:
        NullCheck.reportVariable(entry, path(), &reader)
      case .sequence:
        if !reader.findings.hasError(at: entry.value.span) {
          reader.reportWrongType(below, entry.value, expected: .text)
        }
      case .scalar(let scalar):
        if !scalar.isText, let problem = HelmText.templated(scalar).problem {
          reader.report(.numberForText(below, problem, entry.value.span, scalar.text))
        } else if entry.value.isTemplate, isOfContainer(path()) {
          PrintedText.checkTemplate(entry.value, below, &reader)
        }
      case .mapping:
        // A component's map may change only part of the chart's own definition.
        let isWhole = path().hasPrefix("global.") || !isKnown(entry.key, &reader)
        checkBody(entry.value, below, isWhole: isWhole, &reader)
      }
    }
  }

  /// Whether a template merges the map without a default for one that is empty.
  private static func isMerged(_ path: String) -> Bool {
    path == "global.env" || path.hasSuffix("extraEnv")
  }

  private static func isOfInitialContainer(_ path: String) -> Bool {
    path.holds(".initContainers.")
  }

  private static func isOfContainer(_ path: String) -> Bool {
    isOfInitialContainer(path) || path.holds(".containers.")
  }

  private static func isKnown(_ name: Located, _ reader: inout SurfaceReader) -> Bool {
    if case .known = reader.variables.meaning(of: name) { true } else { false }
  }

  /// Checks `{value: …}` or `{valueFrom: …}`; `isWhole` says that nothing is merged into it.
  static func checkBody(
    _ node: ConfigNode, _ path: String, isWhole: Bool, _ reader: inout SurfaceReader
  ) {
    guard let entries = node.entries else { return }
    let value = node["value"]
    let source = node["valueFrom"]
    for entry in entries where !["value", "valueFrom", "name"].contains(entry.key.value) {
      if value == nil, source == nil {
        return reader.report(.notAVariable(path, node, entry.key))
      }
      reader.report(.unknownVariableField(entry.key, path))
    }
    if let value, value.scalar.map({ !$0.isNull && !$0.isText }) ?? true {
      if case .unknown = value.kind { return }
      if case .damaged = value.kind { return }
      reader.report(.wrongFieldType("\(path).value", value, .text))
    }
    if let value, let source, !value.isNull, !source.isNull {
      let later = value.span.file > source.span.file ? value : source
      let isOneFile = value.span.file == source.span.file
      return reader.report(.valueAndSource(path, isOneFile ? node : later))
    }
    if let source { checkSource(source, path, isWhole: isWhole, &reader) }
  }

  private static func checkSource(
    _ node: ConfigNode, _ path: String, isWhole: Bool, _ reader: inout SurfaceReader
  ) {
    switch node.kind {
    case .damaged, .unknown: return
    case .scalar(let scalar) where scalar.isNull: return
    case .scalar, .sequence:
      return reader.report(.wrongFieldType("\(path).valueFrom", node, .mapping))
    case .mapping(let entries):
      let known = entries.filter { requirements[$0.key.value] != nil && !$0.value.isNull }
      guard known.count == 1 else {
        guard known.count > 1 || isWhole else { return }
        let latest = known.max { $0.key.span.file < $1.key.span.file }
        return reader.report(.sources(path, node, (latest ?? entries.first)?.key, known.count))
      }
      for entry in entries where requirements[entry.key.value] == nil {
        reader.report(.unknownVariableField(entry.key, "\(path).valueFrom"))
      }
      for entry in known { checkReference(entry, path, isWhole: isWhole, &reader) }
    }
  }

  /// The sources of a variable, with the fields that each must have, and those that it may have.
  private static let requirements: [String: (required: [String], optional: [String])] = [
    "secretKeyRef": (["name", "key"], ["optional"]),
    "configMapKeyRef": (["name", "key"], ["optional"]),
    "fieldRef": (["fieldPath"], ["apiVersion"]),
    "resourceFieldRef": (["resource"], ["containerName", "divisor"]),
  ]

  private static func checkReference(
    _ source: Entry, _ path: String, isWhole: Bool, _ reader: inout SurfaceReader
  ) {
    let path = "\(path).valueFrom.\(source.key.value)"
    guard let (required, optional) = requirements[source.key.value] else { return }
    guard let entries = source.value.entries else {
      if case .unknown = source.value.kind { return }
      if case .damaged = source.value.kind { return }
      return reader.report(.wrongFieldType(path, source.value, .mapping))
    }
    var unknown = entries.filter { !(required + optional).contains($0.key.value) }
    var missing: [MissingField] = []
    for key in required {
      let written = entries.first { $0.key.value == key }
      // Helm removes what is null, also where the chart or an earlier file has it.
      let isRemoved = written?.value.isNull == true && reader.layer.merging == .byHelm
      guard isRemoved || isWhole && written?.value.isNull ?? true else { continue }
      let instead = written == nil ? takeMeant(key, from: &unknown) : nil
      missing.append(
        MissingField(name: key, instead: instead?.key, span: (written ?? source).key.span))
    }
    if let first = missing.first {
      report(.missingFields(missing, path), at: "\(path).\(first.name)", &reader)
    }
    for entry in entries {
      let below = "\(path).\(entry.key.value)"
      switch entry.key.value {
      case "name", "key": checkName(entry, below, &reader)
      case "optional":
        if case .boolean? = entry.value.scalar?.meaning { continue }
        if entry.value.scalar != nil, !entry.value.isNull {
          reader.report(.wrongFieldType(below, entry.value, .boolean))
        }
      default: continue
      }
    }
    for entry in unknown { reader.report(.unknownVariableField(entry.key, path)) }
  }

  /// A field that a reference must have.
  fileprivate struct MissingField {
    let name: String
    /// The key that was probably written for it.
    let instead: Located?
    /// Where it is missing.
    let span: SourceSpan
  }

  /// The unknown key that was probably written for `key`: one that contains its name, or else the
  /// first.
  private static func takeMeant(_ key: String, from unknown: inout [Entry]) -> Entry? {
    let number = unknown.firstIndex { $0.key.value.lowercased().contains(key.lowercased()) }
    guard let number = number ?? unknown.indices.first else { return nil }
    return unknown.remove(at: number)
  }

  /// Reports what another layer may still write at `path`.
  private static func report(
    _ diagnostic: Diagnostic, at path: String, _ reader: inout SurfaceReader
  ) {
    guard !reader.hasAllValues else { return reader.report(diagnostic) }
    guard !reader.findings.hasError(at: diagnostic.span) else { return }
    reader.nulls.append(
      PendingNull(path: path, layer: reader.layer.number, diagnostic, unless: .writtenBefore))
  }

  private static func checkName(_ entry: Entry, _ path: String, _ reader: inout SurfaceReader) {
    switch entry.value.kind {
    case .damaged, .unknown: return
    case .scalar(let scalar) where scalar.isNull || Placeholder.isUnfilled(scalar.text): return
    case .scalar(let scalar) where scalar.text.holds("{{"): return
    case .scalar, .sequence, .mapping: break
    }
    guard let text = entry.value.stringValue else {
      return reader.report(.wrongFieldType(path, entry.value, .text))
    }
    let isValid = entry.key.value == "key" ? ObjectName.isKey(text) : ObjectName.isName(text)
    if isValid { return }
    reader.report(
      entry.key.value == "key"
        ? .malformedKey(path, entry.value) : .malformedName(path, entry.value))
  }
}

extension ConfigNode {
  /// Whether the value is text without a template, as nearly all values of variables are.
  fileprivate var isPlainText: Bool {
    guard case .scalar(let scalar) = kind else { return false }
    return scalar.isText && !scalar.text.holds("{{")
  }
}

extension Diagnostic {
  fileprivate static func notAVariable(
    _ path: String, _ node: ConfigNode, _ key: Located
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedVariable,
      "`\(path)` has neither `value` nor `valueFrom`, so the variable is empty", at: key.span)
    if ["secretKeyRef", "configMapKeyRef", "fieldRef"].contains(key.value) {
      diagnostic.help = "put `\(key.value)` below `valueFrom`"
    }
    return diagnostic
  }

  fileprivate static func unknownVariableField(_ key: Located, _ path: String) -> Diagnostic {
    Diagnostic(
      KubernetesProblem.unknownField, "Kubernetes has no field `\(path).\(key.value)`",
      at: key.span)
  }

  fileprivate static func valueAndSource(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedVariable,
      "`\(path)` has both `value` and `valueFrom`, which Kubernetes rejects", at: node.span)
    diagnostic.help = "remove one of them"
    return diagnostic
  }

  fileprivate static func sources(
    _ path: String, _ node: ConfigNode, _ key: Located?, _ count: Int
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedVariable,
      "`\(path).valueFrom` must have exactly one source, found \(count == 0 ? "none" : "\(count)")",
      at: key?.span ?? node.span)
    if count == 0 { diagnostic.help = "use `secretKeyRef` or `configMapKeyRef`" }
    return diagnostic
  }

  fileprivate static func missingFields(
    _ missing: [EnvironmentEntry.MissingField], _ path: String
  ) -> Diagnostic {
    let renamed = missing.filter { $0.instead != nil }
    let first = renamed.first ?? missing[0]
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedVariable, "`\(path)` lacks \(missing.map(\.name).enumeration)",
      at: first.instead?.span ?? first.span)
    let added = missing.filter { $0.instead == nil }.map(\.name)
    if renamed.isEmpty {
      diagnostic.help = "add \(added.enumeration)"
    } else {
      let found = renamed.compactMap(\.instead?.value).enumeration
      diagnostic.help =
        "write \(renamed.map(\.name).enumeration) instead of \(found)"
        + (added.isEmpty ? "" : ", and add \(added.enumeration)")
    }
    if renamed.count == 1, let instead = first.instead {
      diagnostic.fixes = [.rename(instead, to: first.name)]
    }
    return diagnostic
  }

  static func malformedKey(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.malformedObjectName,
      "`\(path)` is not a valid key of a Secret or ConfigMap", at: node.span)
    diagnostic.help = "use letters, digits, `-`, `_` and `.`"
    return diagnostic
  }
}
