package import Diagnostics
package import Terraform

/// `terraform destroy` takes the files and the database with it.
package enum BucketDeletedWithDestroy: TerraformRule {
  package static let id = DiagnosticID(
    "WB3128", "bucket-deleted-with-destroy", .warning,
    Documentation(
      summary: "`deletion_protection = false` lets `terraform destroy` delete all data.",
      explanation: """
        It is more than a lock on the database: on AWS and Google Cloud the module sets \
        `force_destroy` on the bucket, and a bucket is then deleted with every file in it. On \
        Azure it leaves out the lock on the storage account. So does a move to another release \
        that replaces the bucket.
        """,
      failing: .aws("deletion_protection = false"),
      passing: .aws("deletion_protection = true")))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    let name = "deletion_protection"
    for inputs in terraform.inputs {
      guard let span = inputs.placeOff(name) else { continue }
      let isOwn = inputs.text("bucket_name") != nil || inputs.text("storage_account") != nil
      let isWhole = inputs.call.module == inputs.root
      let lost =
        isOwn ? "the database" : isWhole ? "the bucket and the database" : "the bucket"
      report.report(
        "`terraform destroy` deletes \(lost) with all data", at: span, of: name, inputs,
        help: "leave it out, and switch it off only to take the installation down")
    }
  }
}
