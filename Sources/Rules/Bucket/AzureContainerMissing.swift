package import Diagnostics
package import Settings

/// An Azure bucket names an account but no container.
package enum AzureContainerMissing: Rule {
  package static let id = DiagnosticID(
    "WB3007", "azure-container-missing", .error,
    evidence: .read(
      by: .server,
      source: """
        wandb/operator, document infra-connection-settings; Azure, "Storage account \
        overview", section "Storage account name"
        """),
    Documentation(
      summary:
        "An Azure bucket consists of an account and a container, and one of them is missing.",
      explanation: """
        The form is `az://account/container[/prefix]`; in Helm values `name` is the account and \
        `path` the container (or `name` is `account/container`). An account name has 3 to 24 \
        lower-case letters and digits, so a first part that contains a dash is a container.
        """,
      failing: .env("BUCKET=az://files\n"),
      passing: .env("BUCKET=az://wandbstore/files\n")))

  package static let otherIDs = [documented]

  private static let documented = DiagnosticID(
    "WB3266", "documented-storage-account", .warning,
    evidence: .read(
      by: .azure, source: "Azure, \"Storage account overview\", section \"Storage account name\""),
    Documentation(
      summary: "The storage account of an Azure bucket is a placeholder from an example.",
      explanation: """
        No account can be named `storage-account`, because account names contain only letters and \
        digits: replace it with the name of your account.
        """,
      failing: .env("BUCKET=az://storage-account/files\n"),
      passing: .env("BUCKET=az://wandbstore/files\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets where bucket.provider.literal == .az {
      guard let account = bucket.account.literal else { continue }
      let origin = resolved.origin(of: bucket.account)
      if bucket.name.isAbsent, !resolved.isDamaged {
        findings.add(
          .missingContainer(in: shown(account)), at: origin, setting: "\(section).name",
          help: .appendContainer(to: shown(account)))
      } else if !isAccount(account) {
        findings.add(
          .malformedAccount(shown(account)), at: origin, setting: "\(section).name",
          help: nameInAddress(account).map { .writeOnlyAccount($0) } ?? .putAccountFirst,
          code: account.hasSuffix("storage-account") ? documented : id)
      }
    }
  }

  /// Masks text that may be a key: `:KEY` without its `@` is read as the account.
  ///
  /// A key is longer than a name, and in Base64.
  private static func shown(_ account: String) -> String {
    let isName =
      account.utf8.count <= 63
      && account.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains($0))
      }
    return isName ? account : Secret.mask
  }

  private static func isAccount(_ name: String) -> Bool {
    (3...24).contains(name.utf8.count)
      && name.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit }
  }

  /// The account before `.blob.core.windows.net`, or before that domain of another Azure cloud.
  private static func nameInAddress(_ account: String) -> String? {
    let labels = account.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard labels.count > 2, ["blob", "dfs"].contains(labels[1]), labels[2] == "core",
      isAccount(labels[0])
    else { return nil }
    return labels[0]
  }
}

extension Message {
  fileprivate static func missingContainer(in account: String) -> Message {
    "the bucket names account `\(value: account)` but no container"
  }

  fileprivate static func appendContainer(to account: String) -> Message {
    "write account and container: \(value: account)/CONTAINER"
  }

  fileprivate static func malformedAccount(_ account: String) -> Message {
    "`\(value: account)` is not a valid storage account name"
  }

  fileprivate static func writeOnlyAccount(_ name: String) -> Message {
    "write only the account name: \(value: name)"
  }

  fileprivate static let putAccountFirst: Message =
    "put the account name first: 3 to 24 lower-case letters and digits"
}
