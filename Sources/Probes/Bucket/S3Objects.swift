import ConfigSyntax
import Probing

/// Writes a small file and removes it, in the ways that the server's clients do.
struct S3Objects {
  let session: S3Session

  static let names = ["signed URLs", "upload in parts"]

  private var steps: Steps { session.steps }

  static func skip(_ steps: Steps, because reason: String) {
    steps.skip(names, blaming: .bucket, because: reason)
  }

  private var exchange: FileExchange {
    FileExchange(
      steps: steps, authority: session.endpoint.authority, path: session.path,
      headers: session.encryption,
      send: { request throws(ProbeFailure) in try session.sendPresigned(request) })
  }

  func run() {
    _ = steps.attempt(Self.names[0], blaming: .accessKey) { detail throws(ProbeFailure) in
      detail = try exchange.run()
    }
    _ = steps.attempt(Self.names[1], blaming: .accessKey) { detail throws(ProbeFailure) in
      detail = try uploadInParts()
    }
  }

  /// A file is left behind as `NAME`, an upload as `NAME ID`, and one without an answer as `NAME *`.
  private func uploadInParts() throws(ProbeFailure) -> Steps.Detail {
    let name = TestName.make()
    var start = session.request("POST", object: name, [("uploads", "")])
    start.headers = session.encryption
    let unknown = "\(name) *"
    steps.willCreate(unknown)
    let started = try session.send(start)
    let id = XMLAnswer(started).text("InitiateMultipartUploadResult", "UploadId") ?? ""
    guard started.status == 200, !id.isEmpty else {
      steps.didRemove(unknown)
      throw refusedPart("CreateMultipartUpload", started)
    }
    let upload = "\(name) \(id)"
    steps.willCreate(upload)
    steps.didRemove(unknown)
    var part = session.request("PUT", object: name, [("partNumber", "1"), ("uploadId", id)])
    part.headers = [("Content-Type", "application/octet-stream")]
    part.body = FileExchange.content
    let stored = try session.send(part)
    guard stored.status == 200, let tag = stored["ETag"] else {
      remove(upload)
      throw refusedPart("UploadPart", stored)
    }
    steps.willCreate(name)
    var end = session.request("POST", object: name, [("uploadId", id)])
    end.headers = [("Content-Type", "application/xml")]
    end.body = Array(Self.completion(tag).utf8)
    let completed = try session.send(end)
    guard completed.status == 200, XMLAnswer(completed).node("Error") == nil else {
      steps.didRemove(name)
      remove(upload)
      throw refusedPart("CompleteMultipartUpload", completed)
    }
    steps.didRemove(upload)
    remove(name)
    return "1 part"
  }

  /// The list of one part; a tag is hexadecimal digits in quotes.
  private static func completion(_ tag: String) -> String {
    let safe = tag.filter { $0.isHexDigit || $0 == "-" }
    return """
      <CompleteMultipartUpload><Part><PartNumber>1</PartNumber>\
      <ETag>"\(safe)"</ETag></Part></CompleteMultipartUpload>
      """
  }

  private func refusedPart(_ action: String, _ answer: HTTPResponse) -> ProbeFailure {
    ProbeFailure(
      BucketProblem.multipartRefused, [.name: action, .reply: session.error(answer).reply])
  }

  /// Removes a file, or an upload that is not complete.
  func remove(_ leftover: String) {
    let words = leftover.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return }
    guard words.last != "*" else { return removeUploads(name, leftover) }
    let query = words.count == 2 ? [(name: "uploadId", value: words[1])] : []
    guard let answer = try? session.send(session.request("DELETE", object: name, query)) else {
      return
    }
    if [200, 204, 404].contains(answer.status) { steps.didRemove(leftover) }
  }

  /// Removes every upload of a file; the store may have started one whose ID did not arrive.
  private func removeUploads(_ name: String, _ leftover: String) {
    let key = session.key(of: name)
    guard
      let answer = try? session.send(session.request("GET", [("uploads", ""), ("prefix", key)])),
      answer.status == 200
    else { return }
    let xml = XMLAnswer(answer)
    let uploads = xml.all("Upload", in: xml.node("ListMultipartUploadsResult"))
    for id in uploads.compactMap({ $0["UploadId"]?.scalar?.text }) {
      let abort = session.request("DELETE", object: name, [("uploadId", id)])
      guard let answer = try? session.send(abort), [200, 204, 404].contains(answer.status) else {
        return
      }
    }
    steps.didRemove(leftover)
  }
}
