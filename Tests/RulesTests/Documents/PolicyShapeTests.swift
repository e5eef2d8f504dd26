import CloudDocuments
import Diagnostics
import TestSupport
import Testing

/// Findings about the shape of policies, and the layout of fixes.
@Suite struct PolicyShapeTests {
  private static let statement = #"{"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}"#

  @Test(arguments: [
    ("[]", ["WB3223"]), ("null", ["WB3223"]), ("7", ["WB3223"]), ("{}", ["WB3224"]),
    (#"{"Version": "2012-10-17"}"#, ["WB3224"]),
    (#"{"Version": "2012-10-17", "Statement": []}"#, ["WB3224"]),
    (#"{"Version": "2012-10-17", "Statement": null}"#, ["WB3223"]),
    (
      #"{"Version": "2012-10-17", "Statement": [null, 1, [], "x"]}"#,
      Array(repeating: "WB3223", count: 4)
    ),
    (#"{"Version": 2012, "Statement": [\#(statement)]}"#, ["WB3223"]),
    (#"{"Version": "2013-10-17", "Statement": [\#(statement)]}"#, ["WB3289"]),
    (#"{"Version": "2008-10-17", "Statement": \#(statement)}"#, ["WB3221"]),
    (#"{"Version": "2012-10-17", "statement": \#(statement)}"#, ["WB3222"]),
    (
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": [], "Resource": "*"}}"#,
      ["WB3224"]
    ),
    (
      #"{"Version": "2012-10-17", "Statement": {"Effect": 1, "Action": [["ec2:A"]], "Resource": {"a": 1}}}"#,
      ["WB3223", "WB3223", "WB3223"]
    ),
    (
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ec2:A", "Resource": "*", "Condition": [1]}}"#,
      ["WB3223"]
    ),
    (
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ec2:A", "Resource": "*", "Condition": {"StringEqual": {"a:b": [1, true, "x"]}}}}"#,
      ["WB3222"]
    ),
    (
      #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ec2:A", "NotAction": "ec2:B", "Resource": "*"}}"#,
      ["WB3224"]
    ),
  ])
  func reportsWrongShapes(_ text: String, _ codes: [String]) {
    #expect(PolicySample(text: text, kind: .iam).codes == codes, "\(text)")
  }

  @Test func reportsATypoOnce() {
    let policy = PolicySample.role(#"{"Effect": "Allow", "Action": "ec2:A", "Resorce": "*"}"#)
    #expect(policy.spots == ["WB3222 Resorce"])
    #expect(policy.findings[0].help == "did you mean `Resource`?")
  }

  @Test(arguments: DocumentKind.allCases.filter { $0.rawValue.count < 4 || $0 == .bucketPolicy })
  func reportsAnyWrongShape(_ kind: DocumentKind) {
    let pieces = [
      "null", "1", "true", "[]", "{}", #""""#, #""*""#, #"[[["x"]]]"#, #"{"AWS": [null, {}]}"#,
      #""arn:aws:s3:::""#, #""::::::""#, #"":""#,
    ]
    for piece in pieces {
      for key in [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
        "NotResource", "Condition",
      ] {
        for effect in [#""Effect": "Allow", "#, ""] {
          let statement =
            #"{\#(effect)"\#(key)": \#(piece), "Action": "s3:*", "Resource": \#(piece)}"#
          let text = PolicySample.policy([statement, piece])
          #expect(!PolicySample(text: text, kind: kind).codes.isEmpty)
        }
      }
    }
  }

  @Test func reportsOnlySyntaxErrorsInDamagedText() {
    let policy = PolicySample(
      text: #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "#, kind: .kms)
    #expect(policy.codes.allSatisfy { $0.hasPrefix("WB1") })
    #expect(!policy.codes.isEmpty)
  }

  @Test func readsManyStatements() {
    let statements = (0..<2000).map { number in
      #"{"Sid": "S\#(number)", "Effect": "Allow", "Action": ["s3:Get*\#(number)", "s3:*Object"], "#
        + #""Resource": ["arn:aws:s3:::b\#(number)", "arn:aws:s3:::b\#(number)/*"]}"#
    }
    let codes = PolicySample(text: PolicySample.policy(statements), kind: .iam).codes
    #expect(codes.count { $0 == "WB3285" } == 2000)
    #expect(Set(codes) == ["WB3285", "WB3233"])
  }

  @Test func comparesLongPatterns() {
    let pattern = String(repeating: "*a", count: 50_000)
    let statement = PolicySample.allow(#""s3:\#(pattern)""#, on: #""arn:aws:s3:::\#(pattern)""#)
    let policy = PolicySample.role(statement).with("global: {bucket: {provider: s3, name: bbb}}\n")
    #expect(policy.codes == ["WB3233", "WB3285", "WB3240"])
  }

  // MARK: Fixes

  @Test func addsTheVersionInTheStyleOfTheDocument() {
    let text = """
      {
         "Statement":[
            {"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}
         ]
      }
      """
    let fixed = PolicySample(text: text, kind: .iam).fixed("WB3221")
    #expect(fixed == text.replacing("{\n   \"S", with: "{\n   \"Version\":\"2012-10-17\",\n   \"S"))
    #expect(PolicySample(text: fixed, kind: .iam).codes == [])
    let line = PolicySample(text: #"{"Statement" : [\#(Self.statement)]}"#, kind: .iam)
    #expect(line.fixed("WB3221").hasPrefix(#"{"Version" : "2012-10-17","Statement" : ["#))
  }

  @Test func offersNoVersionAsSafeWhereVariablesAppear() {
    let text =
      #"{"Statement": [{"Effect": "Allow", "Action": "ec2:A", "Resource": "${aws:username}"}]}"#
    let fixes = PolicySample(text: text, kind: .iam).findings.flatMap(\.fixes)
    #expect(fixes.map(\.applicability) == [.unsafe])
  }

  @Test(arguments: [
    (#""arn:aws:s3:::b""#, #"["arn:aws:s3:::b", "arn:aws:s3:::b/*"]"#),
    (#"["arn:aws:s3:::b"]"#, #"["arn:aws:s3:::b", "arn:aws:s3:::b/*"]"#),
    ("[\n    \"arn:aws:s3:::b\"\n  ]", "[\n    \"arn:aws:s3:::b\",\n    \"arn:aws:s3:::b/*\"\n  ]"),
    (
      "[\n    \"arn:aws:s3:::b\",\n    \"arn:aws:s3:::c/*\"\n  ]",
      "[\n    \"arn:aws:s3:::b\",\n    \"arn:aws:s3:::b/*\",\n    \"arn:aws:s3:::c/*\"\n  ]"
    ),
  ])
  func addsObjectsInTheStyleOfTheList(_ resource: String, _ fixed: String) {
    let actions = #"["s3:*Object", "s3:List*", "s3:Get*", "s3:Abort*"]"#
    let policy = PolicySample.role(PolicySample.allow(actions, on: resource))
    #expect(policy.codes.contains("WB3230"))
    let text = policy.fixed("WB3230")
    #expect(text == policy.text.replacing(resource, with: fixed))
    #expect(
      PolicySample(text: text, kind: .iam).codes == policy.codes.filter { $0 != "WB3230" })
  }

  @Test func offersNoFixThatWouldBreakYAML() {
    let policy = PolicySample(
      name: "policy.yaml",
      text: """
        Statement:
          - Effect: Allow
            Action: s3:*
            Resource: arn:aws:s3:::b

        """)
    #expect(policy.codes == ["WB3221", "WB3234", "WB3230"])
    #expect(policy.findings.flatMap(\.fixes).isEmpty)
  }
}
