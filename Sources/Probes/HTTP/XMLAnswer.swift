import ConfigSyntax
import Diagnostics

/// The XML in an answer; empty if there is none.
struct XMLAnswer {
  /// The root element's name and content.
  let document: ConfigDocument
  let source: SourceFile

  init(_ response: HTTPResponse) {
    // Azure's answers begin with a byte order mark.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let body = response.body.starts(with: mark) ? Array(response.body.dropFirst(3)) : response.body
    source = SourceFile(name: "answer.xml", bytes: body)
    var bag = DiagnosticBag()
    document = XMLReader.read(source, FileID(0), &bag)
  }

  /// The element at a path from the root, which is named too.
  func node(_ path: String...) -> ConfigNode? {
    path.reduce(document.root) { $0?[$1] }
  }

  /// The text of an element; nil if there is no such element, or it contains others.
  func text(_ path: String...) -> String? {
    path.reduce(document.root) { $0?[$1] }?.scalar?.text
  }

  /// The children of that name of an element.
  func all(_ name: String, in parent: ConfigNode?) -> [ConfigNode] {
    parent?.entries?.filter { $0.key.value == name }.map(\.value) ?? []
  }
}

/// An error of a cloud service: its code, and the text for messages.
struct ServiceError {
  /// `NoSuchBucket`; empty if the answer has none.
  let code: String
  /// Code and message, or the status.
  let reply: String
  /// Where S3 says that the bucket is.
  let region: String?

  /// Reads what S3, Cloud Storage, Azure and SQS answer; `accessKey` is left out of the text.
  init(_ response: HTTPResponse, hiding accessKey: String?) {
    let xml = XMLAnswer(response)
    let error = xml.node("Error") ?? xml.node("ErrorResponse", "Error")
    let header = response["x-ms-error-code"] ?? response["x-minio-error-code"]
    code = error?["Code"]?.scalar?.text ?? header ?? ""
    let message = error?["Message"]?.scalar?.text ?? Self.messageInJSON(xml.source) ?? ""
    let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let name = code.isEmpty ? "HTTP \(response.status)" : code
    let text = words.isEmpty ? code : "\(name): \(words.prefix(300))"
    let keys = [accessKey ?? ""].filter { !$0.isEmpty }
    reply = SecretScrubber(keys).cleaned(text.isEmpty ? response.summary : text)
    region = error?["Region"]?.scalar?.text ?? response["x-amz-bucket-region"]
  }

  /// The message of Google's JSON API.
  private static func messageInJSON(_ source: SourceFile) -> String? {
    guard source.bytes.first == UInt8(ascii: "{") else { return nil }
    var bag = DiagnosticBag()
    return JSONReader.read(source, FileID(0), &bag)?.root?["error"]?["message"]?.scalar?.text
  }
}
