import Diagnostics

/// The regions of one cloud that the modules support.
///
/// The lists and their sources are in `CFacts/cloud-regions.txt`. Clouds add regions, so a region
/// that is missing there is a warning.
package struct CloudRegions: Sendable {
  /// A cloud with a list of regions.
  package enum Cloud: String, CaseIterable, Sendable { case aws, google, azure }

  /// The regions, group by group.
  package let names: [String]

  package static let aws = CloudRegions(.aws) { _ in true }
  package static let google = CloudRegions(.google) { $0 != multiple }
  /// Locations that span several regions, for buckets only.
  package static let googleMultiple = CloudRegions(.google) { $0 == multiple }
  /// Without spaces and in lower case, as the provider compares them.
  package static let azure = CloudRegions(.azure) { _ in true }

  /// The regions of one AWS partition.
  package static func aws(in partition: AmazonPartition) -> CloudRegions {
    CloudRegions(.aws) { $0 == partition.name }
  }

  /// Whether a region is known, in the letter case of the list.
  package func contains(_ name: String) -> Bool { names.contains(name) }

  /// The known region that is closest to a misspelled one.
  package func suggestion(for name: String) -> String? {
    NameSuggestion.nearest(to: name, among: names)
  }

  private static let multiple = "multiple"

  private init(_ cloud: Cloud, where isIncluded: (_ group: String) -> Bool) {
    var names: [String] = []
    FactsText.regions.forEachLine { line in
      if line.has("regions", at: 0), line.has(cloud.rawValue, at: 1), isIncluded(line[2]) {
        names += line.words(3)
      }
      return .next
    }
    self.names = names
  }
}

/// A line of `cloud-regions.txt`.
enum RegionRow {
  case partition(String, prefix: String, domain: String)
  /// The names are the words of column 3.
  case regions(CloudRegions.Cloud, group: String)

  init?(_ line: FactLine) {
    guard line.depth == 0 else { return nil }
    switch (line[0], line.count) {
    case ("partition", 3...4): self = .partition(line[1], prefix: line[2], domain: line[3])
    case ("regions", 4):
      guard let cloud = CloudRegions.Cloud(rawValue: line[1]) else { return nil }
      self = .regions(cloud, group: line[2])
    default: return nil
    }
  }
}
