import CloudFacts
import Foundation
import Testing

/// The regions of the clouds, and the partitions of AWS.
@Suite struct CloudRegionsTests {
  @Test func listsEachRegionOnce() {
    let lists = [CloudRegions.aws, .google, .googleMultiple, .azure]
    #expect(lists.map(\.names.count) == [46, 42, 9, 70])
    for list in lists { #expect(Set(list.names).count == list.names.count) }
    // The earliest of several names that are equally close is suggested.
    for names in [CloudRegions.google.names, CloudRegions.googleMultiple.names] {
      let sorted = names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      #expect(names == sorted)
    }
  }

  @Test func everyRegionIsInThePartitionThatItsPrefixSays() {
    var count = 0
    for partition in AmazonPartition.known {
      let names = CloudRegions.aws(in: partition).names
      #expect(!names.isEmpty && names == names.sorted(), "\(partition.name)")
      for name in names { #expect(AmazonPartition(region: name) == partition, "\(name)") }
      count += names.count
    }
    #expect(count == CloudRegions.aws.names.count)
  }

  @Test(arguments: [
    ("us-east-1", "aws"), ("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn"),
    ("us-isob-east-1", "aws-iso-b"), ("us-iso-east-1", "aws-iso"), ("eusc-de-east-1", "aws-eusc"),
    ("xx-new-1", "aws"), ("", "aws"),
  ])
  func findsThePartitionOfARegion(_ region: String, _ partition: String) {
    #expect(AmazonPartition(region: region).name == partition)
  }

  @Test func knowsTheDomainsOfEndpoints() {
    #expect(AmazonPartition.domains == ["amazonaws.com", "amazonaws.com.cn"])
  }

  @Test func suggestsTheClosestRegion() {
    #expect(CloudRegions.aws.suggestion(for: "eu-central1") == "eu-central-1")
    #expect(CloudRegions.google.suggestion(for: "europe-west-2") == "europe-west2")
    #expect(CloudRegions.azure.suggestion(for: "westeurop") == "westeurope")
    #expect(CloudRegions.aws.suggestion(for: "mars") == nil)
    #expect(CloudRegions.googleMultiple.contains("eu"))
    #expect(!CloudRegions.google.contains("eu"))
  }
}
