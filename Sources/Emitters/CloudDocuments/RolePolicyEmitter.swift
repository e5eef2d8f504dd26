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
    guard let aws = AWSContext(target, request, &bag) else { return nil }
    var names = aws.bucketNames
    let further = AdditionalBuckets(aws.context)
    names.add(further, aws)
    further.report(target, &bag)
    if case .sqs(let queue)? = aws.context.queue {
      names.queue = aws.queueARN(queue, &bag)
    }
    let policy = AccessPolicies.node(names).artifact(target.files[0])
    let trust: AccessPolicy<String>?
    switch request.options.trust {
    case nil: return [policy]
    case .irsa: trust = tokenTrust(aws, &bag).map(AccessPolicies.trust)
    case .podIdentity: trust = AccessPolicies.podIdentityTrust(aws.podAccounts)
    }
    return Rendering([policy] + (trust.map { [$0.artifact(target.filesOnDemand[0])] } ?? []))
  }

  private static func tokenTrust(
    _ aws: AWSContext, _ bag: inout DiagnosticBag
  ) -> TrustNames<String>? {
    let (context, settings) = (aws.context, aws.settings)
    let provider = settings.identityProvider.writable
    // A role trusts providers of its own account, which an ARN names.
    let account = context.need(
      provider.flatMap(TokenIssuer.account) ?? aws.roleAccount, "aws.account", &bag)
    let issuer = context.need(provider.map(TokenIssuer.name), "aws.oidcProvider", &bag)
    guard let accounts = aws.trustedAccounts(&bag), let account, let issuer else {
      return nil
    }
    return TrustNames(
      provider: aws.partition.arn("iam", "", account, "oidc-provider/\(issuer)"),
      audienceKey: "\(issuer):aud", subjectKey: "\(issuer):sub", subjects: accounts.subjects,
      match: accounts.match)
  }
}
