package import Diagnostics
package import Settings

/// Every rule, by code.
package enum RuleCatalog {
  package static let all: [any Rule.Type] = [
    AzureKeyUnderSecretKey.self, UnknownBucketProvider.self, BucketVariableInExtraEnv.self,
    SecondQuestionMark.self, UnknownScheme.self, RawReservedCharacter.self,
    AzureContainerMissing.self, EndpointWithoutBucket.self, EndpointWithoutTLS.self,
    CoreWeaveBucketName.self, RegionMissing.self, QueueOutsideServer.self, StraySlash.self,
    OverriddenRedisParameter.self, HostIsNoOrigin.self, AddressInDatabaseHost.self,
    CustomTLSWithoutAuthority.self, MalformedLicense.self, ExpiredLicense.self,
    UnusableCertificate.self,
  ]

  /// What every rule has to say of a configuration.
  package static func check(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    for rule in all {
      var report = RuleReport(rule.id)
      rule.check(resolved, &report)
      bag.report(report.diagnostics)
    }
  }
}
