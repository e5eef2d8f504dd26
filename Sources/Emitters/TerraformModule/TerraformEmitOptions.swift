package import Terraform

/// How Terraform root modules are rendered.
package struct TerraformEmitOptions: Sendable {
  /// Where Terraform keeps its state.
  package enum Backend: String, Sendable, CaseIterable { case s3, gcs, azurerm }

  /// The module releases that may be called.
  package var catalogue = ModuleCatalogue.builtIn
  /// The module to call; nil for that of the inputs or of the bucket's cloud.
  package var module: OfficialModule?
  /// Its release; nil for that of the inputs or the newest.
  package var version: ModuleVersion?
  /// The backend; nil for a local state file next to the module.
  package var backend: Backend?
  package init() {}
}
