import CloudDocuments
import TestSupport
import Testing

/// Findings about trust policies.
@Suite struct TrustPolicyTests {
  private func trust(
    _ condition: String?, action: String = #""sts:AssumeRoleWithWebIdentity""#
  ) -> PolicySample {
    let provider = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/A"
    let suffix = condition.map { #", "Condition": \#($0)"# } ?? ""
    return .role(
      #"{"Effect": "Allow", "Principal": {"Federated": "\#(provider)"}, "Action": \#(action)"#
        + suffix + "}")
  }

  @Test(
    arguments: [
      (nil, ["WB3272"]),
      (#"{"StringEquals": {"p:aud": "sts.amazonaws.com"}}"#, ["WB3272"]),
      (#"{"StringLike": {"p:sub": "system:serviceaccount:*:*"}}"#, ["WB3272"]),
      (#"{"StringNotEquals": {"p:sub": "system:serviceaccount:a:b"}}"#, ["WB3272"]),
      (#"{"StringLike": {"p:sub": "system:serviceaccount:default:wandb-*"}}"#, []),
      (#"{"StringEquals": {"p:sub": ["system:serviceaccount:default:wandb-app"]}}"#, []),
      (#"{"StringEquals": {"p:sub": "system:serviceaccount:default:wandb-*"}}"#, ["WB3271"]),
    ] as [(String?, [String])])
  func reportsTrustInEveryPod(_ condition: String?, _ codes: [String]) {
    #expect(trust(condition).codes == codes)
  }

  @Test func fixesTheActionForTokens() {
    let policy = trust(
      #"{"StringEquals": {"p:sub": "system:serviceaccount:a:b"}}"#, action: #"["sts:AssumeRole"]"#)
    #expect(policy.spots == ["WB3273 sts:AssumeRole"])
    #expect(policy.fixed("WB3273").contains(#"["sts:AssumeRoleWithWebIdentity"]"#))
  }

  @Test(
    arguments: [
      ("ec2.amazonaws.com", #""sts:AssumeRole""#, []),
      ("pods.eks.amazonaws.com", #"["sts:AssumeRole", "sts:TagSession"]"#, []),
      ("pods.eks.amazonaws.com", #""sts:*""#, []),
      ("pods.eks.amazonaws.com", #""sts:AssumeRole""#, ["WB3273"]),
      ("pods.eks.amazonaws.com", #""sts:AssumeRoleWithWebIdentity""#, ["WB3273"]),
    ] as [(String, String, [String])])
  func servicesNeedTheirOwnActions(_ service: String, _ action: String, _ codes: [String]) {
    let statement =
      #"{"Effect": "Allow", "Principal": {"Service": "\#(service)"}, "Action": \#(action)}"#
    #expect(PolicySample.role(statement).codes == codes)
  }
}
