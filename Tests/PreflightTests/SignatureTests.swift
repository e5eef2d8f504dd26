import Foundation
import TestSupport
import Testing

@testable import Probes

/// Signature Version 4 against the examples of AWS, "Authenticating Requests: Using the Authorization
/// Header" and "Using Query Parameters".
@Suite struct SignatureV4Tests {
  private static let signature = SignatureV4(
    accessKey: "AKIAIOSFODNN7EXAMPLE", key: .secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    region: "us-east-1", service: "s3", time: SigningTime(1_369_353_600))

  private static func request(_ path: String) -> WebRequest {
    WebRequest(authority: "examplebucket.s3.amazonaws.com", path: path)
  }

  private static func authorization(_ request: WebRequest) -> String {
    signature.signed(request).headers.first { $0.name == "Authorization" }?.value ?? ""
  }

  @Test func writesTimes() {
    let time = SigningTime(1_369_353_600)
    #expect(time.compact == "20130524T000000Z")
    #expect(time.day == "20130524")
    #expect(time.http == "Fri, 24 May 2013 00:00:00 GMT")
    #expect(time.adding(seconds: 60).extended == "2013-05-24T00:01:00Z")
    #expect(time.distance(to: "Fri, 24 May 2013 00:07:01 GMT") == 421)
    #expect(time.distance(to: "soon") == nil)
  }

  @Test func signsRequestForPartOfObject() {
    var request = Self.request("/test.txt")
    request.headers = [("Range", "bytes=0-9")]
    #expect(
      Self.authorization(request) == """
        AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,\
        SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,\
        Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41
        """)
  }

  @Test func signsObjectWithContent() {
    var request = Self.request("/test$file.text")
    request.method = "PUT"
    request.headers = [
      ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
    ]
    request.body = Array("Welcome to Amazon S3.".utf8)
    #expect(
      Self.authorization(request).hasSuffix(
        """
        SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,\
        Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd
        """))
  }

  @Test func signsParameterWithoutValue() {
    var request = Self.request("/")
    request.query = [("lifecycle", "")]
    #expect(
      Self.authorization(request).hasSuffix(
        "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))
  }

  @Test func signsParametersInTheirOrder() {
    var request = Self.request("/")
    request.query = [("prefix", "J"), ("max-keys", "2")]
    #expect(
      Self.authorization(request).hasSuffix(
        "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))
    #expect(
      request.http("https").url == "https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J")
  }

  @Test func signsURLs() {
    let request = Self.signature.presigned(Self.request("/test.txt"), for: 86400)
    #expect(
      request.query.last?.value
        == "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    #expect(
      request.http("https").url == """
        https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
        &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
        &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400\
        &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404\
        &X-Amz-SignedHeaders=host
        """)
  }

  @Test func encodesEveryByteOfPathsButSlashes() {
    #expect(Self.request("/a b/é+%/~").encodedPath == "/a%20b/%C3%A9%2B%25/~")
  }
}

/// Signatures of Google's and Azure's own libraries: google-cloud-storage 3.17.1 and
/// azure-storage-blob 12.31.1, recorded with a fixed time.
@Suite struct RecordedSignatureTests {
  private static let time = SigningTime(1_780_000_000)

  private static let azure = SharedKeySignature(
    account: "wandbaccount",
    key: Array("wandb-cfg test key, 64 bytes in all, of no storage account.....!".utf8), time: time)

  private static func authorization(
    _ method: String, _ path: String, _ query: [(name: String, value: String)], id: String
  ) -> String {
    var request = WebRequest(authority: "wandbaccount.blob.core.windows.net", path: path)
    (request.method, request.query) = (method, query)
    request.headers = [("x-ms-client-request-id", id)]
    return azure.signed(request).headers.last?.value ?? ""
  }

  @Test func sharedKeyOfPropertiesAgrees() {
    #expect(
      Self.authorization(
        "GET", "/", [("restype", "service"), ("comp", "properties")],
        id: "7a36a9c4-ec5b-11f1-8012-02fc00000001")
        == "SharedKey wandbaccount:AHQkTHdd8XrC6Fd6XcKE6a0n65eOM2YHa6N/iCc5JcA=")
  }

  @Test func sharedKeyOfContainerAgrees() {
    #expect(
      Self.authorization(
        "GET", "/wandb-files", [("restype", "container")],
        id: "7a36c788-ec5b-11f1-8012-02fc00000001")
        == "SharedKey wandbaccount:bP1rDRymFq2nspVSAc4AwTYynWszCsX2Oi8aiuU+7oo=")
  }

  @Test func sharedAccessSignatureAgrees() {
    let query = Self.azure.blobAccess(
      "wandb-files", "team/wandb-cfg-preflight-1", rights: "rcwd", minutes: 5)
    #expect(query.last?.value == "4KW/rqEQgJ8i+B40GobBfRxRGTqGsqTwcPsZSQkzK18=")
    #expect(query.map(\.name) == ["sv", "spr", "se", "sr", "sp", "sig"])
  }

  @Test func signedURLOfGoogleAgrees() throws {
    let file = Fixture.project.appending(path: "fixtures/preflight/dialogues/service-account.pem")
    let key = try #require(PrivateKey(String(contentsOf: file, encoding: .utf8)))
    var request = WebRequest(
      authority: "storage.googleapis.com", path: "/wandb-files/team/wandb-cfg-preflight-1")
    request.method = "PUT"
    let signed = SignatureV4(
      accessKey: "wandb@project.iam.gserviceaccount.com", key: .account(key), region: "auto",
      service: "storage", time: Self.time
    ).presigned(request, for: 300)
    let signature = """
      63f78a323505a71fb34709996ef8f3e9109952fd3fbf2b05489bfb0304b6fdacad4c75084f40e128eb6eba3e\
      8a66e444d4d98cab43186107ede0c1e4dfe2b9f0f26baed6bb44ef0bdf48ec619887d4f5ac2c2ce606ffde3b\
      a5445d1634a51e8e4b3d06aae160d9c623d116eb8e1108f3d03ef4a612e50c567538bc0d4aafe424c143b188\
      b876a9840cf131a161c1b23f0542b15a9b2d90b82a328d9e5aaa24c1a425661122bea7b8f3609fd2777397b2\
      9759c3edc27196488fcb702d489c8a6e8a87856cb0599d7ea20c11779c0838e5014d44ecd2b73158e2e01d1c\
      4850a5934a940c19bae6f9e3ac8b616a82b07b28aae5d9fbef7dbce1b12164c03d2a175a
      """
    #expect(signed.query.last?.value == signature)
  }

  @Test(arguments: ["", "secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
  func otherTextIsNoPrivateKey(_ text: String) { #expect(PrivateKey(text) == nil) }
}
