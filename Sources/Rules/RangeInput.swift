import Terraform

/// An input that holds ranges of addresses.
struct RangeInput: Sendable {
  let name: String
  /// nil for both.
  var family: AddressRange.Family? = .four
  /// Whether the cloud refuses a range that does not begin at its first address.
  var isExact = true
  var mayBeStar = false
  var mayBeAddress = false

  /// Where the inputs of a module take ranges (kinds in its releases up to 2026-06).
  static func all(of module: OfficialModule) -> [RangeInput] {
    switch module {
    case .aws: aws
    case .google: google
    case .azurerm: [RangeInput(name: "allowed_ip_ranges", isExact: false, mayBeAddress: true)]
    default: []
    }
  }

  /// The ranges of a VPC's subnets on AWS, which must lie inside `network_cidr`.
  static let subnets = [
    "network_private_subnet_cidrs", "network_public_subnet_cidrs",
    "network_database_subnet_cidrs", "network_elasticache_subnet_cidrs",
  ]

  private static let aws =
    [
      RangeInput(name: "allowed_inbound_cidr"),
      RangeInput(name: "allowed_inbound_ipv6_cidr", family: .six),
      RangeInput(name: "allowed_private_endpoint_cidr"),
      RangeInput(name: "kubernetes_public_access_cidrs", family: nil),
      RangeInput(name: "network_cidr"),
    ] + subnets.map { RangeInput(name: $0) }

  private static let google =
    ["allowed_inbound_cidr", "allowed_inbound_cidrs"].map {
      RangeInput(name: $0, family: nil, isExact: false, mayBeStar: true, mayBeAddress: true)
    }
    + ["clickhouse_subnetwork_cidr", "ilb_proxynetwork_cidr", "psc_subnetwork_cidr"].map {
      RangeInput(name: $0)
    }
}
