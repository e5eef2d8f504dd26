import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Cloud documents are read as JSON, not as Helm reads YAML, and recognized by their contents.
@Suite struct JSONDocumentTests {
  private static let statement =
    #"{"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"}"#
  private static let policy = PolicySample.policy([statement])

  @Test func decodesJSONEscapes() {
    let text = Self.policy.replacing("Describe", with: #"\u0044escribe"#)
      .replacing(#""Effect""#, with: #""Sid": "a\/\ud83d\ude00", "Effect""#)
    let policy = PolicySample(text: text)
    #expect(policy.codes == ["WB3226"])
    #expect(policy.findings[0].message.contains("`a/😀`"))
  }

  @Test(arguments: [
    (policy.replacing(#""*"}]"#, with: #""*"},]"#), "]"),
    (policy.replacing("\"", with: "'"), "'"),
    (policy.replacing(#""Version""#, with: "Version"), "V"),
    ("{ # policy\n" + policy.dropFirst(), "#"),
  ])
  func reportsInvalidJSON(_ text: String, _ spot: String) {
    #expect(PolicySample(text: text).spots.first == "WB1028 \(spot)")
    #expect(PolicySample(text: text).codes.filter { $0.hasPrefix("WB1") }.count == 1)
    #expect(!PolicySample(name: "policy.yaml", text: text).codes.contains("WB1028"))
  }

  @Test func acceptsUnquotedDatesInYAML() {
    let text = "Version: 2012-10-17\nStatement:\n- \(Self.statement)\n"
    #expect(PolicySample(name: "policy.yaml", text: text).codes == [])
  }

  @Test func readsHelmValuesAsYAML() {
    let text = #"{"global": {"host": "https:\/\/wandb.example.com",}}"#
    #expect(Set(PolicySample(name: "values.json", text: text).codes) == ["WB1011"])
  }

  @Test(arguments: [
    #"{"PolicyVersion": {"Document": POLICY, "VersionId": "v1"}}"#, #"{"PolicyDocument": POLICY}"#,
    #"{"Role": {"AssumeRolePolicyDocument": POLICY}}"#, "\u{FEFF}\n POLICY",
  ])
  func acceptsTheOutputOfCommands(_ text: String) {
    let wrong = Self.policy.replacing("Version", with: "version")
    #expect(PolicySample(text: text.replacing("POLICY", with: Self.policy)).codes == [])
    #expect(PolicySample(text: text.replacing("POLICY", with: wrong)).codes == ["WB3222"])
  }

  @Test(arguments: [
    ("Policy", #"{"Policy": TEXT}"#), ("Attributes.Policy", #"{"Attributes": {"Policy": TEXT}}"#),
  ])
  func explainsHowToExtractAQuotedPolicy(_ path: String, _ text: String) {
    let quoted = "\"" + Self.policy.replacing("\"", with: "\\\"") + "\""
    for kind in [nil, DocumentKind.bucketPolicy] {
      let policy = PolicySample(text: text.replacing("TEXT", with: quoted), kind: kind)
      #expect(policy.codes == ["WB2003"])
      #expect(policy.findings[0].help?.contains("jq -r .\(path)") == true)
    }
  }

  private static let role = #""Principal": {"AWS": "arn:aws:iam::123456789012:role/a"}"#

  @Test(
    arguments: [
      (
        [#"{"Effect": "Deny", "NotPrincipal": {"AWS": "123456789012"}, "Action": "s3:*"}"#],
        .bucketPolicy
      ),
      ([#"{"Effect": "Allow", \#(role), "Action": "KMS:*"}"#], .kms),
      ([#"{"Effect": "Allow", \#(role), "NotAction": "sqs:*"}"#], .sqs),
      ([#"{"Effect": "Allow", \#(role), "Action": "s3:*"}"#, statement, statement], .iam),
      ([#"{"Effect": "Allow", \#(role), "Action": "s3:*"}"#, statement], .bucketPolicy),
      ([#"{"Effect": "Allow", \#(role), "Action": "sts:AssumeRole"}"#], .iam),
    ] as [([String], DocumentKind)])
  func recognizesTheKindOfAPolicy(_ statements: [String], _ kind: DocumentKind) {
    let compilation = PolicySample(text: PolicySample.policy(statements)).compilation
    #expect(compilation.cloudDocuments.map(\.kind) == [kind])
  }

  @Test func offersNoFixThatDuplicatesAnID() {
    let named = ["a-b", "a_b", "c-d"].map {
      Self.statement.replacing(#"{"Effect""#, with: #"{"Sid": "\#($0)", "Effect""#)
    }
    let fixed = PolicySample(text: PolicySample.policy(named), kind: .iam).fixed("WB3226")
    #expect(fixed.contains("a-b") && fixed.contains("a_b") && fixed.contains("\"cd\""))
  }
}
