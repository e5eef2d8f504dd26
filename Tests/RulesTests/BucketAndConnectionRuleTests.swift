import Diagnostics
import Foundation
import Pipeline
import Settings
import TestSupport
import Testing

/// The borders of the rules about the regions and keys of buckets, and about connections that two
/// inputs describe.
///
/// Keycaps mark where a finding begins; a text without them is accepted.
@Suite struct BucketAndConnectionRuleTests {
  // MARK: Buckets

  private static let key = "arn:aws:kms:us-east-1:123456789012:key/0a1b-2c_3d"

  @Test(arguments: [
    "alias/wandb", "0a1b2c3d-4e5f-6789-abcd-ef0123456789", "mrk-0a1b2c3d4e5f6789abcdef0123456789",
    "arn:aws:kms:us-east-1:123456789012:alias/wandb",
  ])
  func namesOfKeysThatS3LooksUpAreAWarning(_ key: String) {
    expect("WB3264", "BUCKET=s3://files\nAWS_S3_KMS_ID=1️⃣\(key)\n")
    expect("WB3264", "global: {defaultBucket: {provider: s3, name: abc, kmsKey: 1️⃣\"\(key)\"}}\n")
  }

  @Test(arguments: [
    "arn:aws:kms:us-east-1:123456789012:key/mrk-0a1b",
    "arn:aws-cn:kms:cn-north-1:123456789012:key/a",
    "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/a",
  ])
  func keysAreNamedByARN(_ key: String) {
    expect("WB3044", "BUCKET=s3://files\nAWS_S3_KMS_ID=\(key)\n")
    expect("WB3044", "global: {bucket: {provider: s3, name: abc, kmsKey: \"\(key)\"}}\n")
  }

  @Test(arguments: [
    "0a1b2c3d", "wandb/key", "arn:aws:kms:us-east-1:1234:key/a", "arn:aws:kms::123456789012:key/a",
    "arn:aws:s3:us-east-1:123456789012:key/a", "arn:aws:kms:us-east-1:123456789012:key/",
  ])
  func otherNamesOfKeysAreRefused(_ key: String) {
    expect("WB3044", "BUCKET=s3://files\nAWS_S3_KMS_ID=1️⃣\(key)\n")
    expect("WB3044", "global: {defaultBucket: {provider: s3, name: abc, kmsKey: 1️⃣\"\(key)\"}}\n")
  }

  @Test(arguments: [
    "BUCKET=s3://files\nAWS_S3_KMS_ID=\(key)\n",
    "BUCKET=s3://k:s@s3.us-east-1.amazonaws.com/f?region=us-east-1\nAWS_S3_KMS_ID=\(key)\n",
    "BUCKET=gs://files\nAWS_S3_KMS_ID=1️⃣\(key)\n",
    "BUCKET=s3://k:s@minio:9000/f?region=us-east-1&tls=true\nAWS_S3_KMS_ID=1️⃣alias/a\n",
    "global: {bucket: {provider: az, name: account, path: files, kmsKey: 1️⃣a}}\n",
  ])
  func keysGoToAWSOnly(_ text: String) { expect("WB3045", text) }

  @Test(arguments: [
    "BUCKET=s3://files\nAWS_REGION=us-east-1\nAWS_S3_KMS_ID=\(key)\n",
    "BUCKET=s3://k:s@s3.amazonaws.com/f\nAWS_REGION=us-west-2\n",
    "BUCKET=s3://k:s@s3.dualstack.us-west-2.amazonaws.com:443/f\nAWS_REGION=us-west-2\n",
    "BUCKET=s3://k:s@s3-external-1.amazonaws.com/f\nAWS_REGION=us-west-2\n",
    "BUCKET=s3://k:s@minio:9000/f?tls=true\nAWS_REGION=us-west-2\n",
    "BUCKET=s3://files\nAWS_REGION=us-west-2\nAWS_S3_KMS_ID=1️⃣\(key)\n",
    "BUCKET=s3://k:s@s3-us-west-2.amazonaws.com/f\nAWS_REGION=1️⃣us-east-1\n",
    "BUCKET=s3://k:s@s3.cn-north-1.amazonaws.com.cn/f\nAWS_REGION=1️⃣cn-northwest-1\n",
    "BUCKET=s3://k:s@files.s3.us-west-2.amazonaws.com/f?region=1️⃣us-east-1\n",
    "global: {bucket: {provider: s3, name: abc, region: us-west-2, kmsKey: 1️⃣\"\(key)\"}}\n",
  ])
  func bucketsAreInOneRegion(_ text: String) { expect("WB3043", text) }

  // MARK: Connections

  @Test(arguments: [
    "MYSQL=mysql://u:p@db/wandb?ssl-ca=/a.pem&tls=custom\n",
    "MYSQL=mysql://u:p@db/wandb?ssl-ca=/a.pem&tls=preferred\n",
    "REDIS=redis://cache:6379?caCertPath=/a.pem&tls=true\n",
    "global: {redis: {host: c, params: {caCertPath: /a.pem, tls: true}}}\n",
    "MYSQL=mysql://u:p@db/wandb?ssl-ca=1️⃣/a.pem\n",
    "MYSQL=mysql://u:p@db/wandb?ssl-ca=1️⃣/a.pem&tls=skip-verify\n",
    "MYSQL=mysql://u:p@db/wandb?tls=false&ssl-ca=1️⃣/a.pem\n",
    "REDIS=redis://cache:6379?caCertPath=1️⃣/a.pem\n",
    "REDIS=redis://cache:6379?caCertPath=1️⃣/a.pem&tls=false\n",
    "global: {redis: {host: c, params: {caCertPath: 1️⃣/a.pem}}}\n",
  ])
  func authoritiesAreUsed(_ text: String) { expect("WB3042", text) }

  @Test(arguments: [
    "BUCKET=s3://files?region=us-east-1\nAWS_REGION=us-east-1\n",
    "global: {redis: {host: c, params: {tls: true}, parameters: {tls: \"1\"}}}\n",
    "global: {auth: {sessionLengthHours: 24}, extraEnv: {GORILLA_SESSION_LENGTH: 1440m}}\n",
    "app: {containers: {app: {env: {HOST: \"https://a\"}}, b: {env: {HOST: \"https://b\"}}}}\n",
    "BUCKET=s3://files?region=us-east-1\nAWS_REGION=1️⃣us-east-2\n",
    "AWS_REGION=us-east-2\nBUCKET=s3://files?region=1️⃣us-east-1\n",
    "HOST=https://a\nGORILLA_FRONTEND_HOST=1️⃣https://b\nGORILLA_FILE_HOST=2️⃣https://c\n",
    "global: {host: \"https://a\", extraEnv: {HOST: 1️⃣\"https://b\"}, env: {HOST: 2️⃣\"https://c\"}}\n",
    "global: {mysql: {host: db, password: a, passwordSecret: {name: 1️⃣b}}}\n",
    "global: {mysql: {host: db, port: 3306}, extraEnv: {MYSQL: \"mysql://1️⃣d:2️⃣3307\"}}\n",
  ])
  func oneInputSetsAThingOnce(_ text: String) { expect("WB3040", text) }

  @Test(arguments: [
    "global: {host: \"https://a\"}\napp: {env: {HOST: \"https://a\"}}\n",
    "global: {host: \"https://a\"}\napp: {env: {HOST: 1️⃣\"https://b\"}}\n",
  ])
  func oneComponentMayDiffer(_ text: String) { expect("WB3300", text) }

  /// Each has a code of its own.
  @Test(arguments: [
    ("HOST=https://a\nGORILLA_FRONTEND_HOST=<HOST>\n", ["WB2008"]),
    ("MYSQL=mysql://u:p@db:33o6/w\nMYSQL_PORT=3306\n", ["WB2005", "WB2020"]),
    ("DISABLE_SSO_PROVISIONING=maybe\nGORILLA_DISABLE_SSO_PROVISIONING=true\n", ["WB2005"]),
  ])
  func placeholdersAndWrongTypesDoNotDiffer(_ text: String, _ codes: [String]) {
    #expect(Check.codes(Check.env(text)) == codes)
  }

  /// What a later layer says is meant to override, but for files that look like two deployments.
  @Test func layersMayDiffer() {
    let files = [("a.env", "HOST=https://a\n"), ("b.env", "GORILLA_FRONTEND_HOST=https://b\n")]
    #expect(Check.codes(Check.compile(files[0], files[1])) == ["WB2025"])
    let values = ["https://a", "https://b"].map { "global: {host: \"\($0)\"}\n" }
    #expect(Check.codes(Check.compile(("a.yaml", values[0]), ("b.yaml", values[1]))) == ["WB2025"])
  }

  /// Helm passes both on, and the chart reads the Secret only.
  @Test func aLiteralDoesNotOverrideTheSecretOfAnEarlierFile() {
    let reference = "global: {mysql: {host: db, passwordSecret: {name: a}}}\n"
    for literal in [
      "global: {mysql: {password: b}}\n",
      "global: {mysql: {password: b, passwordSecret: {passwordKey: c}}}\n",
    ] {
      let compilation = Check.compile(("a.yaml", reference), ("b.yaml", literal))
      #expect(Check.codes(compilation) == ["WB3040"])
      #expect(Check.value("global.mysql.password", compilation)?.contains("Secret `a`") == true)
    }
    let removed = "global: {mysql: {password: b, passwordSecret: {name: \"\"}}}\n"
    #expect(Check.codes(Check.compile(("a.yaml", reference), ("b.yaml", removed))) == [])
  }

  /// A word that no chart knows is set all the same.
  @Test func aWrongWordAloneIsNotNothing() {
    #expect(Check.codes(Check.yaml("global: {bucket: {provider: aws}}\n")) == ["WB3002"])
  }

  @Test func bothBucketVariablesAreLeftToTheirOwnRule() {
    let text = "global: {bucket: {provider: s3, name: abc}, extraEnv: {BUCKET: \"s3://bcd\"}}\n"
    #expect(Check.codes(Check.yaml(text)) == ["WB3003"])
  }
}
