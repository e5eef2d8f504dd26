package import Diagnostics

/// Values files without a module beside them.
extension TerraformProblem {
  package static let chosenModule = DiagnosticID(
    "WB2119", "chosen-module", .note,
    Documentation(
      summary: "A values file alone is read as the inputs of a module of W&B's.",
      explanation: """
        No `*.tf` stands beside the file, and one module has inputs of more of its names than any \
        other one; the other names are told. \
        `--module` and `--module-version` say which module and release are meant.
        """,
      failing: .tfvars("eks_cluster_version = \"1.33\"\nsubdomain = \"wandb\"\n"),
      passing: .terraform("variable \"subdomain\" {}\n", values: "subdomain = \"wandb\"\n")))

  package static let noModule = DiagnosticID(
    "WB2120", "no-module", .error,
    Documentation(
      summary: "Nothing says which module a values file is for.",
      explanation: """
        No `*.tf` stands beside the file, and its names fit several modules of W&B's alike, or \
        most of them fit none. \
        Name the module with `--module`, or validate the directory.
        """,
      failing: .tfvars("license = \"a\"\nnamespace = \"wandb\"\n"),
      passing: .terraform("variable \"subdomain\" {}\n", values: "subdomain = \"wandb\"\n")))
}
