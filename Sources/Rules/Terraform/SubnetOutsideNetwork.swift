package import Diagnostics
package import Terraform

/// A subnet that is not part of its network, or shares addresses with another subnet.
package enum SubnetOutsideNetwork: TerraformRule {
  package static let id = DiagnosticID(
    "WB3135", "subnet-outside-network", .error,
    Documentation(
      summary: "A subnet is outside `network_cidr`, or overlaps another one.",
      explanation: """
        On AWS a subnet's addresses must belong to the VPC, and no two subnets may share an \
        address. The defaults of `network_*_subnet_cidrs` are parts of `10.10.0.0/16`, the default \
        of `network_cidr`, so changing one means changing all of them.
        """,
      failing: .aws("network_cidr         = \"10.20.0.0/16\""),
      passing: .aws("network_cidr         = \"10.10.0.0/16\"")))

  private struct Subnet {
    let range: AddressRange
    let input: String
    let place: Located
  }

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs
    where inputs.call.module == .aws && inputs.placeOff("create_vpc") == nil {
      let subnets = RangeInput.subnets.flatMap { name in
        inputs.texts(name).compactMap { place in
          range(place.value).map { Subnet(range: $0, input: name, place: place) }
        }
      }
      checkNetwork(subnets, inputs, &findings)
      checkOverlaps(subnets, inputs, &findings)
    }
  }

  private static func checkNetwork(
    _ subnets: [Subnet], _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    let written = inputs.text("network_cidr")
    guard let text = written?.value ?? inputs.default("network_cidr").map(unquoted),
      let network = range(text)
    else { return }
    let label = written.map { [Diagnostic.Label("the network", $0.span)] } ?? []
    for subnet in subnets.lazy.filter({ !network.contains($0.range) }).prefix(20) {
      findings.add(
        "a subnet in `\(subnet.input)` is outside `network_cidr`", at: subnet.place.span,
        of: subnet.input, inputs, help: "use a part of `network_cidr`", related: label)
    }
    guard let written else { return }
    let outside = RangeInput.subnets.filter { name in
      guard let ranges = inputs.default(name) else { return false }
      let isCreated =
        name != "network_elasticache_subnet_cidrs" || !inputs.isOff("create_elasticache")
      return isCreated
        && ranges.split(separator: "\"").compactMap { range(String($0)) }
          .contains { !network.contains($0) }
    }
    guard !outside.isEmpty else { return }
    findings.add(
      "the default subnets are outside `network_cidr`", at: written.span, of: "network_cidr",
      inputs, help: "set \(outside.enumeration) as well")
  }

  /// Sorted by first address, a subnet overlaps an earlier one if it begins before the last address
  /// so far.
  private static func checkOverlaps(
    _ subnets: [Subnet], _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    let ordered = subnets.sorted { $0.range.address < $1.range.address }
    guard var widest = ordered.first else { return }
    var count = 0
    for subnet in ordered.dropFirst() where count < 20 {
      if subnet.range.address <= widest.range.last {
        count += 1
        findings.add(
          "a subnet in `\(subnet.input)` overlaps another one", at: subnet.place.span,
          of: subnet.input, inputs, help: "use different addresses for every subnet",
          related: [Diagnostic.Label("the other subnet", widest.place.span)])
      }
      if subnet.range.last > widest.range.last { widest = subnet }
    }
  }

  /// An IPv4 range that begins at its first address; any other already has a finding.
  private static func range(_ text: String) -> AddressRange? {
    guard case .success(let range) = AddressRange.read(text), range.family == .four,
      !range.hasHostBits
    else { return nil }
    return range
  }

  private static func unquoted(_ text: String) -> String { text.filter { $0 != "\"" } }
}
