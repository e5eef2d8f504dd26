/// Networks that requests may come from, as settings list them: with commas between.
package enum SourceNetworks {
  package static func items(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
  }

  /// Whether an ID is that of a VPC endpoint, not of a VPC.
  package static func isEndpoint(_ id: String) -> Bool { id.hasPrefix("vpce-") }
}
