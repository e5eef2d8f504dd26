import ConfigSyntax
package import Diagnostics

/// What a Terraform plan would do to the data of the server.
package enum PlannedChange {
  /// Every code, for the reference.
  package static let all = [destroysData, replacesData, replacesCache]

  /// Reads the plan, which must be among the sources, and reports changes that lose data.
  package static func findings(
    in plan: SourceFile, _ id: FileID
  ) -> DiagnosticBag {
    var bag = DiagnosticBag()
    for change in PlanFile.read(plan, id)?.changes ?? [] {
      if let finding = finding(change) { bag.report(finding) }
    }
    return bag
  }

  /// The spans in a plan that no output may show.
  package static func hidden(in plan: SourceFile, _ id: FileID) -> [SourceSpan] {
    PlanFile.hidden(in: plan, id)
  }

  private static func finding(_ change: PlanFile.Change) -> Diagnostic? {
    guard change.actions.contains("delete") else { return nil }
    let isReplaced = change.actions.contains("create")
    if let noun = caches[change.type] { return .cache(change, noun) }
    guard let noun = stores[change.type] else { return nil }
    return isReplaced ? .replaced(change, noun) : .destroyed(change, noun)
  }

  /// Resource types of the official modules and of `terraform-byob` that contain data, or the key
  /// without which data can't be read.
  private static let stores = [
    "aws_s3_bucket": "bucket", "aws_db_instance": "database", "aws_rds_cluster": "database",
    "aws_kms_key": "encryption key", "google_storage_bucket": "bucket",
    "google_sql_database_instance": "database", "google_sql_database": "database",
    "google_kms_crypto_key": "encryption key", "azurerm_storage_account": "storage account",
    "azurerm_storage_container": "container", "azurerm_mysql_flexible_server": "database",
    "azurerm_mysql_flexible_database": "database", "azurerm_key_vault_key": "encryption key",
  ]

  /// Those that contain only what the server can do without.
  private static let caches = [
    "aws_elasticache_replication_group": "Redis", "aws_elasticache_cluster": "Redis",
    "google_redis_instance": "Redis", "azurerm_redis_cache": "Redis",
    "azurerm_managed_redis": "Redis",
  ]

  // MARK: Codes

  private static let root = """
    module "wandb" {
      source                    = "wandb/wandb/aws"
      version                   = "7.18.2"
      license                   = var.license
      domain_name               = "example.com"
      zone_id                   = "Z012345"
      namespace                 = "acme"
      subdomain                 = "wandb"
      allowed_inbound_cidr      = ["10.0.0.0/8"]
      allowed_inbound_ipv6_cidr = []
      eks_cluster_version       = "1.31"
    }

    variable "license" {}

    """

  private static func plan(_ type: String, _ actions: String) -> String {
    """
    {
      "format_version": "1.2",
      "variables": {"license": {"value": "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2ln"}},
      "resource_changes": [
        {
          "address": "module.wandb.\(type).default",
          "type": "\(type)",
          "change": {"actions": \(actions)}
        }
      ]
    }

    """
  }

  package static let destroysData = DiagnosticID(
    "WB5300", "planned-destruction-of-data", .error,
    evidence: .read(by: .terraform, source: "JSON Output Format, `resource_changes`"),
    Documentation(
      summary: "The plan destroys a bucket, a database or an encryption key.",
      explanation: """
        `terraform apply` would delete the data in it, and without the key nothing that it encrypts can \
        be read. If that is intended, accept the code for this run with `--ignore`.
        """,
      failing: .terraform(root).planned(plan("aws_s3_bucket", #"["delete"]"#)),
      passing: .terraform(root).planned(plan("aws_s3_bucket", #"["update"]"#))))

  package static let replacesData = DiagnosticID(
    "WB5301", "planned-replacement-of-data", .error,
    evidence: .read(by: .terraform, source: "JSON Output Format, `resource_changes`"),
    Documentation(
      summary: "The plan replaces a bucket, a database or an encryption key with a new one.",
      explanation: """
        The new one is empty: Terraform copies no data. Often an argument changed that can only be set at \
        creation, such as the name; `terraform plan` marks it with `forces replacement`.
        """,
      failing: .terraform(root).planned(plan("aws_db_instance", #"["delete", "create"]"#)),
      passing: .terraform(root).planned(plan("aws_db_instance", #"["create"]"#))))

  package static let replacesCache = DiagnosticID(
    "WB5302", "planned-loss-of-redis", .warning,
    evidence: .read(by: .terraform, source: "JSON Output Format, `resource_changes`"),
    Documentation(
      summary: "The plan destroys or replaces Redis.",
      explanation: "Cached values and queued tasks are lost, and the server waits for the new one.",
      failing: .terraform(root).planned(
        plan("aws_elasticache_replication_group", #"["create", "delete"]"#)),
      passing: .terraform(root).planned(plan("aws_elasticache_replication_group", #"["no-op"]"#))))
}

extension Diagnostic {
  fileprivate static func destroyed(_ change: PlanFile.Change, _ noun: String) -> Diagnostic {
    Diagnostic(
      PlannedChange.destroysData,
      "Terraform would destroy \(noun) `\(change.address.value)` with its data",
      at: change.address.span)
  }

  fileprivate static func replaced(_ change: PlanFile.Change, _ noun: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      PlannedChange.replacesData,
      "Terraform would replace \(noun) `\(change.address.value)` with an empty one",
      at: change.address.span)
    diagnostic.help =
      change.reason == "replace_by_request"
      ? "remove `-replace` from the command" : "look for `forces replacement` in `terraform plan`"
    return diagnostic
  }

  fileprivate static func cache(_ change: PlanFile.Change, _ noun: String) -> Diagnostic {
    Diagnostic(
      PlannedChange.replacesCache, "Terraform would remove \(noun) `\(change.address.value)`",
      at: change.address.span)
  }
}
