import Settings

/// A commented configuration to begin with, for one place where the server runs.
///
/// What must be filled in is a placeholder, `<LICENSE>`. What is optional begins with `#` and no space:
/// a line or a section, which removing the `#` of each line sets. The descriptions are those of the settings.
package struct Starter: Sendable {
  /// Where the server runs; the raw values are the words of `init --provider`.
  package enum Provider: String, CaseIterable, Sendable {
    case aws, google, azurerm, onprem, docker
  }

  /// A line of the configuration.
  struct Entry: Sendable {
    /// A chart path or, in an env file, a variable.
    let name: String
    /// As it is written in the file.
    let value: String
    /// Whether the line is a comment until its `#` is removed.
    var isOptional = false
    /// What to say about it; nil for the summary of its setting.
    var comment: String?
  }

  /// Entries that belong together, with a heading.
  struct Group: Sendable {
    let title: String
    let entries: [Entry]
  }

  package let provider: Provider
  let groups: [Group]

  package init(_ provider: Provider) {
    self.provider = provider
    groups = provider == .docker ? Self.variables : Self.values(for: provider)
  }

  /// The usual name of the file.
  package var fileName: String { provider == .docker ? "wandb.env" : "values.yaml" }

  /// The names of everything that the file sets or offers to set.
  package var names: [String] { groups.flatMap(\.entries).map(\.name) }

  /// The whole file, with its final line break.
  package var text: String {
    let head = introduction.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
    return head + "\n" + (provider == .docker ? environment : StarterTree(groups).text)
  }

  private var introduction: [String] {
    let targets =
      switch provider {
      case .aws: "helm, operator, terraform, iam, s3-cors-json"
      case .google: "helm, operator, terraform, gcs-cors"
      case .azurerm: "helm, operator, terraform, azure-cors"
      case .onprem: "helm, operator, s3-cors-json"
      case .docker: "docker-env"
      }
    let commands = TextTable.render([
      ["  wandb-cfg validate --complete \(fileName)", "what is wrong, missing or not filled in"],
      ["  wandb-cfg explain SETTING", "what a setting means, and its other names"],
      ["  wandb-cfg render \(fileName) --target TARGET", "files for other tools"],
    ])
    return [
      "W&B Server \(provider.place): a starter configuration\(form).",
      "",
      "Replace every <PLACEHOLDER>. What begins with `#` and no space is optional: to set it,",
      provider == .docker
        ? "remove the `#`." : "remove the `#` of the line, or of every line of the section.",
      "",
    ] + commands.split(separator: "\n").map(String.init) + ["", "Targets: \(targets)"]
  }

  private var form: String {
    provider == .docker ? "" : " for chart operator-wandb \(ChartVersion.newest)"
  }

  private var environment: String {
    groups.map { group in
      "# --- \(group.title) ---\n"
        + group.entries.map { entry in
          StarterTree.comment(entry).map { "# \($0)\n" }.joined()
            + (entry.isOptional ? "#" : "") + "\(entry.name)=\(entry.value)\n"
        }.joined()
    }.joined(separator: "\n")
  }
}

extension Starter.Provider {
  fileprivate var place: String {
    switch self {
    case .aws: "on AWS"
    case .google: "on Google Cloud"
    case .azurerm: "on Azure"
    case .onprem: "on your own cluster"
    case .docker: "in one container"
    }
  }
}
