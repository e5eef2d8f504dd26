import Diagnostics
package import Settings
package import Terraform

/// What `.wandb-cfg.yaml` says about a repository.
package struct ProjectFile: Sendable {
  /// The name of the file, which is looked for in the working directory and above.
  package static let name = ".wandb-cfg.yaml"

  /// `severity`, `ignore`, `neverSuppress` and `strict`.
  package var policy = FindingPolicy()
  /// `inputs`: paths from the folder of the file.
  package var inputs: [String] = []
  /// `chartVersion`.
  package var chartVersion: ChartVersion?
  /// `modules`.
  package var modules: [OfficialModule: ModuleVersion] = [:]
  /// `variables` and `sizes`.
  package var site = SiteNames()

  /// A file that says nothing.
  package init() {}

  /// A key of the file.
  package enum Key: String, CaseIterable, Sendable {
    case chartVersion, ignore, inputs, modules, neverSuppress, severity, sizes, strict, variables

    /// What the key is for; its description in the JSON Schema.
    package var summary: String {
      switch self {
      case .chartVersion:
        "The version of chart operator-wandb to check against, unless --chart-version names one."
      case .ignore: "Findings that are accepted in the inputs that a path selects."
      case .inputs: "The inputs of commands that name none, from the folder of this file."
      case .modules: "The releases of the official Terraform modules that values files are for."
      case .neverSuppress: "Codes that neither comments nor options, rules or baselines suppress."
      case .severity: "The severity of the findings of each code."
      case .sizes: "Sizes that are defined elsewhere."
      case .strict: "Whether warnings are errors, as with --strict."
      case .variables:
        "Environment variables of this site, which are not reported as unknown."
      }
    }
  }

  /// A key of an element of `ignore`.
  package enum RuleKey: String, CaseIterable, Sendable {
    case path, codes, reason

    package var summary: String {
      switch self {
      case .path: "A pattern as in .gitignore, from the folder of this file."
      case .codes: "Codes, or their names."
      case .reason: "Why the findings are accepted."
      }
    }
  }

  /// The words of `severity`.
  package static let verdicts: [(word: String, verdict: FindingPolicy.Verdict)] = [
    ("error", .reported(.error)), ("warning", .reported(.warning)), ("note", .reported(.note)),
    ("ignore", .ignored),
  ]

  /// The modules that `modules` accepts.
  package static let modules = OfficialModule.allCases.filter { $0.root == $0 }
}
