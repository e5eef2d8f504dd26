package import Diagnostics

/// Directories with more installations than are checked.
extension TerraformProblem {
  package static let uncheckedInstallation = DiagnosticID(
    "WB2123", "unchecked-installation", .note,
    Documentation(
      summary: "The directory has more W&B Server installations than are checked.",
      explanation: """
        Each installation is a configuration that includes all inputs besides the directory, so at \
        most 50 are checked. For the others, the module calls are checked, but not their settings: \
        move them to directories of their own.
        """,
      failing: .terraform(installations(51)), passing: .terraform(installations(1))))

  private static func installations(_ count: Int) -> String {
    (1...count).map { number in
      """
      module "wandb_\(number)" {
        source  = "wandb/wandb/helm"
        version = "4.0.0"
        spec    = {}
      }

      """
    }.joined()
  }
}
