import Documents
import Testing

/// The bytes of files as the documentation of W&B lays them out.
@Suite struct HCLDocumentTests {
  @Test func writesModuleCall() {
    let infra: HCLDocument.Body = [
      .attribute("source", "wandb/wandb/aws"),
      .attribute("version", "~> 2.0"),
      .blank,
      .attribute("namespace", .variable("namespace")),
      .attribute("domain_name", .variable("domain_name")),
      .blank,
      .attribute("public_access", true),
      .attribute("kubernetes_public_access_cidrs", ["0.0.0.0/0"]),
    ]
    let document = HCLDocument([
      .comment("Spin up all required services"),
      .block("module", "wandb_infra", body: infra),
    ])
    #expect(
      document.render() == """
        # Spin up all required services
        module "wandb_infra" {
          source  = "wandb/wandb/aws"
          version = "~> 2.0"

          namespace   = var.namespace
          domain_name = var.domain_name

          public_access                  = true
          kubernetes_public_access_cidrs = ["0.0.0.0/0"]
        }

        """)
  }

  @Test func writesReferencesAndTemplates() {
    let app: HCLDocument.Body = [
      .attribute("license", .variable("license")),
      .attribute("bucket", "s3://\(.module("wandb_infra", "bucket_name"))"),
      .attribute("database_connection_string", "mysql://\(.module("wandb_infra", "connection"))"),
      .blank,
      .comment("TF attempts to deploy while the work group is\nstill spinning up"),
      .attribute("depends_on", [.reference("module", "wandb_infra")]),
    ]
    let url: HCLDocument.Body = [.attribute("value", "\(.module("wandb_infra", "url"))")]
    let document = HCLDocument([
      .block("module", "wandb_app", body: app), .block("output", "url", body: url),
    ])
    #expect(
      document.render() == """
        module "wandb_app" {
          license                    = var.license
          bucket                     = "s3://${module.wandb_infra.bucket_name}"
          database_connection_string = "mysql://${module.wandb_infra.connection}"

          # TF attempts to deploy while the work group is
          # still spinning up
          depends_on = [module.wandb_infra]
        }

        output "url" {
          value = module.wandb_infra.url
        }

        """)
  }

  @Test func writesNestedBlocks() {
    let cluster = HCLDocument.Expression.data("aws_eks_cluster", "app")
    let authority = cluster.attribute("certificate_authority").index(0).attribute("data")
    let kubernetes: HCLDocument.Body = [
      .attribute("host", cluster.attribute("endpoint")),
      .attribute("cluster_ca_certificate", .call("base64decode", authority)),
      .block("exec", body: [.attribute("args", ["eks", "get-token", cluster.attribute("name")])]),
    ]
    let document = HCLDocument([
      .block("provider", "azurerm", body: [.block("features", body: [])]),
      .block("provider", "helm", body: [.block("kubernetes", body: kubernetes)]),
    ])
    #expect(
      document.render() == """
        provider "azurerm" {
          features {}
        }

        provider "helm" {
          kubernetes {
            host                   = data.aws_eks_cluster.app.endpoint
            cluster_ca_certificate = base64decode(data.aws_eks_cluster.app.certificate_authority[0].data)

            exec {
              args = ["eks", "get-token", data.aws_eks_cluster.app.name]
            }
          }
        }

        """)
  }

  @Test func writesVariables() {
    let required: HCLDocument.Body = [
      .attribute("type", HCLDocument.TypeConstraint.list(.string).expression),
      .attribute("nullable", false),
    ]
    let bucket = HCLDocument.TypeConstraint.object([
      .init("name", .string), .init("kms_key", .string, .optional),
      .init("tags", .map(.string), .defaults(to: [:])),
    ])
    let optional: HCLDocument.Body = [
      .attribute("type", bucket.expression), .attribute("default", .null),
    ]
    let document = HCLDocument([
      .block("variable", "allowed_inbound_cidr", body: required),
      .block("variable", "bucket", body: optional),
    ])
    #expect(
      document.render() == """
        variable "allowed_inbound_cidr" {
          type     = list(string)
          nullable = false
        }

        variable "bucket" {
          type = object({
            name    = string
            kms_key = optional(string)
            tags    = optional(map(string), {})
          })
          default = null
        }

        """)
  }

  @Test func writesValuesOfHelm() {
    let values: HCLDocument.Expression = [
      "global": ["host": "https://wandb.example.com", "retries": 3],
      "ingress": ["annotations": ["kubernetes.io/class": "nginx", "for": "x"]],
      "env": [["name": "A", "value": "1"]],
      "hosts": [],
    ]
    let document = HCLDocument([.attribute("values", .call("jsonencode", values))])
    #expect(
      document.render() == """
        values = jsonencode({
          global = {
            host    = "https://wandb.example.com"
            retries = 3
          }
          ingress = {
            annotations = {
              "kubernetes.io/class" = "nginx"
              "for"                 = "x"
            }
          }
          env = [
            {
              name  = "A"
              value = "1"
            },
          ]
          hosts = []
        })

        """)
  }

  @Test func writesValuesFile() {
    let document = HCLDocument([
      .attribute("namespace", "wandb"),
      .attribute("license", .secret(SealedText { "eyJ" }), comment: "from the portal"),
      .attribute("size", "small", comment: "or medium"),
      .attribute("zones", .null),
    ])
    #expect(
      document.render() == """
        namespace = "wandb"
        license   = "eyJ"   # from the portal
        size      = "small" # or medium
        zones     = null

        """)
  }
}
