import Terraform
import Testing

/// Which `source` names a module of W&B's.
@Suite struct ModuleSourceTests {
  @Test(arguments: [
    ("wandb/wandb/aws", OfficialModule.aws),
    ("wandb/wandb/kubernetes", .kubernetes),
    ("wandb/wandb/helm", .helm),
    ("registry.terraform.io/wandb/wandb/google", .google),
    ("Registry.Terraform.io/wandb/wandb/google", .google),
    ("wandb/wandb/aws//modules/secure_storage_connector", .awsConnector),
    ("wandb/wandb/azurerm//modules/byob/", .azurermBucket),
  ])
  func knowsTheRegistry(_ text: String, _ module: OfficialModule) throws {
    let source = try #require(ModuleSource(text))
    #expect(source.module == module)
    #expect(source.origin == .registry)
    #expect(source.release == nil)
    #expect(ModuleSource(module.address)?.module == module)
  }

  @Test(
    arguments: [
      ("github.com/wandb/terraform-aws-wandb", OfficialModule.aws, nil),
      ("github.com/wandb/terraform-aws-wandb.git?ref=v4.7.2", .aws, "v4.7.2"),
      ("GitHub.com/WandB/Terraform-AWS-wandb?depth=1&ref=main", .aws, "main"),
      (
        "github.com/wandb/terraform-google-wandb//modules/secure_storage_connector?ref=v5.0.0",
        .googleConnector, "v5.0.0"
      ),
      ("git::https://github.com/wandb/terraform-azurerm-wandb.git?ref=v2.0.0", .azurerm, "v2.0.0"),
      ("git::ssh://git@github.com/wandb/terraform-helm-wandb.git", .helm, nil),
      ("git@github.com:wandb/terraform-kubernetes-wandb.git?ref=v1.0.0", .kubernetes, "v1.0.0"),
      (
        "git::https://github.com/wandb/terraform-azurerm-wandb.git//modules/byob?ref=v7.9.2",
        .azurermBucket, "v7.9.2"
      ),
    ] as [(String, OfficialModule, String?)])
  func knowsTheRepositories(_ text: String, _ module: OfficialModule, _ ref: String?) throws {
    let source = try #require(ModuleSource(text))
    #expect(source.module == module)
    #expect(source.origin == .repository(ref: ref))
    #expect(source.release == ref.flatMap { ModuleVersion($0) })
  }

  @Test(arguments: [
    "", "./modules/wandb", "wandb/wandb", "wandb/wandb/oci", "acme/wandb/aws", "wandb/wandb/aws/x",
    "wandb/wandb/aws//modules/app_eks", "wandb/wandb/aws//", "app.terraform.io/wandb/wandb/aws",
    "github.com/acme/terraform-aws-wandb", "github.com/wandb/terraform-aws-wandb-x", "wandb//wandb",
    "https://github.com/wandb/terraform-aws-wandb/archive/main.zip", "github.com/wandb/", "?ref=x",
    "wandb/wandb/aws//modules/byob", "wandb/wandb/aws//modules/secure_storage_connector//x",
    "github.com/wandb/terraform-aws//modules/byob-wandb", "wandb/wandb/ä", "//", "///", "git::",
  ])
  func leavesEverythingElseAlone(_ text: String) {
    let source = ModuleSource(text)
    // An empty folder is the module itself, as Terraform reads it.
    #expect(source == nil || text == "wandb/wandb/aws//")
  }
}
