import CloudFacts

/// The policies that W&B needs on AWS.
///
/// They cover whole buckets, even where W&B uses only a prefix: it is not published which prefixes
/// the server lists, a request for the bucket itself (`HeadBucket`) has no prefix to compare, and
/// every policy in the documentation covers the whole bucket.
///
/// The actions are those of `CFacts/cloud-actions.txt`; each is listed with the resources that it
/// applies to. The published policy of the nodes allows `s3:*` on the bucket without its objects.
enum AccessPolicies {
  /// The policy of the role that the server runs as, on nodes or through a service account.
  static func node<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: AWSNames<Text>
  ) -> AccessPolicy<Text> {
    var statements = bucketStatements(names)
    let keys = (names.key.map { [$0] } ?? []) + names.furtherKeys
    if !keys.isEmpty {
      statements.append(PolicyStatement(sid: "WandBKey", actions: keyActions, resources: keys))
    }
    if let key = names.key, names.keyHome == .anotherAccount {
      statements.append(grants(on: key))
    }
    if let queue = names.queue {
      statements.append(
        PolicyStatement(sid: "WandBQueue", actions: queueActions, resources: [queue]))
    }
    return AccessPolicy(statements: statements)
  }

  /// What W&B may do with buckets and the objects in them; `principal` is absent in a role's policy.
  private static func bucketStatements<Text>(
    _ names: AWSNames<Text>, for principal: PolicyPrincipal<Text>? = nil
  ) -> [PolicyStatement<Text>] {
    [
      PolicyStatement(
        sid: "WandBBucket", principal: principal,
        actions: AmazonService.s3.written(for: .server, on: .bucket),
        resources: [names.bucket] + names.furtherBuckets),
      PolicyStatement(
        sid: "WandBObjects", principal: principal,
        actions: AmazonService.s3.written(for: .server, on: .objects),
        resources: [names.objects] + names.furtherObjects),
    ]
  }

  /// Actions of W&B on a key.
  private static var keyActions: [String] { AmazonService.kms.written(for: .server, on: .key) }

  /// Actions of W&B on a queue.
  private static var queueActions: [String] { AmazonService.sqs.written(for: .server, on: .queue) }

  /// The statement that S3 needs if key and bucket have different owners.
  private static func grants<Text: ExpressibleByStringLiteral>(
    on key: Text, for principal: PolicyPrincipal<Text>? = nil
  ) -> PolicyStatement<Text> {
    PolicyStatement(
      sid: "WandBKeyGrants", principal: principal,
      actions: AmazonService.kms.written(for: .crossAccount, on: .key), resources: [key],
      conditions: [PolicyCondition(.bool, "kms:GrantIsForAWSResource", ["true"])])
  }
}

extension AccessPolicies {
  /// Requests that the bucket's policy denies to everyone.
  enum Restriction<Text: Sendable>: Sendable {
    case requestsWithoutTLS
    case requests(outside: NetworkNames<Text>)
  }

  /// The policy of a bucket that `principals` use.
  static func bucket<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: AWSNames<Text>, principals: [Text], _ restrictions: [Restriction<Text>] = []
  ) -> AccessPolicy<Text> {
    AccessPolicy(
      id: "WandBAccess",
      statements: bucketStatements(names, for: .identities(principals))
        + restrictions.flatMap { statements($0, names) })
  }

  private static func statements<Text: ExpressibleByStringLiteral>(
    _ restriction: Restriction<Text>, _ names: AWSNames<Text>
  ) -> [PolicyStatement<Text>] {
    switch restriction {
    case .requestsWithoutTLS:
      [
        PolicyStatement(
          sid: "DenyWithoutTLS", effect: .deny, principal: .everybody, actions: ["s3:*"],
          resources: [names.bucket, names.objects],
          conditions: [PolicyCondition(.bool, "aws:SecureTransport", ["false"])])
      ]
    case .requests(let network):
      // Only objects and their names: denying everything would lock the owner out too.
      [
        PolicyStatement(
          sid: "DenyListingFromOutside", effect: .deny, principal: .everybody,
          actions: ["s3:ListBucket*"], resources: [names.bucket],
          conditions: conditions(outside: network)),
        PolicyStatement(
          sid: "DenyObjectsFromOutside", effect: .deny, principal: .everybody, actions: ["s3:*"],
          resources: [names.objects], conditions: conditions(outside: network)),
      ]
    }
  }

  /// Negated comparisons in one statement, which denies requests from outside all the networks.
  private static func conditions<Text: ExpressibleByStringLiteral>(
    outside network: NetworkNames<Text>
  ) -> [PolicyCondition<Text>] {
    let all: [PolicyCondition<Text>] = [
      PolicyCondition(.stringNotEquals, "aws:SourceVpc", network.vpcs),
      PolicyCondition(.stringNotEquals, "aws:SourceVpce", network.endpoints),
      PolicyCondition(.notIPAddress, "aws:SourceIp", network.addresses),
    ]
    return all.filter { !$0.values.isEmpty }
  }
}

extension AccessPolicies {
  /// The policy of a key whose usage is `ENCRYPT_DECRYPT`.
  ///
  /// `*` is the key that the policy is attached to, whose ARN does not exist before its policy. An
  /// administrator has no access to the data that the key encrypts.
  static func key<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: KeyNames<Text>
  ) -> AccessPolicy<Text> {
    var statements: [PolicyStatement<Text>] = [
      PolicyStatement(
        sid: "Administrator", principal: .identities([names.administrator ?? names.root]),
        actions: AmazonService.kms.written(for: .administrator, on: .key), resources: ["*"])
    ]
    if names.administrator != nil {
      statements.append(
        PolicyStatement(
          sid: "Recovery", principal: .identities([names.root]),
          actions: AmazonService.kms.written(for: .recovery, on: .key), resources: ["*"]))
    }
    let principal = PolicyPrincipal.identities(names.principals)
    statements.append(
      PolicyStatement(
        sid: "WandBKey", principal: principal, actions: keyActions, resources: ["*"]))
    if names.home == .anotherAccount { statements.append(grants(on: "*", for: principal)) }
    return AccessPolicy(id: "WandBKey", statements: statements)
  }
}

extension AccessPolicies {
  /// The policy of a queue that receives the events of one bucket.
  ///
  /// The published policy lets anyone send a message if the request names the bucket.
  static func queue<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: QueueNames<Text>
  ) -> AccessPolicy<Text> {
    var statements = [
      PolicyStatement(
        sid: "EventsOfTheBucket", principal: .service("s3.amazonaws.com"),
        actions: AmazonService.sqs.written(for: .storage, on: .queue), resources: [names.queue],
        conditions: [
          PolicyCondition(.arnEquals, "aws:SourceArn", [names.bucket]),
          PolicyCondition(.stringEquals, "aws:SourceAccount", [names.account]),
        ])
    ]
    if !names.receivers.isEmpty {
      statements.append(
        PolicyStatement(
          sid: "WandBQueue", principal: .identities(names.receivers), actions: queueActions,
          resources: [names.queue]))
    }
    return AccessPolicy(id: "WandBQueue", statements: statements)
  }
}

extension AccessPolicies {
  /// The trust policy of a role for associations of EKS Pod Identity, which name the service accounts
  /// themselves; the tags of a session allow a further limit.
  ///
  /// Source: EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity".
  static func podIdentityTrust(_ accounts: TrustedAccounts?) -> AccessPolicy<String> {
    var conditions: [PolicyCondition<String>] = []
    if let accounts {
      conditions.append(
        PolicyCondition(
          .stringEquals, "aws:RequestTag/kubernetes-namespace", [accounts.namespace]))
    }
    if let accounts, accounts.match == .exact {
      conditions.append(
        PolicyCondition(
          .stringEquals, "aws:RequestTag/kubernetes-service-account", accounts.names))
    }
    return AccessPolicy(statements: [
      PolicyStatement(
        sid: "ServiceAccounts", principal: .service("pods.eks.amazonaws.com"),
        actions: ["sts:AssumeRole", "sts:TagSession"], conditions: conditions)
    ])
  }

  /// The trust policy of a role that service accounts in a cluster assume.
  static func trust<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: TrustNames<Text>
  ) -> AccessPolicy<Text> {
    AccessPolicy(statements: [
      PolicyStatement(
        sid: "ServiceAccounts", principal: .federated(names.provider),
        actions: ["sts:AssumeRoleWithWebIdentity"],
        conditions: [
          PolicyCondition(.stringEquals, names.audienceKey, ["sts.amazonaws.com"]),
          PolicyCondition(
            names.match == .exact ? .stringEquals : .stringLike, names.subjectKey, names.subjects),
        ])
    ])
  }
}
