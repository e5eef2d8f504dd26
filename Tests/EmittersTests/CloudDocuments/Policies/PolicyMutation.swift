import Foundation
import Testing

/// One way to get a policy wrong, as a change of the text that the product writes.
struct PolicyMutation: Sendable, CustomTestStringConvertible {
  let name: String
  let file: SitePolicies.File
  /// A regular expression, and what stands in its place.
  let pattern: String
  let replacement: String

  init(_ name: String, _ file: SitePolicies.File, _ pattern: String, _ replacement: String) {
    (self.name, self.file, self.pattern, self.replacement) = (name, file, pattern, replacement)
  }

  var testDescription: String { "\(file.rawValue): \(name)" }

  /// The policies with the mistake; fails when the text has no such place.
  func made(in policies: SitePolicies) throws -> SitePolicies {
    let text = try #require(policies.texts[file])
    let changed = text.replacingOccurrences(
      of: pattern, with: replacement, options: .regularExpression)
    try #require(changed != text, "\(testDescription): nothing to change")
    return policies.with(file, changed)
  }

  static let all: [PolicyMutation] = [
    PolicyMutation("objects without /*", .role, #"wandb-files/\*"#, "wandb-files"),
    PolicyMutation("objects without /*", .bucket, #"(\s"arn:aws:s3:::wandb-files)/\*"#, "$1"),
    PolicyMutation("every longer name", .role, #"wandb-files/\*"#, "wandb-files*"),
    PolicyMutation("every bucket", .bucket, #":::wandb-files""#, #":::*""#),
    PolicyMutation("another bucket", .role, ":::wandb-files", ":::someone-elses"),
    PolicyMutation("another partition", .bucket, "arn:aws:s3", "arn:aws-cn:s3"),
    PolicyMutation("every action", .role, #"s3:GetObject\*"#, "s3:*"),
    PolicyMutation("no listing", .role, #""s3:ListBucket","#, ""),
    PolicyMutation("no parts", .bucket, #""s3:ListMultipartUploadParts","#, ""),
    PolicyMutation("the world", .bucket, #""Principal": \{[^}]*\}"#, #""Principal": "*""#),
    PolicyMutation("every caller", .bucket, #""AWS": "[^"]*""#, #""AWS": "*""#),
    PolicyMutation("another account", .bucket, "333333333333", "999988887777"),
    PolicyMutation("TLS refused", .bucket, #"("aws:SecureTransport": )"false""#, #"$1"true""#),
    PolicyMutation(
      "TLS of one object", .bucket, #""s3:\*"(\s*\],\s*"Resource": \[\s*)"[^"]*","#, #""s3:*"$1"#),
    PolicyMutation("no condition", .bucket, #",\s*"Condition": \{\s*"Bool": \{[^}]*\}\s*\}"#, ""),
    PolicyMutation("refusals allow", .bucket, #""Deny""#, #""Allow""#),
    PolicyMutation("only outside", .bucket, "NotIpAddress", "IpAddress"),
    PolicyMutation("only other VPCs", .bucket, "StringNotEquals", "StringEquals"),
    PolicyMutation("another key", .role, "key/0a1b-2c3d", "key/0a1b-2c3e"),
    PolicyMutation("every key", .role, #"key/0a1b-2c3d"#, "key/*"),
    PolicyMutation(
      "grants to anybody", .key, #",\s*"Condition": \{\s*"Bool": \{[^}]*\}\s*\}"#, ""),
    PolicyMutation(
      "grants to anybody", .role, #",\s*"Condition": \{\s*"Bool": \{[^}]*\}\s*\}"#, ""),
    PolicyMutation("everything with the key", .key, #""kms:Decrypt""#, #""kms:*""#),
    PolicyMutation("the account administers", .key, "role/security", "root"),
    PolicyMutation("no way back", .key, #""kms:PutKeyPolicy""#, #""kms:GetKeyPolicy""#),
    PolicyMutation("every bucket sends", .queue, #""ArnEquals": \{[^}]*\},"#, ""),
    PolicyMutation("every account sends", .queue, #",\s*"StringEquals": \{[^}]*\}"#, ""),
    PolicyMutation(
      "everybody sends", .queue, #""Principal": \{\s*"Service"[^}]*\}"#, #""Principal": "*""#),
    PolicyMutation("the server's account sends", .queue, "222222222222\"", "333333333333\""),
    PolicyMutation("every service account", .trust, #",\s*"[^"]*:sub": \[[^\]]*\]"#, ""),
    PolicyMutation("another audience", .trust, #""sts\.amazonaws\.com""#, #""sts.example.com""#),
    PolicyMutation("another provider", .trust, "oidc-provider/oidc", "oidc-provider/oidc2"),
    PolicyMutation("no audience", .trust, #""[^"]*:aud": "[^"]*","#, ""),
    PolicyMutation("every role", .trust, "AssumeRoleWithWebIdentity", "AssumeRole*"),
  ]
}
