import Documents
import Settings

/// Machines to start with.
///
/// Source: documentation, "Reference architecture", sections "Sizing" and "Machine types", and
/// "Deploy W&B Platform On-premises", section "Infrastructure guidelines".
enum SizingSection {
  static func blocks(_ site: ChecklistSite) -> [MarkdownDocument.Block] {
    let title = MarkdownDocument.Block.heading(2, "Machines")
    guard site.usesKubernetes else {
      let own = MarkdownDocument.Block.tasks([
        "Give the container at least 4 cores and 8 GB of memory."
      ])
      guard !site.configuration.mysql.host.isAbsent else { return [title, own] }
      return [title, own, .table(["MySQL", "Cores", "Memory", "Disk"], databases)]
    }
    let requirements = MarkdownDocument.Block.tasks([
      "Use Kubernetes 1.29 or newer, on nodes with Intel (x86) processors.",
      "Start with these machines, watch their load, and adjust them.",
    ])
    guard let cloud = site.cloud else {
      return [
        title, requirements, .table(["Each node", "Cores", "Memory", "Disk"], nodes),
        .table(["MySQL", "Cores", "Memory", "Disk"], databases),
      ]
    }
    return [
      title, requirements,
      .table(
        ["", "Nodes, Models only", "Nodes, Weave only", "Nodes, both", "MySQL"], types(cloud)),
      .paragraph("W&B's Terraform module creates these for \(code: "size"):"),
      .table(["Size", "Nodes", "MySQL", "Redis"], sizes(cloud)),
    ]
  }

  private static let nodes: [[MarkdownDocument.Inline]] = [
    ["Test, Models only", "2", "16 GB", "100 GB"], ["Test, Weave only", "4", "32 GB", "100 GB"],
    ["Test, both", "4", "32 GB", "100 GB"], ["Production, Models only", "8", "64 GB", "100 GB"],
    ["Production, Weave only", "12", "96 GB", "100 GB"],
    ["Production, both", "16", "128 GB", "100 GB"],
  ]

  private static let databases: [[MarkdownDocument.Inline]] = [
    ["Test", "2", "16 GB", "100 GB"], ["Production", "8", "64 GB", "500 GB"],
  ]

  /// Machine types for test and production.
  private static func types(_ cloud: ChecklistSite.Cloud) -> [[MarkdownDocument.Inline]] {
    let (test, production) =
      switch cloud {
      case .aws:
        (
          ["r6i.large", "r6i.xlarge", "r6i.xlarge", "db.r6g.large"],
          ["r6i.2xlarge", "r6i.4xlarge", "r6i.4xlarge", "db.r6g.2xlarge"]
        )
      case .google:
        (
          ["n2-highmem-2", "n2-highmem-4", "n2-highmem-4", "db-n1-highmem-2"],
          ["n2-highmem-8", "n2-highmem-16", "n2-highmem-16", "db-n1-highmem-8"]
        )
      case .azure:
        (
          ["Standard_E2_v5", "Standard_E4_v5", "Standard_E4_v5", "MO_Standard_E2ds_v4"],
          ["Standard_E8_v5", "Standard_E16_v5", "Standard_E16_v5", "MO_Standard_E8ds_v4"]
        )
      }
    return [
      ["Test"] + test.map { "\(code: $0)" }, ["Production"] + production.map { "\(code: $0)" },
    ]
  }

  /// What the official Terraform modules create for each size.
  ///
  /// Source: modules aws, google and azurerm, input `size`.
  private static func sizes(_ cloud: ChecklistSite.Cloud) -> [[MarkdownDocument.Inline]] {
    let names = ["small", "medium", "large", "xlarge", "xxlarge"]
    let (nodes, databases, caches) =
      switch cloud {
      case .aws:
        (
          ["r6i.2xlarge", "r6i.4xlarge", "r6i.4xlarge", "r6i.4xlarge", "r6i.4xlarge"],
          [
            "db.r6g.large", "db.r6g.xlarge", "db.r6g.2xlarge", "db.r6g.4xlarge",
            "db.r6g.8xlarge",
          ],
          [
            "cache.m6g.large", "cache.m6g.large", "cache.m6g.xlarge", "cache.m6g.xlarge",
            "cache.m6g.2xlarge",
          ]
        )
      case .google:
        (
          [
            "n2-highmem-8", "n2-highmem-16", "n2-highmem-16", "n2-highmem-16", "n2-highmem-16",
          ],
          [
            "db-n1-highmem-2", "db-n1-highmem-4", "db-n1-highmem-8", "db-n1-highmem-16",
            "db-n1-highmem-32",
          ], ["6 GB", "6 GB", "13 GB", "13 GB", "26 GB"]
        )
      case .azure:
        (
          [
            "Standard_E8s_v5", "Standard_E16s_v5", "Standard_E16s_v5", "Standard_E16s_v5",
            "Standard_E16s_v5",
          ],
          [
            "MO_Standard_E2ds_v4", "MO_Standard_E4ds_v4", "MO_Standard_E8ds_v4",
            "MO_Standard_E16ds_v4", "MO_Standard_E32ds_v4",
          ], ["capacity 3", "capacity 3", "capacity 4", "capacity 4", "capacity 5"]
        )
      }
    return names.indices.map { index in
      [names[index], nodes[index], databases[index], caches[index]].map { "\(code: $0)" }
    }
  }
}
