package import CloudDocuments
import ConfigSyntax
package import Diagnostics
package import Settings

/// A CORS document is in a format that the tools of its cloud do not accept.
package enum UnreadCORSForm: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3214", "unread-cors-form", .warning,
    evidence: .read(
      by: .googleCloud,
      source: "gcloud reference, `--cors-file`; AWS CLI reference, `put-bucket-cors`"),
    Documentation(
      summary: "A CORS document is not in the format that the tools of its cloud accept.",
      explanation: """
        `gcloud storage buckets update --cors-file` and `gsutil cors set` expect a list of rules; \
        the sample in the W&B documentation nests it under `cors:`, as API responses do. `aws s3api \
        put-bucket-cors --cors-configuration` expects `CORSRules` at the top level; \
        `CORSConfiguration` is the root element in XML, and an argument next to `Bucket` in the \
        SDKs.
        """,
      failing: .document("cors.json", "{\"cors\": \(list)}\n"),
      passing: .document("cors.json", "\(list)\n")))

  package static let otherIDs = [yaml]

  private static let yaml = DiagnosticID(
    "WB3287", "cors-in-yaml", .note,
    evidence: .read(
      by: .googleCloud, source: "gcloud reference, `--cors-file`; gsutil reference, `cors set`"),
    Documentation(
      summary: "A CORS document for Google Cloud is a list in YAML.",
      explanation:
        "`gcloud storage buckets update --cors-file` reads YAML and JSON, `gsutil cors set` only JSON.",
      failing: .document(
        "cors.yaml", "- origin: ['*']\n  method: [GET, HEAD, PUT]\n  responseHeader: ['*']\n"),
      passing: .document("cors.json", "\(list)\n")))

  private static let list = """
    [{"origin": ["*"], "method": ["GET", "HEAD", "PUT"], "responseHeader": ["Content-Type", "ETag"]}]
    """

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let cors = document.cors else { return }
    switch cors.kind {
    case .gcsCORS: checkGoogle(cors, &findings)
    case .s3CORS: checkAmazon(cors, document.document.root, &findings)
    default: return
    }
  }

  private static func checkGoogle(_ cors: CORSDocument, _ findings: inout RuleFindings) {
    if let wrapper = cors.wrapper {
      findings.add(
        .wrapped(in: wrapper), at: wrapper.span,
        help: cors.form == .yaml ? .removeKeyAndWriteJSON : .removeKey)
    } else if cors.form == .yaml, let rule = cors.rules.first {
      findings.add(.yaml, at: rule.headSpan, help: .writeJSON, code: yaml)
    }
  }

  private static func checkAmazon(
    _ cors: CORSDocument, _ root: ConfigNode?, _ findings: inout RuleFindings
  ) {
    guard cors.form != .xml, root?["Bucket"] == nil,
      let wrapper = root?.entries?.first(where: { $0.key.value == "CORSConfiguration" })
    else { return }
    findings.add(.wrappedForS3, at: wrapper.key.span, help: .removeKey)
  }
}

extension Message {
  fileprivate static func wrapped(in key: Located) -> Message {
    "the rules are under `\(key.value)`, but gcloud expects only the list"
  }

  fileprivate static let removeKey: Message = "remove the key"
  fileprivate static let removeKeyAndWriteJSON: Message = "remove the key and write JSON"

  fileprivate static let yaml: Message =
    "the rules are YAML, which `gsutil cors set` does not read"
  fileprivate static let writeJSON: Message =
    "write them in JSON if you use gsutil; gcloud reads both"

  fileprivate static let wrappedForS3: Message = """
    the rules are under `CORSConfiguration`, but `aws s3api` expects `CORSRules` at the top level
    """
}
