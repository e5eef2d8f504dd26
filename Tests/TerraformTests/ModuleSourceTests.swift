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
    #expect(source.publisher == .official)
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
      ("git::https://token:x@github.com/wandb/terraform-aws-wandb?ref=v7.0.0", .aws, "v7.0.0"),
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
    #expect(source.publisher == .official)
    #expect(source.release == ref.flatMap { ModuleVersion($0) })
  }

  @Test(
    arguments: [
      ("app.terraform.io/acme/wandb/aws", OfficialModule.aws, .registry),
      ("app.terraform.io/wandb/wandb/azurerm", .azurerm, .registry),
      ("localhost:8443/acme/wandb/helm", .helm, .registry),
      ("acme/wandb/google", .google, .registry),
      (
        "app.terraform.io/acme/wandb/aws//modules/secure_storage_connector", .awsConnector,
        .registry
      ),
      ("github.com/acme/terraform-aws-wandb", .aws, .repository(ref: nil)),
      ("bitbucket.org/acme/terraform-helm-wandb", .helm, .repository(ref: nil)),
      (
        "git::https://git.example.com/mirror/terraform-aws-wandb.git?ref=v7.18.2", .aws,
        .repository(ref: "v7.18.2")
      ),
      (
        "git::ssh://git@git.example.com:7999/a/b/terraform-google-wandb.git?depth=1&ref=v8.0.0",
        .google, .repository(ref: "v8.0.0")
      ),
      (
        "git::https://dev.azure.com/acme/p/_git/terraform-azurerm-wandb//modules/byob?ref=main",
        .azurermBucket, .repository(ref: "main")
      ),
      ("git@gitlab.example.com:platform/terraform-helm-wandb.git", .helm, .repository(ref: nil)),
      ("git::file:///srv/git/terraform-aws-wandb", .aws, .repository(ref: nil)),
    ] as [(String, OfficialModule, ModuleSource.Origin)])
  func knowsCopies(
    _ text: String, _ module: OfficialModule, _ origin: ModuleSource.Origin
  ) throws {
    let source = try #require(ModuleSource(text))
    #expect(source.module == module)
    #expect(source.origin == origin)
    #expect(source.publisher == .copy)
  }

  @Test(arguments: [
    "", "./modules/wandb", "wandb/wandb", "wandb/wandb/oci", "acme/wandb/oci", "wandb/wandb/aws/x",
    "wandb/wandb/aws//modules/app_eks", "wandb/wandb/aws//", "app.terraform.io/acme/wandb/oci",
    "acme/wandb/aws/x", "weights-and-biases/wandb/aws", "app.terraform.io/acme/platform/aws",
    "git.example.com/acme/terraform-aws-wandb", "https://git.example.com/terraform-aws-wandb.git",
    "git::https://git.example.com/acme/terraform-oci-wandb", "hg::https://x.io/terraform-aws-wandb",
    "github.com/wandb/terraform-aws-wandb-x", "wandb//wandb",
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
