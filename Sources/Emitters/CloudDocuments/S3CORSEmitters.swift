import CloudFacts
package import Diagnostics
import Documents
import Settings

/// The CORS document for the S3 API: browsers read and write files in the bucket by signed URLs.
package enum S3CORSXMLEmitter: Emitter {
  package static let target = Target(
    name: "s3-cors-xml", files: ["s3-cors.xml"],
    summary: "CORS document for S3 and S3-compatible stores, as XML")

  private static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let context = CloudContext(s3: target, request, &bag),
      let access = BrowserAccess(context, &bag)
    else { return nil }
    guard access.origins.allSatisfy(XMLDocument.canHold) else {
      bag.report(
        context.unwritable(
          .controlCharacters, request.configuration.host, "global.host"))
      return nil
    }
    return [artifact(access)]
  }

  static func artifact(_ access: BrowserAccess) -> Artifact {
    let format = CORSFormat.s3XML
    let rule = XMLElement(
      "CORSRule",
      access.origins.map { XMLElement(format.name(.origins), $0) }
        + access.methods.map { XMLElement(format.name(.methods), $0) }
        + access.sentHeaders(format).map { XMLElement(format.name(.headers), $0) }
        + access.exposedHeaders(format).map { XMLElement(format.name(.exposed), $0) }
        + [XMLElement(format.name(.maxAge), "\(access.maxAge)")])
    let root = XMLElement("CORSConfiguration", attributes: [("xmlns", namespace)], [rule])
    return Artifact(
      fileName: target.files[0], text: XMLDocument.render(root), sensitivity: .open)
  }
}

/// The same document in JSON, for `aws s3api put-bucket-cors` or for the console.
package enum S3CORSJSONEmitter: Emitter {
  package static let target = Target(
    name: "s3-cors-json", files: ["s3-cors.json"],
    summary: "CORS document for `aws s3api put-bucket-cors`, or the console (`--cors-form`)")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    guard let context = CloudContext(s3: target, request, &bag),
      let access = BrowserAccess(context, &bag)
    else { return nil }
    return [artifact(access, request.options.corsForm)]
  }

  static func artifact(_ access: BrowserAccess, _ form: EmitOptions.CORSForm) -> Artifact {
    let rules = DocumentValue.array([access.rule(.s3)])
    let root: DocumentValue =
      switch form {
      case .api: .object(["CORSRules": rules])
      case .console: rules
      }
    return Artifact(
      fileName: target.files[0], text: JSONDocument.render(root, .indented), sensitivity: .open)
  }
}

extension DocumentValue {
  /// A list of texts.
  static func words(_ words: [String]) -> DocumentValue { .array(words.map { .string($0) }) }
}

extension CloudContext {
  /// The context of a target for every S3-compatible store.
  fileprivate init?(
    s3 target: Target, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) {
    self.init(target, [.s3, .cw], of: "S3", request, &bag)
  }
}

extension Message {
  fileprivate static var controlCharacters: Message { "XML can't contain control characters" }
}
