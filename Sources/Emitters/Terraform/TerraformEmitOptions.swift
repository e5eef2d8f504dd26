package import Terraform

/// How root modules of Terraform are written.
package struct TerraformEmitOptions: Sendable {
  /// Where Terraform keeps its state.
  package enum Backend: String, Sendable, CaseIterable { case s3, gcs, azurerm }

  package var catalogue = ModuleCatalogue.standard
  /// The module to call; without one, that of the inputs or of the bucket's cloud.
  package var module: OfficialModule?
  /// Its release; without one, that of the inputs or the newest.
  package var version: ModuleVersion?
  /// Without one, the state is a file beside the module.
  package var backend: Backend?
  /// The Terraform among the inputs.
  package var given: TerraformConfiguration?

  package init() {}
}
