package import Diagnostics

/// One input of a run, as named on the command line.
package enum Input: Sendable {
  /// A file's display name and contents; `format` overrides detection.
  case file(name: String, bytes: [UInt8], format: Format?)
  /// A file that was not read, because it is larger than a limit or one too many.
  case refused(name: String, by: Limit)
  /// `--set PATH=VALUE`; `shown` is the value as written on the command line.
  case set(path: String, value: String, shown: String, from: ValueSource)
  /// `--env`: the environment variables of the process.
  case environment([String: String])

  /// Where the value of `--set` comes from.
  package enum ValueSource: Sendable {
    /// The command line, which other users of the machine can read.
    case commandLine
    /// `@FILE` or `env:NAME`.
    case elsewhere
  }

  /// Whether the input is a Terraform file.
  package var isTerraform: Bool {
    switch self {
    case .file(let name, _, let format): format == .hcl || format == nil && Self.isTerraform(name)
    case .refused(let name, _): Self.isTerraform(name)
    case .set, .environment: false
    }
  }

  /// Whether the name is that of a Terraform configuration or values file.
  package static func isTerraform(_ name: String) -> Bool {
    readsValues(name) || name.hasSuffix(".tf") || name.hasSuffix(".tf.json")
  }

  /// Whether the name is that of a Terragrunt configuration.
  package static func isTerragrunt(_ name: String) -> Bool {
    name == "terragrunt.hcl" || name.hasSuffix("/terragrunt.hcl")
  }

  /// Whether the name is that of a Terraform values file.
  package static func readsValues(_ name: String) -> Bool {
    name.hasSuffix(".tfvars") || name.hasSuffix(".tfvars.json")
  }

  /// The readers that `--input-format` accepts.
  package enum Format: String, Sendable, CaseIterable { case yaml, env, hcl, xml, script }
}
