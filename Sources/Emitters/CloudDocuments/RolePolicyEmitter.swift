import CloudFacts
package import Diagnostics
import Settings

/// The policy of the role that the server runs as, and who may assume the role.
package enum RolePolicyEmitter: Emitter {
  package static let target = Target(
    name: "iam", files: ["iam.json"], filesOnDemand: ["iam-trust.json"],
    summary:
      "Policy of the server's role on AWS; --trust adds its trust policy"
  )

  package static func files(for request: RenderRequest) -> [String] {
    request.options.trust == nil ? target.files : target.allFiles
  }

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let situation = AWSContext(target, request, &bag) else { return nil }
    var names = situation.bucketNames
    let further = AdditionalBuckets(situation.context)
    names.add(further, situation)
    further.report(target, &bag)
    if case .sqs(let queue)? = situation.context.queue {
      names.queue = situation.queueARN(queue, &bag)
    }
    let policy = AccessPolicies.node(names).artifact(target.files[0])
    let trust: AccessPolicy<String>?
    switch request.options.trust {
    case nil: return [policy]
    case .irsa: trust = tokenTrust(situation, &bag).map(AccessPolicies.trust)
    case .podIdentity: trust = AccessPolicies.podIdentityTrust(situation.podAccounts)
    }
    return Rendering([policy] + (trust.map { [$0.artifact(target.filesOnDemand[0])] } ?? []))
  }

  private static func tokenTrust(
    _ situation: AWSContext, _ bag: inout DiagnosticBag
  ) -> TrustNames<String>? {
    let (context, settings) = (situation.context, situation.settings)
    let account = context.need(situation.roleAccount, "aws.account", &bag)
    let issuer = context.need(
      settings.identityProvider.writable.map(TokenIssuer.name), "aws.oidcProvider", &bag)
    guard let accounts = situation.trustedAccounts(&bag), let account, let issuer else {
      return nil
    }
    return TrustNames(
      provider: situation.partition.arn("iam", "", account, "oidc-provider/\(issuer)"),
      audienceKey: "\(issuer):aud", subjectKey: "\(issuer):sub", subjects: accounts.subjects,
      match: accounts.match)
  }
}
