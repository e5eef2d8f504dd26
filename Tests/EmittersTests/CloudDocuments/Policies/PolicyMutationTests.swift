import Testing

/// The table is worth something only if it sees each mistake.
@Suite struct PolicyMutationTests {
  @Test(arguments: PolicyMutation.all)
  func theTableSeesEveryMistake(_ mutation: PolicyMutation) throws {
    let policies = try mutation.made(in: SitePolicies(PolicyTableTests.across))
    let faults = try PolicyTable.rows.compactMap { try $0.fault(of: policies) }
    #expect(!faults.isEmpty)
  }
}
