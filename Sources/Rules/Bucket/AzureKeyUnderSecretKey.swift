package import Diagnostics
package import Settings

/// The storage key of an Azure account is set under `secretKey`, as in the documentation.
package enum AzureKeyUnderSecretKey: Rule {
  package static let id = DiagnosticID(
    "WB3001", "azure-key-under-secret-key", .error,
    evidence: .read(
      by: .chart, source: "Variables of the containers, 0.5.4 and newer, rendered"),
    Documentation(
      summary:
        "The storage key of an Azure bucket is set as `secretKey`, which the chart does not read.",
      explanation: """
        The chart fills `AZURE_STORAGE_KEY` from `accessKey` (operator-wandb 0.5.4 to \
        \(ChartVersion.newest), rendered), but the documentation's Azure example sets `secretKey`. With `secretKey` alone \
        the pods have no key.
        """,
      failing: .yaml(
        """
        global:
          bucket:
            provider: az
            name: wandbstore
            path: files
            secretKey: a2V5

        """),
      passing: .yaml(
        """
        global:
          bucket:
            provider: az
            name: wandbstore
            path: files
            accessKey: a2V5

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets
    where bucket.provider.literal == .az && bucket.accessKey.isAbsent {
      guard let origin = resolved.origin(of: bucket.secretKey) else { continue }
      let isKey = origin.spelling.hasSuffix(".secretKey")
      findings.add(
        .secretKeyNotRead, at: origin, setting: "\(section).secretKey", help: .renameToAccessKey,
        fixes: isKey ? [.renameKey(ofValueAt: origin.span, to: "accessKey", .safe)] : [])
    }
  }
}

extension Message {
  fileprivate static let secretKeyNotRead: Message =
    "the chart does not read `secretKey` for provider `az`"

  fileprivate static let renameToAccessKey: Message =
    "rename the key to `accessKey`, which holds the storage key"
}
