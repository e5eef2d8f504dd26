package import Diagnostics
package import Terraform

/// `terraform destroy` deletes the files and the database as well.
package enum BucketDeletedWithDestroy: TerraformRule {
  package static let id = DiagnosticID(
    "WB3128", "bucket-deleted-with-destroy", .warning,
    evidence: .read(
      by: .terraformModules, source: "`force_destroy` and locks in the modules' files"),
    Documentation(
      summary: "`deletion_protection = false` lets `terraform destroy` delete all data.",
      explanation: """
        The input does more than unlock the database: on AWS and Google Cloud the module also sets \
        `force_destroy` on the bucket, which is then deleted with every file in it, and on Azure \
        it leaves out the lock on the storage account. Switching to a release that replaces the \
        bucket then deletes the data as well.
        """,
      failing: .aws("deletion_protection = false"),
      passing: .aws("deletion_protection = true")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    let name = "deletion_protection"
    for inputs in terraform.inputs {
      guard let span = inputs.spanOfFalse(name) else { continue }
      findings.add(
        .deletes(lost(inputs)), at: span, of: name, inputs, help: .removeUntilTheEnd)
    }
  }

  /// What the module owns; an existing bucket is not part of it.
  private static func lost(_ inputs: ModuleInputs) -> String {
    if inputs.text("bucket_name") != nil || inputs.text("storage_account") != nil {
      return "the database"
    }
    return inputs.call.module == inputs.root ? "the bucket and the database" : "the bucket"
  }
}

extension Message {
  fileprivate static func deletes(_ lost: String) -> Message {
    "`terraform destroy` deletes \(lost) and all data"
  }

  fileprivate static let removeUntilTheEnd: Message =
    "remove it, and set it to false only to take the installation down"
}
