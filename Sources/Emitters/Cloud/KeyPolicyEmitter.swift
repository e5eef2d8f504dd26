package import Diagnostics
package import Settings

/// The policy of the key that encrypts the bucket's objects.
package enum KeyPolicyEmitter: Emitter {
  package static let target = Target(
    name: "kms", files: ["kms.json"],
    summary: "Policy of a bucket's KMS key on AWS, for a key with usage ENCRYPT_DECRYPT")

  package static func emit(
    _ resolved: ResolvedConfiguration, _ options: EmitOptions, _ bag: inout DiagnosticBag
  ) -> [Artifact] {
    guard let situation = AWSContext(target, resolved, &bag) else { return [] }
    let (question, principals) = (situation.question, situation.needPrincipals(&bag))
    let owner = question.need(
      situation.keyAccount ?? situation.givenAccount, "aws.account", &bag)
    guard let owner, let principals else { return [] }
    let isShared = principals.contains { AmazonResourceName($0)?.account ?? owner != owner }
    let names = KeyNames(
      root: situation.root(of: owner),
      administrator: situation.settings.administrator.writable, principals: principals,
      home: isShared ? .anotherAccount : .account)
    return [AccessPolicies.key(names).artifact(target.files[0])]
  }
}
