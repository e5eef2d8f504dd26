package import CloudDocuments
package import Diagnostics
package import Settings
package import Terraform

/// Every rule, by code.
package enum RuleCatalog {
  package static let all: [any Rule.Type] = [
    AzureKeyUnderSecretKey.self, UnknownBucketProvider.self, BucketVariableInExtraEnv.self,
    SecondQuestionMark.self, UnknownScheme.self, RawReservedCharacter.self,
    AzureContainerMissing.self, EndpointWithoutBucket.self, EndpointWithoutTLS.self,
    CoreWeaveBucketName.self, RegionMissing.self, QueueOutsideServer.self, StraySlash.self,
    OverriddenRedisParameter.self, HostIsNoOrigin.self, AddressInDatabaseHost.self,
    CustomTLSWithoutAuthority.self, MalformedLicense.self, ExpiredLicense.self,
    UnusableCertificate.self, MisshapenIssuer.self, AttributesInBaseDN.self,
    LDAPAddressWithoutScheme.self, IncompleteLDAPBind.self, LDAPSWithStartTLS.self,
    IncompleteLDAPAttributes.self, IngressTLSWithoutHost.self, PlainHostBehindTLS.self,
    BundleInOneEntry.self, CertificateOfNoAuthority.self, WeakCertificateKey.self,
    ExpiringCertificate.self, BracketsInMailSink.self, SMTPUserMissing.self,
    SecretInCustomResource.self, UnusualUserOrGroup.self, AnnotationIsNoText.self,
    SmallBodySize.self, SetTwiceDifferently.self, SignInSetUpTwice.self, AuthorityWithoutTLS.self,
    RegionDisagrees.self, MalformedKMSKey.self, KMSKeyOutsideS3.self, GroupSyncWithoutSignIn.self,
    InsecureSwitch.self, IncompleteOIDC.self, IncompleteSlack.self, ServiceAccountMadeTwice.self,
    BundledServiceBesideExternal.self, ListsAreAppended.self, ServiceAccountWithoutName.self,
    MalformedCloudAnnotation.self, VariableWithoutItsCopies.self, UnreadSecurityContext.self,
    SecurityContextSetTwice.self, MalformedOrigin.self, RefusedBucketName.self,
    MalformedAccount.self,
    MalformedPrincipal.self, UnknownBucketRegion.self, PartitionDisagrees.self, MalformedQueue.self,
    MalformedSourceNetwork.self, MalformedTokenIssuer.self, MalformedCloudName.self,
    CoreWeaveBeforeRelease.self, IncompleteBucketKeys.self, QueueOfAnotherCloud.self,
    AddressInMailHost.self, RefusedResourceName.self,
    UnusableSourceAddress.self,
  ]

  /// Those that look at a Terraform directory.
  package static let terraform: [any TerraformRule.Type] = [
    UnknownModuleInput.self, MissingModuleInput.self, WrongModuleInputType.self,
    ModuleInputWithoutEffect.self, ModuleVersionWithoutRelease.self,
    TerraformVersionConflict.self, ProviderVersionConflict.self, ProviderNotConfigured.self,
    UnknownModuleOutput.self, ConnectionStringScheme.self, UpgradeBreaksInput.self,
    UpgradeHazard.self,
    NameTooLong.self, MalformedCIDR.self, OpenToEverybody.self, RefusedInputValue.self,
    SeveralRedisSources.self, IncompleteExternalRedis.self, UnreadExternalRedis.self,
    BucketDeletedWithDestroy.self, PublicAccess.self, ClusterCreatorFlags.self, RefusedKMSKey.self,
    UnknownRegion.self, MisshapenDomain.self, MissingNetwork.self, SubnetOutsideNetwork.self,
    ZoneOutsideRegion.self, MalformedClusterVersion.self, QueueForcedInternal.self,
    MisshapenZoneID.self, UnreadNetwork.self, OldDatabaseVersion.self,
    ModuleOutputWithoutIndex.self, MisspeltModuleSource.self, MisshapenHelmSpec.self,
    ZeroLostInNumber.self,
  ]

  /// Those that look at a document of a cloud.
  package static let documents: [any CloudDocumentRule.Type] = [
    FieldOfAnotherCloud.self, OriginOutsideHost.self, CORSMethodMissing.self,
    CORSHeaderMissing.self, ETagNotExposed.self, MisshapenOrigin.self, MisusedWildcard.self,
    LongCORSAge.self, UnreadCORSForm.self, CORSOfAnotherCloud.self,
    PolicyWithoutVersion.self, UnknownPolicyName.self, MisshapenPolicy.self,
    IncompleteStatement.self, MisplacedElement.self, MalformedStatementID.self,
    DuplicateStatementID.self, MalformedResource.self, MisshapenPrincipal.self,
    ObjectActionsOnBucket.self, BucketActionsOnObjects.self, UnknownAction.self,
    MissingPermission.self, ActionsTooWide.self, PolicyForEverybody.self, AccountAsPrincipal.self,
    ResourceInAnotherPartition.self, ResourceInAnotherAccount.self, ResourceInAnotherRegion.self,
    ForeignResource.self, KeyWithoutAdministrator.self, IncompleteKeyUse.self,
    KeyWithoutGrants.self, KeyAliasAsResource.self, OpenQueue.self, FIFOQueue.self,
    QueueWithoutSender.self, DeniedPermission.self, AnotherBucketInPolicy.self,
    PrincipalWithoutStatement.self, ConditionNeverHolds.self, TrustForEveryPod.self,
    TrustActionMismatch.self, PermissionElsewhere.self,
  ]

  /// All of them, for the reference.
  package static var documented: [any DocumentedRule.Type] { all + terraform + documents }

  /// What every rule has to say of a cloud's document beside a configuration.
  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) {
    bag.report(document.placeholders)
    for rule in documents {
      var report = RuleReport(rule)
      rule.check(document, resolved, &report)
      bag.report(report.diagnostics)
    }
  }

  /// What every rule has to say of a Terraform directory.
  package static func check(_ configuration: TerraformConfiguration, _ bag: inout DiagnosticBag) {
    for rule in terraform {
      var report = RuleReport(rule)
      rule.check(configuration, &report)
      bag.report(report.diagnostics)
    }
  }

  /// What every rule has to say of a configuration.
  package static func check(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    for rule in all {
      var report = RuleReport(rule)
      rule.check(resolved, &report)
      bag.report(report.diagnostics)
    }
  }

  /// What the variables of one component make wrong.
  package static func check(_ view: ComponentView, _ bag: inout DiagnosticBag) {
    for rule in all {
      var report = RuleReport(rule)
      rule.check(view.resolved, &report)
      bag.report(
        report.diagnostics.filter { finding in
          ([finding.span] + finding.related.map(\.span)).contains { span in
            view.spans.contains { $0.contains(span) }
          }
        })
    }
  }
}
