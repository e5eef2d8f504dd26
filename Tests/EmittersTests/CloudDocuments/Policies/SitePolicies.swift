import Diagnostics
import Emitters
import Pipeline
import TestSupport
import Testing

/// The policies that the targets write for a site, and what AWS would make of them.
struct SitePolicies {
  enum File: String, CaseIterable, Sendable {
    case role = "iam.json"
    case bucket = "s3-bucket-policy.json"
    case key = "kms.json"
    case queue = "sqs.json"
    case trust = "iam-trust.json"
  }

  let site: PolicySite
  private(set) var texts: [File: String] = [:]

  init(_ site: PolicySite) throws {
    self.site = site
    let inputs =
      [Check.input("values.yaml", site.values)]
      + site.settings.map { .set(path: $0, value: $1, shown: $1, from: .commandLine) }
    let compilation = Compiler.compile(inputs, Check.options)
    try #require(Check.codes(compilation).isEmpty, "\(site): \(Check.codes(compilation))")
    var (report, options) = (compilation.report, EmitOptions())
    options.trust = .irsa
    let targets = ["iam", "s3-bucket-policy", "kms"] + (site.queueName.map { _ in ["sqs"] } ?? [])
    for target in targets {
      let emitter = try #require(EmitterCatalog.emitter(named: target))
      for artifact in Compiler.render(compilation, emitter, options, &report) {
        texts[try #require(File(rawValue: artifact.fileName))] = artifact.text
      }
    }
    try #require(
      report.findings.allSatisfy { $0.severity == .note },
      "\(site): \(report.findings.map(\.message))")
    try #require(texts.count == targets.count + 1)
  }

  /// These policies with one text changed.
  func with(_ file: File, _ text: String) -> SitePolicies {
    var policies = self
    policies.texts[file] = text
    return policies
  }

  // MARK: Judging

  /// What AWS answers when every policy is in its place.
  func decide(_ request: PolicyRequest) throws -> PolicyDecision {
    try PolicyEvaluator.decide(
      request, identityPolicies: identityPolicies(of: request.principal),
      resourcePolicy: guardian(of: request.resource).flatMap { texts[$0] },
      resourceAccount: account(of: request.resource))
  }

  /// What one policy answers by itself, whichever resource the request is for.
  func decide(_ request: PolicyRequest, by file: File) throws -> PolicyDecision {
    // `*` in the policy of a key is that key, and AWS asks it about no other.
    guard let text = texts[file], file != .key || request.resource == site.theKey else {
      return .implicitlyDenied
    }
    guard file == .role else {
      // In the resource's account the policy alone decides; another one's always lets its own go.
      let owner = file == .key ? site.keyAccount : file == .trust ? site.roleAccount : site.account
      let isAbroad = request.principal == site.server && site.roleAccount != owner
      return try PolicyEvaluator.decide(
        request, identityPolicies: isAbroad || isElsewhere(request.principal) ? [Self.all] : [],
        resourcePolicy: text, resourceAccount: owner)
    }
    guard request.principal == site.server else { return .implicitlyDenied }
    return try PolicyEvaluator.decide(
      request, identityPolicies: [text],
      // Keys hear no policy of a role unless theirs tells them to.
      resourcePolicy: request.action.lowercased().hasPrefix("kms:")
        ? Self.delegating(to: site) : nil,
      resourceAccount: site.roleAccount)
  }

  /// The policies that can speak about a request.
  static func files(for action: String) -> [File] {
    action.hasPrefix("sts:") ? [.trust] : [.role, .bucket, .key, .queue]
  }

  private static let all =
    #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#

  private static func delegating(to site: PolicySite) -> String {
    #"""
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*",
      "Principal": {"AWS": "\#(site.roleAccount)"}}}
    """#
  }

  private func isElsewhere(_ principal: PolicyPrincipal) -> Bool {
    switch principal {
    case .role(let arn, _), .user(let arn):
      ![site.account, site.roleAccount, site.keyAccount].contains { arn.contains(":\($0):") }
    case .root, .service, .federated, .anonymous: false
    }
  }

  /// Strangers have all the rights that their own account can give.
  private func identityPolicies(of principal: PolicyPrincipal) -> [String] {
    if principal == site.server { return [texts[.role] ?? ""] }
    return isElsewhere(principal) || principal == site.powerUser ? [Self.all] : []
  }

  private func guardian(of resource: String) -> File? {
    if resource == site.theBucket || resource.hasPrefix(site.theBucket + "/") { return .bucket }
    let files: [String: File] = [
      site.theKey: .key, site.theQueue: .queue, site.theRole: .trust,
    ]
    return files[resource]
  }

  /// A bucket that is not ours is taken to be the server's account's, where it is easiest to reach.
  private func account(of resource: String) -> String {
    if guardian(of: resource) == .bucket { return site.account }
    let parts = resource.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 4 && parts[4].count == 12 ? String(parts[4]) : site.roleAccount
  }
}
