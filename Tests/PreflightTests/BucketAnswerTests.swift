import CloudDocuments
import Probing
import Testing

@testable import Probes

/// What answers of clouds mean.
@Suite struct BucketAnswerTests {
  private func answer(
    _ status: Int, _ body: String, _ headers: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
  }

  private func judged(_ rules: String) -> CORSVerdict? {
    CORSVerdict(
      XMLAnswer(answer(200, "<CORSConfiguration>\(rules)</CORSConfiguration>")), .s3CORS,
      for: "https://wandb.example.com/", sending: ["Content-Type"])
  }

  private func rule(
    _ origin: String, _ methods: [String] = ["GET", "HEAD", "PUT"], header: String? = "*",
    exposed: String? = "ETag"
  ) -> String {
    let methods = methods.map { "<AllowedMethod>\($0)</AllowedMethod>" }.joined()
    let header = header.map { "<AllowedHeader>\($0)</AllowedHeader>" } ?? ""
    let exposed = exposed.map { "<ExposeHeader>\($0)</ExposeHeader>" } ?? ""
    return
      "<CORSRule><AllowedOrigin>\(origin)</AllowedOrigin>\(methods)\(header)\(exposed)</CORSRule>"
  }

  @Test(arguments: ["*", "https://wandb.example.com", "https://*.example.com", "https://*"])
  func rulesAdmitTheHost(_ origin: String) throws {
    let verdict = try #require(judged(rule(origin)))
    #expect(verdict.refusal == nil)
    #expect(verdict.exposesETag)
    #expect(verdict.isForEveryOrigin == (origin == "*"))
  }

  @Test func rulesTogetherAdmitTheHost() throws {
    let origin = "https://wandb.example.com"
    let verdict = try #require(judged(rule(origin, ["GET", "HEAD"]) + rule(origin, ["PUT"])))
    #expect(verdict.refusal == nil)
    #expect(verdict.summary == "2 rules")
  }

  @Test func rulesRefuse() throws {
    let origin = "https://wandb.example.com"
    let cases: [(String, BucketProblem)] = [
      (rule("http://wandb.example.com"), .corsOriginMissing),
      (rule("https://wandb.example.com:8443"), .corsOriginMissing),
      (rule(origin, ["GET"]), .corsMethodMissing),
      (rule(origin, header: "x-amz-*"), .corsHeaderMissing),
      (rule(origin, header: nil), .corsHeaderMissing),
    ]
    for (rules, problem) in cases {
      #expect(try #require(judged(rules)).refusal?.problem == problem.rawValue)
    }
    #expect(CORSVerdict.none.refusal?.problem == BucketProblem.corsMissing.rawValue)
    #expect(try #require(judged(rule(origin, exposed: "Date"))).exposesETag == false)
  }

  @Test func readsErrorsOfAllClouds() {
    let s3 = ServiceError(
      answer(
        403, "<Error><Code>AccessDenied</Code><Message>No, AKIA123!\n</Message></Error>",
        [("x-amz-bucket-region", "eu-west-1")]), hiding: "AKIA123")
    #expect(s3.code == "AccessDenied")
    #expect(s3.reply == "AccessDenied: No, •••!")
    #expect(s3.region == "eu-west-1")
    let sqs = ServiceError(
      answer(400, "<ErrorResponse><Error><Code>X</Code></Error></ErrorResponse>"), hiding: nil)
    #expect(sqs.reply == "X")
    let azure = ServiceError(answer(404, "", [("x-ms-error-code", "Y")]), hiding: nil)
    #expect(azure.code == "Y")
    let google = ServiceError(
      answer(404, #"{"error": {"code": 404, "message": "No bucket."}}"#), hiding: nil)
    #expect(google.reply == "HTTP 404: No bucket.")
    #expect(ServiceError(answer(502, "<html>Bad gateway"), hiding: nil).code.isEmpty)
  }

  @Test(arguments: [
    ("InvalidAccessKeyId", BucketProblem.accessKeyUnknown, Role.accessKey),
    ("SignatureDoesNotMatch", .secretKeyWrong, .secretKey),
    ("RequestTimeTooSkewed", .clockRefused, .host),
    ("AuthorizationHeaderMalformed", .regionWrong, .region),
  ])
  func errorsNameWhatIsWrong(_ code: String, _ problem: BucketProblem, _ role: Role) {
    let error = ServiceError(
      answer(403, "<Error><Code>\(code)</Code></Error>"), hiding: nil)
    #expect(error.refusal(of: nil)?.problem == problem.rawValue)
    #expect(error.refusal(of: nil)?.role == role)
  }

  @Test func otherErrorsAreNoRefusal() {
    let error = ServiceError(answer(403, "<Error><Code>AccessDenied</Code></Error>"), hiding: nil)
    #expect(error.refusal(of: nil) == nil)
  }
}

/// Policies of queues.
@Suite struct QueuePolicyTests {
  private static let bucket = "arn:aws:s3:::wandb-files"

  private func read(
    principal: String = #"{"Service": "s3.amazonaws.com"}"#, action: String = "sqs:SendMessage",
    effect: String = "Allow", source: String? = bucket
  ) -> QueuePolicy? {
    let condition = source.map {
      #", "Condition": {"ArnLike": {"aws:SourceArn": "\#($0)"}}"#
    }
    return QueuePolicy(
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "\(effect)", "Principal": \(principal),
       "Action": "\(action)", "Resource": "*"\(condition ?? "")}]}
      """)
  }

  @Test func bucketMaySend() throws {
    for policy in [
      read(), read(principal: #""*""#), read(action: "SQS:Send*"), read(action: "sqs:*"),
      read(source: nil), read(source: "arn:aws:s3:*:*:wandb-*"), read(source: "*"),
    ] {
      #expect(try #require(policy).refusal(of: Self.bucket) == nil)
    }
  }

  @Test func bucketMayNotSend() throws {
    for policy in [
      read(principal: #"{"Service": "sns.amazonaws.com"}"#), read(action: "sqs:ReceiveMessage"),
      read(effect: "Deny"), read(source: "arn:aws:s3:::other"),
      read(source: "arn:aws:s3:::wandb-file?s"),
    ] {
      #expect(try #require(policy).refusal(of: Self.bucket) != nil)
    }
  }

  @Test(arguments: ["", "{", "[]", #"{"Statement": 1}"#])
  func otherTextIsNoPolicy(_ text: String) { #expect(QueuePolicy(text) == nil) }
}
