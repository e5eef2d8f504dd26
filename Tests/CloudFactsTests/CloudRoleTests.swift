import CloudFacts
import Testing

/// The roles on Google Cloud and Azure.
@Suite struct CloudRoleTests {
  @Test func listsEachRoleOncePerResourceAndHolder() {
    for cloud in CloudRole.Cloud.allCases {
      let roles = CloudRole.all(cloud)
      #expect(Set(roles.map { "\($0.resource) \($0.holder) \($0.id)" }).count == roles.count)
      // The names of the Terraform resources of one type differ.
      #expect(Set(roles.map { "\($0.resource) \($0.label)" }).count == roles.count)
      #expect(roles.allSatisfy { !$0.name.isEmpty && $0.reason.hasSuffix(".") })
    }
  }

  @Test func idsHaveTheFormOfTheirCloud() {
    #expect(CloudRole.all(.google).allSatisfy { $0.id.hasPrefix("roles/") })
    for role in CloudRole.all(.azure) {
      #expect(role.id.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12], "\(role.name)")
    }
  }

  @Test func findsTheRolesOfAHolder() {
    #expect(CloudRole.google(.bucket, .server).map(\.id) == ["roles/storage.objectAdmin"])
    #expect(CloudRole.google(.bucket, .hosted).map(\.id) == ["roles/storage.admin"])
    #expect(
      CloudRole.google(.subscription, .server).map(\.id) == [
        "roles/pubsub.subscriber", "roles/pubsub.viewer",
      ])
    #expect(CloudRole.google(.topic, .server).isEmpty)
    #expect(CloudRole.all(.azure).map(\.label) == ["files", "urls", "account", "events"])
  }
}
