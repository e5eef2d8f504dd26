import Foundation
import TestSupport
import Testing

/// Policies of AWS, before linters of policies and a server that imitates AWS.
@Suite struct AWSPolicyConformanceTests {
  private static let targets = ["iam", "s3-bucket-policy", "kms", "sqs", "s3-notification"]

  @Test(.comparing(with: .policies))
  func lintersFindNothingInPolicies() throws {
    var (cases, names): ([[UInt8]], [String]) = ([], [])
    for sample in CloudSample.aws {
      let (files, findings) = sample.files(Self.targets)
      #expect(findings == [])
      #expect(files.count == 6, "\(files.keys)")
      for (name, text) in files.sorted(by: { $0.key < $1.key }) {
        guard let kind = CloudSample.policies[name] else { continue }
        cases.append(Array("{\"kind\": \"\(kind)\", \"policy\": \(text)}".utf8))
        names.append("\(name) of \(sample.settings) \(sample.values)")
      }
    }
    for (name, answer) in zip(names, try Oracle.policies.answers(cases)) {
      if case .refused(let why) = answer { Issue.record("\(name): \(why.prefix(1000))") }
    }
  }

  /// Or else silence would mean nothing.
  @Test(
    .comparing(with: .policies),
    arguments: [
      ("iam", #""Action": ["s3:GetObjects"], "Resource": ["arn:aws:s3:::b/*"]"#),
      ("iam", #""Action": ["s3:PutObject"], "Resource": ["arn:aws:s3:::b"]"#),
      ("iam", #""Action": ["s3:*"], "Resource": ["arn:aws:s3:::b"]"#),
      ("iam", #""Principal": "*", "Action": ["s3:PutObject"], "Resource": ["arn:aws:s3:::b/*"]"#),
      ("bucket", #""Action": ["s3:PutObject"], "Resource": ["arn:aws:s3:::b/*"]"#),
      ("key", #""Principal": {"AWS": "x"}, "Action": ["kms:No"], "Resource": ["*"]"#),
      ("trust", #""Principal": {"Federated": "x"}, "Action": ["sts:AssumeRoles"]"#),
      ("queue", #""Principal": {"AWS": "*"}, "Action": ["sqs:Send"], "Resource": ["*"]"#),
    ])
  func lintersFindWhatIsWrong(_ kind: String, _ statement: String) throws {
    let policy =
      #"{"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "#
      + statement + "}]}"
    let text = "{\"kind\": \"\(kind)\", \"policy\": \(policy)}"
    guard
      case .refused(let why) = try #require(try Oracle.policies.answers([Array(text.utf8)]).first)
    else {
      Issue.record("accepted")
      return
    }
    #expect(why.contains("parliament: ") || why.contains("cfn-lint: "), "\(why)")
  }

  @Test(.comparing(with: .moto))
  func aServerTakesAndKeepsEveryDocument() throws {
    let samples = CloudSample.aws.map { ($0.region, $0.files(Self.targets).files) }
    #expect(samples.allSatisfy { $0.1.count == 6 })
    let cases = samples.map { region, files in
      let members = files.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
      return Array("{\"region\": \"\(region)\", \"files\": {\(members)}}".utf8)
    }
    for (sample, answer) in zip(samples, try Oracle.moto.answers(cases)) {
      guard case .accepted(let kept, _) = answer else {
        Issue.record("\(answer)")
        continue
      }
      for (name, text) in sample.1 {
        let document = try #require(JSONTree(Data(text.utf8)))
        #expect(kept[name]?.difference(from: document) == nil, "\(name)")
      }
    }
  }
}
