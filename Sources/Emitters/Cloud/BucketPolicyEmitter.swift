package import Diagnostics
package import Settings

/// The policy of a bucket: W&B's access, and what is denied to everyone.
package enum BucketPolicyEmitter: Emitter {
  package static let target = Target(
    name: "s3-bucket-policy", files: ["s3-bucket-policy.json"],
    summary: "Bucket policy on AWS: W&B's access, and TLS and network restrictions if configured")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let situation = AWSContext(target, resolved, &bag),
      let principals = situation.needPrincipals(&bag)
    else { return [] }
    let policy = AccessPolicies.bucket(
      situation.bucketNames, principals: principals, restrictions(situation))
    return [policy.artifact(target.files[0])]
  }

  private static func restrictions(
    _ situation: AWSContext
  ) -> [AccessPolicies.Restriction<String>] {
    var restrictions: [AccessPolicies.Restriction<String>] = []
    if situation.settings.requiresTLS.literal == true { restrictions.append(.requestsWithoutTLS) }
    let network = situation.network
    if !network.isEmpty { restrictions.append(.requests(outside: network)) }
    return restrictions
  }
}
