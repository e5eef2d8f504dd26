import CloudDocuments
import CloudFacts
import ConfigSyntax
import Probing

/// What a bucket's owner configured, as far as the keys may read it.
struct S3Properties {
  let session: S3Session

  static let names = [
    "lists files", "location", "versioning", "encryption", "events", "CORS rules",
  ]

  private var steps: Steps { session.steps }
  private var request: ProbeRequest { steps.request }

  /// Runs all steps; `listing` is the answer to the request for a list of files.
  func check(_ listing: HTTPResponse?) -> CORSVerdict? {
    list(listing)
    location()
    versioning()
    encryption()
    events()
    return rules()
  }

  private func list(_ listing: HTTPResponse?) {
    _ = steps.attempt("lists files", blaming: .accessKey) { _ throws(ProbeFailure) in
      guard let listing, listing.status != 200 else { return }
      let error = session.error(listing)
      throw ProbeFailure(
        error.code == "AccessDenied" ? BucketProblem.rightMissing : .requestRefused,
        [.name: "s3:ListBucket", .reply: error.reply])
    }
  }

  /// What a request for a property was answered.
  private enum Property {
    case value(XMLAnswer)
    case absent
    /// A note says why.
    case notReadable
  }

  /// Asks for a property; `absence` is the code of the error when the bucket does not have it.
  private func property(
    _ name: String, right: String, absence: String? = nil
  ) throws(ProbeFailure) -> Property {
    let answer = try session.send(session.request("GET", [(name, "")]))
    guard answer.status != 200 else { return .value(XMLAnswer(answer)) }
    let error = session.error(answer)
    guard error.code != absence else { return .absent }
    steps.report(
      ProbeFailure(
        BucketProblem.propertyNotReadable, [.name: right, .reply: error.reply],
        blaming: .accessKey))
    return .notReadable
  }

  private static let notReadable = "not readable"

  private func location() {
    _ = steps.attempt("location", blaming: .region) { detail throws(ProbeFailure) in
      let property = try property("location", right: "s3:GetBucketLocation")
      guard case .value(let xml) = property else { return detail = Self.notReadable }
      var region = xml.text("LocationConstraint") ?? ""
      // These two are older than the element.
      if region == "EU" { region = "eu-west-1" }
      if region.isEmpty, request[.scheme] == "aws" { region = "us-east-1" }
      detail = region.isEmpty ? "the store names no region" : region
      guard let own = request[.region], !region.isEmpty, own != region else { return }
      throw ProbeFailure(BucketProblem.regionDiffers, [.found: region, .expected: own])
    }
  }

  private func versioning() {
    _ = steps.attempt("versioning", blaming: .bucket) { detail throws(ProbeFailure) in
      let property = try property("versioning", right: "s3:GetBucketVersioning")
      guard case .value(let xml) = property else { return detail = Self.notReadable }
      detail = xml.text("VersioningConfiguration", "Status") ?? "off"
      guard detail != "Enabled" else { return }
      steps.report(ProbeFailure(BucketProblem.versioningOff, [.found: detail]))
    }
  }

  private func encryption() {
    _ = steps.attempt("encryption", blaming: .encryptionKey) { detail throws(ProbeFailure) in
      let property = try property(
        "encryption", right: "s3:GetEncryptionConfiguration",
        absence: "ServerSideEncryptionConfigurationNotFoundError")
      if case .notReadable = property { return detail = Self.notReadable }
      guard case .value(let xml) = property,
        let rule = xml.node(
          "ServerSideEncryptionConfiguration", "Rule", "ApplyServerSideEncryptionByDefault"),
        let algorithm = rule["SSEAlgorithm"]?.scalar?.text
      else {
        detail = "off"
        return steps.report(ProbeFailure(BucketProblem.encryptionOff, blaming: .bucket))
      }
      let key = rule["KMSMasterKeyID"]?.scalar?.text ?? ""
      detail = [algorithm, key].filter { !$0.isEmpty }.joined(separator: " ")
      guard let own = request[.encryptionKey], !own.isEmpty, !Self.isSame(own, key) else { return }
      throw ProbeFailure(
        BucketProblem.encryptionKeyDiffers,
        [.expected: own, .found: key.isEmpty ? algorithm : key])
    }
  }

  /// A key may be named by its ARN or its ID.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    let ids = [one, other].map { $0.split(separator: "/").last ?? "" }
    return one == other || !ids[0].isEmpty && ids[0] == ids[1]
  }

  /// Whether the bucket sends its events to the configured queue.
  private func events() {
    guard let queue = request[.queue] else {
      return steps.skip(["events"], blaming: .bucket, because: "the server tracks new files itself")
    }
    _ = steps.attempt("events", blaming: .queue) { detail throws(ProbeFailure) in
      let property = try property("notification", right: "s3:GetBucketNotification")
      guard case .value(let xml) = property else { return detail = Self.notReadable }
      let rules = xml.all("QueueConfiguration", in: xml.node("NotificationConfiguration"))
      let queues = rules.compactMap { $0["Queue"]?.scalar?.text }
      detail = queues.joined(separator: ", ")
      guard !queues.contains(where: { $0.split(separator: ":").last ?? "" == queue }) else {
        return
      }
      throw ProbeFailure(
        QueueProblem.eventsNotSent,
        [.name: queue, .found: queues.isEmpty ? "no queue" : queues.joined(separator: ", ")])
    }
  }

  private func rules() -> CORSVerdict? {
    guard let origin = request[.origin] else {
      steps.skip(["CORS rules"], blaming: .origin, because: "the host is not known")
      return nil
    }
    let verdict = steps.attempt("CORS rules", blaming: .bucket) {
      detail throws(ProbeFailure) -> CORSVerdict? in
      let property = try property(
        "cors", right: "s3:GetBucketCORS", absence: "NoSuchCORSConfiguration")
      let verdict: CORSVerdict? =
        switch property {
        case .value(let xml):
          CORSVerdict(xml, .s3CORS, for: origin, sending: [BrowserNeeds.sentHeader])
        case .absent: CORSVerdict.none
        case .notReadable: nil
        }
      detail = verdict?.summary ?? Self.notReadable
      if let verdict, verdict.refusal == nil, !verdict.exposesETag {
        steps.report(ProbeFailure(BucketProblem.eTagHidden))
      }
      return verdict
    }
    return verdict ?? nil
  }
}
