package import CloudDocuments
package import Diagnostics
package import Settings
package import Terraform

/// The lists of all rules, and the checks that run them.
///
/// Their order does not matter: a bag sorts its findings. A test proves that no rule is missing.
package enum RuleCatalog {
  /// The rules that check a configuration, whatever it was read from.
  package static let all: [any Rule.Type] = [
    AzureKeyUnderSecretKey.self, UnknownBucketProvider.self, BucketVariableInExtraEnv.self,
    SecondQuestionMark.self, UnknownScheme.self, RawReservedCharacter.self,
    AzureContainerMissing.self, EndpointWithoutBucket.self, EndpointWithoutTLS.self,
    CoreWeaveBucketName.self, RegionMissing.self, QueueOutsideServer.self, StraySlash.self,
    OverriddenRedisParameter.self, MalformedHost.self, AddressInDatabaseHost.self,
    CustomTLSWithoutAuthority.self, MalformedLicense.self, ExpiredLicense.self,
    MalformedCertificate.self, MalformedIssuer.self, AttributesInBaseDN.self,
    LDAPAddressWithoutScheme.self, IncompleteLDAPBind.self, LDAPSWithStartTLS.self,
    IncompleteLDAPAttributes.self, IngressTLSWithoutHost.self, PlainHostBehindTLS.self,
    BundleInOneEntry.self, CertificateNotFromCA.self, WeakCertificateKey.self,
    ExpiringCertificate.self, BracketsInMailSink.self, SMTPUserMissing.self,
    SecretInCustomResource.self, UnusualUserOrGroup.self, NonStringAnnotation.self,
    SmallBodySize.self, SetTwiceDifferently.self, SignInSetUpTwice.self, AuthorityWithoutTLS.self,
    RegionDisagrees.self, MalformedKMSKey.self, KMSKeyOutsideS3.self, GroupSyncWithoutSignIn.self,
    InsecureSwitch.self, IncompleteOIDC.self, IncompleteSlack.self, ServiceAccountMadeTwice.self,
    BundledServiceBesideExternal.self, ListsAreAppended.self, ServiceAccountWithoutName.self,
    MalformedCloudAnnotation.self, VariableWithoutItsCopies.self, UnreadSecurityContext.self,
    SecurityContextSetTwice.self, MalformedOrigin.self, MalformedBucketName.self,
    MalformedAccount.self, MalformedPrincipal.self, UnknownBucketRegion.self,
    PartitionDisagrees.self, MalformedQueue.self, MalformedSourceNetwork.self,
    MalformedTokenIssuer.self, MalformedCloudName.self, CoreWeaveBeforeRelease.self,
    IncompleteBucketKeys.self, QueueOfAnotherCloud.self, AddressInMailHost.self,
    MalformedResourceName.self, UnusableSourceAddress.self, UnexpandedReference.self,
    UnusableDatabasePassword.self, UnusableDatabaseUser.self, DatabasePortBeforeRelease.self,
    HostOutOfReach.self, DatabaseNotNamed.self, EndpointAsBucketName.self,
  ]

  /// The rules that check a Terraform directory.
  package static let terraform: [any TerraformRule.Type] = [
    UnknownModuleInput.self, MissingModuleInput.self, WrongModuleInputType.self,
    ModuleInputWithoutEffect.self, ModuleVersionWithoutRelease.self, TerraformVersionConflict.self,
    ProviderVersionConflict.self, ProviderNotConfigured.self, UnknownModuleOutput.self,
    ConnectionStringScheme.self, UpgradeBreaksInput.self, UpgradeHazard.self, NameTooLong.self,
    MalformedCIDR.self, OpenToEverybody.self, InvalidInputValue.self, SeveralRedisSources.self,
    IncompleteExternalRedis.self, UnreadExternalRedis.self, BucketDeletedWithDestroy.self,
    PublicAccess.self, ClusterCreatorFlags.self, MalformedKMSKeyInput.self, UnknownRegion.self,
    MalformedDomain.self, MissingNetwork.self, SubnetOutsideNetwork.self, ZoneOutsideRegion.self,
    MalformedClusterVersion.self, QueueForcedInternal.self, MalformedZoneID.self,
    UnreadNetwork.self, OldDatabaseVersion.self, ModuleOutputWithoutIndex.self,
    MisspelledModuleSource.self, MalformedHelmSpec.self, ZeroLostInNumber.self,
    UnescapedHelmText.self,
  ]

  /// The rules that check a cloud document.
  package static let documents: [any CloudDocumentRule.Type] = [
    FieldOfAnotherCloud.self, OriginOutsideHost.self, CORSMethodMissing.self,
    CORSHeaderMissing.self, ETagNotExposed.self, MalformedCORSOrigin.self, MisusedWildcard.self,
    LongCORSAge.self, UnreadCORSForm.self, CORSOfAnotherCloud.self, PolicyWithoutVersion.self,
    UnknownPolicyName.self, MalformedPolicy.self, IncompleteStatement.self, MisplacedElement.self,
    MalformedStatementID.self, DuplicateStatementID.self, MalformedResource.self,
    MalformedPolicyPrincipal.self, ObjectActionsOnBucket.self, BucketActionsOnObjects.self,
    UnknownAction.self, MissingPermission.self, ActionsTooWide.self, PolicyForEverybody.self,
    AccountAsPrincipal.self, ResourceInAnotherPartition.self, ResourceInAnotherAccount.self,
    ResourceInAnotherRegion.self, ForeignResource.self, KeyWithoutAdministrator.self,
    IncompleteKeyUse.self, KeyWithoutGrants.self, KeyAliasAsResource.self, OpenQueue.self,
    FIFOQueue.self, QueueWithoutSender.self, DeniedPermission.self, AnotherBucketInPolicy.self,
    PrincipalWithoutStatement.self, ConditionNeverHolds.self, TrustForEveryPod.self,
    TrustActionMismatch.self, PermissionElsewhere.self, MalformedNotification.self,
    UploadsNotSent.self, TrustNeverMatches.self, UnusualTokenAudience.self,
    PrivateSourceAddress.self, BrowsersCutOff.self,
  ]

  /// All rules, for the reference.
  package static var documented: [any DocumentedRule.Type] { all + terraform + documents }

  /// Checks a configuration with every rule.
  package static func checkSettings(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    for rule in all { bag.report(findings(of: rule) { rule.check(resolved, &$0) }) }
  }

  /// Checks one component, and reports only findings at its own variables.
  package static func checkView(_ view: ComponentView, _ bag: inout DiagnosticBag) {
    for rule in all {
      let found = findings(of: rule) { rule.check(view.resolved, &$0) }
      bag.report(
        found.filter { finding in
          ([finding.span] + finding.related.map(\.span)).contains { span in
            view.spans.contains { $0.contains(span) }
          }
        })
    }
  }

  /// Checks a Terraform directory with every Terraform rule.
  package static func checkTerraform(
    _ configuration: TerraformConfiguration, _ bag: inout DiagnosticBag
  ) {
    for rule in terraform { bag.report(findings(of: rule) { rule.check(configuration, &$0) }) }
  }

  /// Checks a cloud document with every document rule, against a configuration that may be empty.
  ///
  /// Placeholders in a policy are reported here, since no rule says anything about them.
  package static func checkDocument(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) {
    bag.report(document.placeholders)
    for rule in documents {
      bag.report(findings(of: rule) { rule.check(document, resolved, &$0) })
    }
  }

  private static func findings(
    of rule: any DocumentedRule.Type, _ check: (inout RuleFindings) -> Void
  ) -> [Diagnostic] {
    var findings = RuleFindings(rule)
    check(&findings)
    return findings.diagnostics
  }
}
