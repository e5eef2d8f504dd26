package import Diagnostics
package import Terraform

/// A subnet that is no part of its network, or shares addresses with another one.
package enum SubnetOutsideNetwork: TerraformRule {
  package static let id = DiagnosticID(
    "WB3135", "subnet-outside-network", .error,
    Documentation(
      summary: "A subnet lies outside `network_cidr`, or overlaps another one.",
      explanation: """
        AWS makes subnets of the VPC's own addresses, each address once. The defaults of \
        `network_*_subnet_cidrs` are parts of `10.10.0.0/16`, the default of `network_cidr`: \
        whoever changes that has to change all of them.
        """,
      failing: .aws("network_cidr         = \"10.20.0.0/16\""),
      passing: .aws("network_cidr         = \"10.10.0.0/16\"")))

  private struct Subnet {
    let range: AddressRange
    let input: String
    let place: Located
  }

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs
    where inputs.call.module == .aws && inputs.placeOff("create_vpc") == nil {
      let subnets = RangeInput.subnets.flatMap { name in
        inputs.texts(name).compactMap { place in
          range(place.value).map { Subnet(range: $0, input: name, place: place) }
        }
      }
      checkNetwork(subnets, inputs, &report)
      checkOverlaps(subnets, inputs, &report)
    }
  }

  private static func checkNetwork(
    _ subnets: [Subnet], _ inputs: ModuleInputs, _ report: inout RuleReport
  ) {
    let written = inputs.text("network_cidr")
    guard let text = written?.value ?? inputs.standard("network_cidr").map(unquoted),
      let network = range(text)
    else { return }
    let label = written.map { [Diagnostic.Label("the network", $0.span)] } ?? []
    for subnet in subnets.lazy.filter({ !network.contains($0.range) }).prefix(20) {
      report.report(
        "a subnet of `\(subnet.input)` lies outside the network", at: subnet.place.span,
        of: subnet.input, inputs, help: "give a part of `network_cidr`", related: label)
    }
    guard let written else { return }
    let outside = RangeInput.subnets.filter { name in
      guard let standard = inputs.standard(name) else { return false }
      let isMade = name != "network_elasticache_subnet_cidrs" || !inputs.isOff("create_elasticache")
      return isMade
        && standard.split(separator: "\"").compactMap { range(String($0)) }
          .contains { !network.contains($0) }
    }
    guard !outside.isEmpty else { return }
    report.report(
      "the default subnets lie outside `network_cidr`", at: written.span, of: "network_cidr",
      inputs, help: "set \(outside.joined(separator: ", ")) as well")
  }

  /// Neighbours in the order of their first addresses are enough to find one that overlaps.
  private static func checkOverlaps(
    _ subnets: [Subnet], _ inputs: ModuleInputs, _ report: inout RuleReport
  ) {
    let ordered = subnets.sorted { $0.range.address < $1.range.address }
    guard var widest = ordered.first else { return }
    var count = 0
    for subnet in ordered.dropFirst() where count < 20 {
      if subnet.range.address <= widest.range.last {
        count += 1
        report.report(
          "a subnet of `\(subnet.input)` overlaps another one", at: subnet.place.span,
          of: subnet.input, inputs, help: "give every subnet addresses of its own",
          related: [Diagnostic.Label("the other one", widest.place.span)])
      }
      if subnet.range.last > widest.range.last { widest = subnet }
    }
  }

  /// A range of IPv4 that begins at its first address; of others there is a finding already.
  private static func range(_ text: String) -> AddressRange? {
    guard case .success(let range) = AddressRange.read(text), range.family == .four,
      !range.hasHostBits
    else { return nil }
    return range
  }

  private static func unquoted(_ text: String) -> String { text.filter { $0 != "\"" } }
}
