import TestSupport

typealias PolicyContext = [String: ContextValue]

/// What AWS knows about a request.
extension PolicySite {
  /// Encrypted, and from a network that may ask, if only some may.
  var usual: PolicyContext {
    if !vpcs.isEmpty { return fromVPC }
    return endpoints.isEmpty ? fromAddress : fromEndpoint
  }

  var withoutTLS: PolicyContext { usual.merging(["aws:SecureTransport": "false"]) { $1 } }

  // Through an endpoint of a VPC AWS sees no public address.
  var fromVPC: PolicyContext { through(vpcs.last ?? "vpc-none", "vpce-of-the-vpc") }
  var fromEndpoint: PolicyContext { through("vpc-of-the-endpoint", endpoints.last ?? "vpce-none") }
  var fromAnotherVPC: PolicyContext { through("vpc-other", "vpce-other") }
  var fromAddress: PolicyContext { from(Self.address) }
  var fromAnotherAddress: PolicyContext { from("198.51.100.7") }
  var fromAddressOfVersion6: PolicyContext { from("2001:db8:ffff::1") }

  private func through(_ vpc: String, _ endpoint: String) -> PolicyContext {
    [
      "aws:SecureTransport": "true", "aws:SourceVpc": ContextValue(vpc),
      "aws:SourceVpce": ContextValue(endpoint), "aws:VpcSourceIp": ContextValue(Self.address),
    ]
  }

  private func from(_ address: String) -> PolicyContext {
    ["aws:SecureTransport": "true", "aws:SourceIp": ContextValue(address)]
  }

  // MARK: Keys

  /// A service of AWS asks in the server's name.
  var forService: PolicyContext { usual.merging(["kms:GrantIsForAWSResource": "true"]) { $1 } }
  var forItself: PolicyContext { usual.merging(["kms:GrantIsForAWSResource": "false"]) { $1 } }

  // MARK: Events

  var event: PolicyContext { event(of: theBucket, account) }
  var eventOfAnotherBucket: PolicyContext { event(of: anotherBucket, account) }
  var eventOfLongerBucket: PolicyContext { event(of: longerBucket, account) }
  /// A bucket of the same name, made by somebody else after ours was deleted.
  var eventOfAnotherAccount: PolicyContext { event(of: theBucket, Self.elsewhere) }
  var eventOfNobody: PolicyContext { ["aws:SecureTransport": "true"] }

  func event(of bucket: String, _ account: String) -> PolicyContext {
    ["aws:SourceArn": ContextValue(bucket), "aws:SourceAccount": ContextValue(account)]
  }

  // MARK: Tokens

  var token: PolicyContext { token(for: serviceAccounts.last ?? "any") }
  var tokenOfAnotherServiceAccount: PolicyContext { token(for: "default") }
  var tokenOfLongerServiceAccount: PolicyContext { token(for: (serviceAccounts.last ?? "") + "x") }
  var tokenOfAnotherNamespace: PolicyContext {
    token(for: serviceAccounts.last ?? "any", in: "kube-system")
  }
  var tokenOfLongerNamespace: PolicyContext {
    token(for: serviceAccounts.last ?? "any", in: namespace + "-evil")
  }
  var tokenForAnotherAudience: PolicyContext {
    token.merging(["\(issuer):aud": "https://kubernetes.default.svc"]) { $1 }
  }
  var tokenForNobody: PolicyContext { token.filter { !$0.key.hasSuffix(":aud") } }
  var tokenWithoutSubject: PolicyContext { token.filter { !$0.key.hasSuffix(":sub") } }

  private func token(for account: String, in namespace: String? = nil) -> PolicyContext {
    [
      "\(issuer):aud": "sts.amazonaws.com",
      "\(issuer):sub": ContextValue(
        "system:serviceaccount:\(namespace ?? self.namespace):\(account)"),
    ]
  }
}
