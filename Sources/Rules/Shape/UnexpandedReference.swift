package import Diagnostics
package import Settings

/// A user name, password or key is a template or a reference that nothing expands.
package enum UnexpandedReference: Rule {
  package static let id = DiagnosticID(
    "WB3291", "unexpanded-reference", .error,
    evidence: .read(
      by: .server, source: "Secrets of operator-wandb 0.43.8, rendered: both stay text"),
    Documentation(
      summary: "A user name, password or key in a URL is a reference that nothing expands.",
      explanation: """
        Kubernetes expands `$(NAME)` only in a container's variables, and Helm executes `{{ … }}` \
        only below `env` and `extraEnv`. The chart writes users, passwords and keys into Secrets, \
        where both stay text (operator-wandb 0.43.8, rendered).
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    password: $(DB_PASSWORD)\n"),
      passing: .yaml(
        "global:\n  mysql:\n    host: db\n    passwordSecret: {name: db, passwordKey: pw}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for connection in resolved.connections where connection.namePrefix == nil {
      checkTemplate(in: connection.url.user, connection, &findings)
      checkTemplate(in: connection.url.password, connection, &findings)
    }
    for encoded in resolved.effectiveTexts {
      let isTemplate = HelmTemplate.isIn(encoded.text.text)
      guard isTemplate || isVariable(encoded.text.text) else { continue }
      findings.add(
        isTemplate ? .template(in: encoded.spelling) : .variable(in: encoded.spelling),
        at: encoded.text.span, setting: encoded.setting, help: .writeValueOrReference)
    }
  }

  private static func checkTemplate(
    in text: SourceText?, _ connection: WriteLog.Connection, _ findings: inout RuleFindings
  ) {
    guard let text, HelmTemplate.isIn(text.text) else { return }
    findings.add(
      .template(in: connection.spelling), at: text.span, setting: connection.kind.setting,
      help: .writeValue)
  }

  /// Whether the whole text is `$(NAME)`.
  private static func isVariable(_ text: String) -> Bool {
    guard text.hasPrefix("$("), text.hasSuffix(")") else { return false }
    let name = text.dropFirst(2).dropLast()
    return !name.isEmpty
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
  }
}

extension Message {
  fileprivate static func template(in spelling: String) -> Message {
    "`\(spelling)` contains a template `{{ … }}`, which Helm does not execute here"
  }

  fileprivate static func variable(in spelling: String) -> Message {
    "`\(spelling)` is a reference `$(…)`, which Kubernetes does not expand here"
  }

  fileprivate static let writeValueOrReference: Message =
    "write the value itself, or refer to a Secret in the chart's keys"

  fileprivate static let writeValue: Message = "write the value itself"
}
