package import Diagnostics
package import Terraform

/// A subnet that is not part of its network, or shares addresses with another subnet.
package enum SubnetOutsideNetwork: TerraformRule {
  package static let id = DiagnosticID(
    "WB3135", "subnet-outside-network", .error,
    evidence: .read(by: .aws, source: "Amazon VPC user guide, \"Subnet CIDR blocks\""),
    Documentation(
      summary: "A subnet is outside `network_cidr`, or overlaps another one.",
      explanation: """
        On AWS a subnet's addresses must belong to the VPC, and no two subnets may share an \
        address. The defaults of `network_*_subnet_cidrs` are parts of `10.10.0.0/16`, the default \
        of `network_cidr`, so changing one means changing all of them.
        """,
      failing: .aws("network_cidr         = \"10.20.0.0/16\""),
      passing: .aws("network_cidr         = \"10.10.0.0/16\"")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs
    where inputs.call.module == .aws && inputs.spanOfFalse("create_vpc") == nil {
      let subnets = RangeInput.subnets.flatMap { name in
        inputs.texts(name).compactMap { text in
          range(text.value).map { Subnet(range: $0, input: name, text: text) }
        }
      }
      checkNetwork(subnets, inputs, &findings)
      checkOverlaps(subnets, inputs, &findings)
    }
  }

  /// A range that is written in one of the inputs for subnets.
  private struct Subnet {
    let range: AddressRange
    let input: String
    let text: Located
  }

  private static func checkNetwork(
    _ subnets: [Subnet], _ inputs: ModuleInputs, _ findings: inout RuleFindings
  ) {
    let written = inputs.text("network_cidr")
    guard let text = written?.value ?? inputs.default("network_cidr").map(unquoted),
      let network = range(text)
    else { return }
    let label = written.map { [Diagnostic.Label(.network, $0.span)] } ?? []
    for subnet in subnets.lazy.filter({ !network.contains($0.range) }).prefix(20) {
      findings.add(
        .outside(subnet.input), at: subnet.text.span, of: subnet.input, inputs, help: .usePart,
        related: label)
    }
    guard let written else { return }
    checkDefaults(network, written, inputs, &findings)
  }

  /// The module's own subnets, which do not follow a changed `network_cidr`.
  private static func checkDefaults(
    _ network: AddressRange, _ written: Located, _ inputs: ModuleInputs,
    _ findings: inout RuleFindings
  ) {
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
      .defaultsOutside, at: written.span, of: "network_cidr", inputs, help: .setAsWell(outside))
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
          .overlaps(subnet.input), at: subnet.text.span, of: subnet.input, inputs,
          help: .useDifferentAddresses,
          related: [Diagnostic.Label(.otherSubnet, widest.text.span)])
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

extension Message {
  fileprivate static func outside(_ input: String) -> Message {
    "a subnet in `\(input)` is outside `network_cidr`"
  }

  fileprivate static let usePart: Message = "use a part of `network_cidr`"

  fileprivate static let network: Message = "the network"

  fileprivate static let defaultsOutside: Message =
    "the default subnets are outside `network_cidr`"

  fileprivate static func setAsWell(_ names: [String]) -> Message {
    "set \(names.enumeration) as well"
  }

  fileprivate static func overlaps(_ input: String) -> Message {
    "a subnet in `\(input)` overlaps another one"
  }

  fileprivate static let useDifferentAddresses: Message =
    "use different addresses for every subnet"

  fileprivate static let otherSubnet: Message = "the other subnet"
}
