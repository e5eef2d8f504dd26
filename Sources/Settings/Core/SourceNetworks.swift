/// The networks that requests may come from, as comma-separated lists in settings.
package enum SourceNetworks {
  package static func items(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
  }

  /// Whether an ID is that of a VPC endpoint rather than a VPC.
  package static func isEndpoint(_ id: String) -> Bool { id.hasPrefix("vpce-") }
}
