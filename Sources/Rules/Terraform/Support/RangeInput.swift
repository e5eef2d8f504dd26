import Terraform

/// An input that accepts CIDR ranges.
struct RangeInput: Sendable {
  let name: String
  /// The required address family; nil for both.
  var family: AddressRange.Family? = .four
  /// Whether the cloud rejects a range that does not begin at its first address.
  var isExact = true
  /// Whether `*` is accepted for everybody.
  var mayBeStar = false
  /// Whether a single address without a prefix length is accepted.
  var mayBeAddress = false
  /// Whether it says who may connect, so that a single address may be meant instead of its network.
  var admitsClients: Bool { name.hasPrefix("allowed_") || name.hasPrefix("kubernetes_") }

  /// The inputs of a module that accept ranges (in its releases up to 2026-06).
  static func all(of module: OfficialModule) -> [RangeInput] {
    switch module {
    case .aws: aws
    case .google: google
    case .azurerm: [RangeInput(name: "allowed_ip_ranges", isExact: false, mayBeAddress: true)]
    default: []
    }
  }

  /// The inputs for subnets of a VPC on AWS, which must be inside `network_cidr`.
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
