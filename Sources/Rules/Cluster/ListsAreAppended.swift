import ConfigSyntax
package import Diagnostics
package import Settings

/// A list in a custom resource is appended to another list.
package enum ListsAreAppended: Rule {
  package static let id = DiagnosticID(
    "WB3053", "lists-are-appended", .note,
    evidence: .read(
      by: .wandbOperator, source: "Operator v1, merging of specs: lists are appended"),
    Documentation(
      summary: "The operator appends the list to the one from the channel or the console.",
      explanation: """
        Operator v1 merges mappings key by key and appends lists, whatever they contain: a \
        certificate that is set in both the resource and the console appears twice, and one that \
        is removed from the resource may still be there. The chart's own lists are replaced, as in \
        Helm.
        """,
      failing: .yaml(ExampleResource.with("customCACerts:\n        - |\n" + certificate)),
      passing: .yaml(ExampleResource.with("caCertsConfigMap: wandb-authorities\n"))))

  private static let certificate =
    ExampleCertificate.authority.split(separator: "\n").map { "    \($0)\n" }.joined()

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard !resolved.resourceValues.isEmpty else { return }
    var index = resolved.index
    for list in resolved.resourceValues.flatMap(ResourceList.all) {
      let isSetting = list.key != nil && index.fieldID(named: list.path) != nil
      findings.add(
        .appendedList(list.path), at: list.node.span, via: list.node.via,
        setting: isSetting ? list.path : nil, help: .removeRepeatedEntries)
    }
  }
}

extension Message {
  fileprivate static func appendedList(_ path: String) -> Message {
    "the operator appends `\(path)` to the list from the console or the channel"
  }

  fileprivate static let removeRepeatedEntries: Message =
    "remove entries that the console or the channel already sets"
}
