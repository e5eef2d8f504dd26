import CloudFacts

/// The address of an AWS service, with or without a port: `s3.eu-west-1.amazonaws.com:443`.
package enum AmazonEndpoint {
  /// Whether an address belongs to AWS.
  package static func contains(_ address: String) -> Bool {
    // The list of domains is decoded at the first use, and most names of buckets have no dot.
    guard address.utf8.contains(UInt8(ascii: ".")) else { return false }
    let host = address.prefix { $0 != ":" }
    return AmazonPartition.domains.contains { host.hasSuffix(".\($0)") }
  }

  /// The region in `s3.eu-west-1.amazonaws.com`, `s3-eu-west-1…`, `s3.dualstack.eu-west-1…`.
  package static func region(of address: String) -> String? {
    let host = address.prefix { $0 != ":" }.lowercased()
    guard contains(host) else { return nil }
    let labels = host.split(separator: ".")
    guard let service = labels.lastIndex(where: { $0 == "s3" || $0.hasPrefix("s3-") }) else {
      return nil
    }
    let candidates = [labels[service].dropFirst("s3-".count)] + labels[(service + 1)...].prefix(2)
    return candidates.first(where: AmazonResourceName.isRegion).map(String.init)
  }
}
