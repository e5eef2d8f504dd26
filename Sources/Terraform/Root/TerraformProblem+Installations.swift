package import Diagnostics

/// Directories that install more than is looked at.
extension TerraformProblem {
  package static let uncheckedInstallation = DiagnosticID(
    "WB2123", "unchecked-installation", .note,
    Documentation(
      summary: "The directory has more installations of the server than are checked.",
      explanation: """
        Each installation is a configuration with all inputs beside the directory, so 50 are \
        checked at most. Of the others, the calls are checked, and their settings are not: give \
        them a directory of their own.
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
