import Diagnostics
import Documents

/// Findings as a SARIF 2.1.0 log, for code scanning.
///
/// Source: OASIS SARIF 2.1.0 with errata 01; its sections are named where they decide something.
package struct SARIFRenderer: Renderer {
  private let locations: SARIFLocations
  private let version: String

  /// `version` is that of this program.
  package init(_ paths: PathBase, version: String) {
    (locations, self.version) = (SARIFLocations(paths), version)
  }

  /// One run, whose rules are those of the findings.
  package func render(_ findings: Findings) -> String {
    let records = findings.records + findings.suppressed.map(\.record)
    let rules = SARIFRules(records.map(\.id))
    var results: [DocumentValue] = []
    // The records follow each other in the order of the deployments.
    let names = findings.deployments.flatMap { deployment in
      Array(repeating: deployment.name, count: deployment.records.count)
    }
    for (index, record) in findings.records.enumerated() {
      results.append(.object(result(record, rules, names.isEmpty ? nil : names[index])))
    }
    for suppressed in findings.suppressed {
      var members = result(suppressed.record, rules, nil)
      members["suppressions"] = .array([suppression(suppressed)])
      results.append(.object(members))
    }
    var run: DocumentValue.Members = [
      "tool": .object(["driver": driver(rules)]),
      "invocations": .array([invocation(findings)]),
    ]
    if records.contains(where: \.isInRelativeFile) {
      run["originalUriBaseIds"] = SARIFLocations.baseIDs
    }
    run["columnKind"] = .string("utf16CodeUnits")
    // A carriage return alone also ends a line here.
    run["newlineSequences"] = .array(["\r\n", "\n", "\r"].map { .string($0) })
    run["results"] = .array(results)
    run["properties"] = .object(["summary": summary(findings.counts)])
    return JSONDocument.render(
      .object([
        "$schema": .string(
          "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        ),
        "version": .string("2.1.0"), "runs": .array([.object(run)]),
      ]), .indented)
  }

  private func driver(_ rules: SARIFRules) -> DocumentValue {
    .object([
      "name": .string("wandb-cfg"), "version": .string(version),
      "semanticVersion": .string(version), "rules": .array(rules.descriptors),
    ])
  }

  /// How the run ended; times are left out, because equal inputs give equal logs.
  private func invocation(_ findings: Findings) -> DocumentValue {
    let isComplete = findings.unread.isEmpty
    let hasErrors = findings.counts.errors > 0
    var members: DocumentValue.Members = [
      "executionSuccessful": .bool(isComplete),
      "exitCode": .number(isComplete ? hasErrors ? 1 : 0 : 2),
      "exitCodeDescription": .string(
        isComplete ? hasErrors ? "there are errors" : "no errors" : "an input could not be read"),
    ]
    if !isComplete {
      members["toolExecutionNotifications"] = .array(
        findings.unread.map {
          .object(["level": .string("error"), "message": Self.message($0.reason)])
        })
    }
    return .object(members)
  }

  private func summary(_ counts: Findings.Counts) -> DocumentValue {
    var members = counts.members
    members["notShown"] = .number(counts.hidden)
    return .object(members)
  }

  // MARK: Results

  private func result(
    _ record: DiagnosticRecord, _ rules: SARIFRules, _ deployment: String?
  ) -> DocumentValue.Members {
    let help = record.help.map { "\nhelp: \($0)" } ?? ""
    var location = locations.location(record.location)
    if let setting = record.setting {
      location["logicalLocations"] = .array([
        .object(["fullyQualifiedName": .string(setting), "kind": .string("property")])
      ])
    }
    var members: DocumentValue.Members = [
      "ruleId": .string(record.code), "ruleIndex": .number(rules.index(of: record.id)),
      "level": .string(record.severity.rawValue),
      "message": Self.message(record.message + help),
      "locations": .array([.object(location)]),
    ]
    if !record.related.isEmpty {
      members["relatedLocations"] = .array(
        record.related.enumerated().map { index, related in
          var members: DocumentValue.Members = ["id": .number(index + 1)]
          for (key, value) in locations.location(related.location).entries { members[key] = value }
          if !related.message.isEmpty { members["message"] = Self.message(related.message) }
          return .object(members)
        })
    }
    members["partialFingerprints"] = .object([
      "wandbCfgFinding/v1": .string(record.fingerprint)
    ])
    let fixes = record.fixes.filter(\.isPublic)
    if !fixes.isEmpty { members["fixes"] = .array(fixes.map(fix)) }
    var properties: DocumentValue.Members = [:]
    properties["deployment"] = deployment.map { .string($0) }
    if fixes.count < record.fixes.count {
      properties["omittedFixes"] = .string(
        record.fixes.allSatisfy(\.isInFiles)
          ? "a fix that contains a secret is left out; run `wandb-cfg fix`"
          : "a fix of text that no file contains is left out")
    }
    if !properties.isEmpty { members["properties"] = .object(properties) }
    return members
  }

  private func suppression(_ suppressed: Findings.Suppressed) -> DocumentValue {
    var members: DocumentValue.Members = ["kind": .string(suppressed.source.rawValue)]
    members["justification"] = suppressed.justification.map { .string($0) }
    return .object(members)
  }

  private func fix(_ fix: DiagnosticRecord.Fix) -> DocumentValue {
    .object([
      "description": Self.message(fix.summary),
      "artifactChanges": .array(
        fix.edits.map(\.location.file).unique().map { file in
          let edits = fix.edits.filter { $0.location.file == file }
          return .object([
            "artifactLocation": edits.first.map { locations.artifact($0.location) } ?? .object([:]),
            "replacements": .array(edits.map(replacement)),
          ])
        }),
      "properties": .object(["applicability": .string(fix.applicability.rawValue)]),
    ])
  }

  /// Without inserted content, a replacement deletes (section 3.57).
  private func replacement(_ edit: DiagnosticRecord.FixEdit) -> DocumentValue {
    var members: DocumentValue.Members = ["deletedRegion": locations.region(edit.location)]
    if let text = edit.replacement, !text.isEmpty {
      members["insertedContent"] = .object(["text": .string(text)])
    }
    return .object(members)
  }

  /// A plain text message, in which `{0}` would be a placeholder (section 3.11.5).
  private static func message(_ text: String) -> DocumentValue {
    guard text.contains("{") else { return .object(["text": .string(text)]) }
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let digits = rest[rest.index(after: open)...].prefix { $0.isASCII && $0.isNumber }
      let isPlaceholder = !digits.isEmpty && rest[digits.endIndex...].first == "}"
      result += rest[..<open] + (isPlaceholder ? "{{\(digits)}}" : "{")
      rest = rest[(isPlaceholder ? rest.index(after: digits.endIndex) : rest.index(after: open))...]
    }
    return .object(["text": .string(result + rest)])
  }
}

extension DiagnosticRecord {
  fileprivate var isInRelativeFile: Bool {
    let locations = [location] + related.map(\.location)
    return locations.contains { $0.path.map { !$0.hasPrefix("/") } ?? false }
  }
}

extension DiagnosticRecord.Fix {
  /// Whether every replacement may be shown, and a file contains every edit.
  fileprivate var isPublic: Bool { isInFiles && edits.allSatisfy { $0.replacement != nil } }

  fileprivate var isInFiles: Bool { edits.allSatisfy { $0.location.path != nil } }
}
