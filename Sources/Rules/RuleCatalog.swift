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
    UnusedBundledService.self, BundledServiceOff.self, ListsAreAppended.self,
    ServiceAccountWithoutName.self,
    MalformedCloudAnnotation.self, VariableWithoutItsCopies.self, UnreadSecurityContext.self,
    SecurityContextSetTwice.self, MalformedOrigin.self, MalformedBucketName.self,
    MalformedAccount.self, MalformedPrincipal.self, UnknownBucketRegion.self,
    PartitionDisagrees.self, MalformedQueue.self, MalformedSourceNetwork.self,
    MalformedTokenIssuer.self, MalformedCloudName.self, CoreWeaveBeforeRelease.self,
    IncompleteBucketKeys.self, QueueOfAnotherCloud.self, AddressInMailHost.self,
    MalformedResourceName.self, UnusableSourceAddress.self, UnexpandedReference.self,
    UnusableDatabasePassword.self, UnusableDatabaseUser.self, DatabasePortBeforeRelease.self,
    UnreachableServerPort.self, DataOutsideVolume.self,
    IncompleteDeployment.self, VariableOverriddenByDefault.self, HostOutOfReach.self,
    HostRefusedByIngress.self, DatabaseNotNamed.self, EndpointAsBucketName.self,
    KeyOverriddenInOneComponent.self,
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
    PrivateSourceAddress.self, SourceAddressOfEverybody.self, BrowsersCutOff.self,
  ]

  /// The codes of all rules, for the reference.
  package static var documented: [DiagnosticID] {
    var codes = all.flatMap { [$0.id] + $0.otherIDs }
    codes += terraform.flatMap { [$0.id] + $0.otherIDs }
    codes += documents.flatMap { [$0.id] + $0.otherIDs }
    return codes
  }

  /// The codes that only `--upgrade-to` reports.
  package static let upgradeCodes = [
    UpgradeBreaksInput.id.code, UpgradeHazard.id.code, UpgradeHazard.loss.code,
  ]

  /// The names of all rules' types.
  package static var names: [String] {
    all.map { "\($0)" } + terraform.map { "\($0)" } + documents.map { "\($0)" }
  }

  /// Checks a configuration with every rule.
  package static func checkSettings(_ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag) {
    for rule in all { bag.report(findings(rule.id) { rule.check(resolved, &$0) }) }
  }

  /// Checks one component, and reports only findings at its own variables.
  package static func checkView(_ view: ComponentView, _ bag: inout DiagnosticBag) {
    for rule in all {
      let found = findings(rule.id) { rule.check(view.resolved, &$0) }
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
    for part in configuration.parts {
      let official = part.only(.official)
      for rule in terraform { bag.report(findings(rule.id) { rule.check(official, &$0) }) }
      for publisher in [ModuleSource.Publisher.copy, .vendored] {
        let copies = part.only(publisher)
        guard !copies.calls.isEmpty else { continue }
        for rule in terraform { bag.report(CopyFindings.find(by: rule, in: copies, publisher)) }
      }
    }
  }

  /// Checks a cloud document with every document rule, against a configuration that may be empty.
  ///
  /// Placeholders in a policy are reported here, since no rule says anything about them.
  package static func checkDocument(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ bag: inout DiagnosticBag
  ) {
    bag.report(document.placeholders)
    for rule in documents {
      bag.report(findings(rule.id) { rule.check(document, resolved, &$0) })
    }
  }

  private static func findings(
    _ id: @autoclosure @escaping () -> DiagnosticID, _ check: (inout RuleFindings) -> Void
  ) -> [Diagnostic] {
    var findings = RuleFindings(id())
    check(&findings)
    return findings.diagnostics
  }
}

/// The findings of one rule, which have its code or one of its other codes.
package struct RuleFindings {
  /// What the rule found, in the order in which it looked.
  package private(set) var diagnostics: [Diagnostic] = []
  private let makeID: () -> DiagnosticID

  /// Collects findings with a rule's `id`, which is asked for when there is one: creating its
  /// documentation takes longer than most checks.
  package init(_ id: @autoclosure @escaping () -> DiagnosticID) { makeID = id }

  /// Adds a finding at the location that set a setting; none without a location.
  package mutating func add(
    _ message: Message, at origin: Assignment?, setting: String, help: Message? = nil,
    related: [Diagnostic.Label] = [], fixes: [FixIt] = [], code: DiagnosticID? = nil
  ) {
    guard let origin else { return }
    add(
      message, at: origin.span, via: origin.via, setting: setting, help: help, related: related,
      fixes: fixes, code: code)
  }

  /// Adds a finding; `via` are the aliases and merge keys through which the location was used, and
  /// `code` is for one of the rule's `otherIDs`.
  package mutating func add(
    _ message: Message, at span: SourceSpan, via: [SourceSpan] = [], setting: String? = nil,
    help: Message? = nil, related: [Diagnostic.Label] = [], fixes: [FixIt] = [],
    code: DiagnosticID? = nil
  ) {
    var diagnostic = Diagnostic(code ?? makeID(), message, at: span)
    diagnostic.setting = setting
    diagnostic.help = help
    diagnostic.related = related + via.map { .init(.usedHere, $0) }
    diagnostic.fixes = fixes
    diagnostic.via = via
    diagnostics.append(diagnostic)
  }
}

extension Message {
  fileprivate static let usedHere: Message = "used here"
}
