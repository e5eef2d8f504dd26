package import Diagnostics
package import Settings

/// An Azure bucket names an account and no container.
package enum AzureContainerMissing: Rule {
  package static let id = DiagnosticID(
    "WB3007", "azure-container-missing", .error,
    Documentation(
      summary: "An Azure bucket is an account and a container, and one of them is missing.",
      explanation: """
        The form is `az://account/container[/prefix]`; in Helm values `name` is the account and \
        `path` the container (or `name` is `account/container`). An account has 3 to 24 lower-case \
        letters and digits, so a first part with a dash is a container.
        """,
      failing: .env("BUCKET=az://files\n"),
      passing: .env("BUCKET=az://wandbstore/files\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.buckets where bucket.provider.literal == .az {
      guard let account = bucket.account.literal else { continue }
      let place = resolved.origin(of: bucket.account)
      if bucket.name.isAbsent, !resolved.isDamaged {
        report.report(
          "the bucket names `\(shown(account))` and no container", at: place,
          setting: "\(section).name",
          help: "write account and container: \(shown(account))/CONTAINER")
      } else if !isAccount(account) {
        report.report(
          "`\(shown(account))` is no name of a storage account", at: place,
          setting: "\(section).name",
          help: host(account).map { "write the account alone: \($0)" }
            ?? "the account comes first: 3 to 24 lower-case letters and digits")
      }
    }
  }

  /// `:KEY` that lost its `@` is no account; a key is longer than names, and in Base64.
  private static func shown(_ account: String) -> String {
    let isName =
      account.utf8.count <= 63
      && account.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains($0))
      }
    return isName ? account : Secret.mask
  }

  /// The account in front of `.blob.core.windows.net`, or the same of another cloud of Azure's.
  private static func host(_ account: String) -> String? {
    let labels = account.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard labels.count > 2, ["blob", "dfs"].contains(labels[1]), labels[2] == "core",
      isAccount(labels[0])
    else { return nil }
    return labels[0]
  }

  private static func isAccount(_ name: String) -> Bool {
    (3...24).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
      }
  }
}
