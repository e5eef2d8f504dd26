package import CloudDocuments
import ConfigSyntax
package import Diagnostics
package import Settings

/// A CORS document is written in a form that the tools of its cloud do not read.
package enum UnreadCORSForm: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3214", "unread-cors-form", .warning,
    Documentation(
      summary: "A CORS document has not the form that the tools of its cloud take.",
      explanation: """
        `gcloud storage buckets update --cors-file` and `gsutil cors set` take a list of rules; \
        the W&B documentation's sample puts it below `cors:`, as the answers of the API have it. \
        gcloud reads YAML as well as JSON, gsutil JSON only, so a list in YAML is a note. `aws s3api \
        put-bucket-cors --cors-configuration` takes `CORSRules` at the top; `CORSConfiguration` is \
        the root of the XML, and an argument beside `Bucket` for the SDKs.
        """,
      failing: .document("cors.json", "{\"cors\": \(list)}\n"),
      passing: .document("cors.json", "\(list)\n")))

  private static let list = """
    [{"origin": ["*"], "method": ["GET", "HEAD", "PUT"], "responseHeader": ["Content-Type", "ETag"]}]
    """

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let cors = document.cors else { return }
    switch cors.kind {
    case .gcsCORS: checkGoogle(cors, &report)
    case .s3CORS: checkAmazon(cors, document.document.root, &report)
    default: return
    }
  }

  private static func checkAmazon(
    _ cors: CORSDocument, _ root: ConfigNode?, _ report: inout RuleReport
  ) {
    guard cors.form != .xml, root?["Bucket"] == nil,
      let wrapper = root?.entries?.first(where: { $0.key.value == "CORSConfiguration" })
    else { return }
    report.report(
      "the rules stand below `CORSConfiguration`, and `aws s3api` takes `CORSRules` at the top",
      at: wrapper.key.span, help: "leave the key out")
  }

  private static func checkGoogle(_ cors: CORSDocument, _ report: inout RuleReport) {
    if let wrapper = cors.wrapper {
      let form = cors.form == .yaml ? ", in JSON" : ""
      report.report(
        "the rules stand below `\(wrapper.value)`, and gcloud takes the list alone",
        at: wrapper.span, help: "leave the key out\(form)")
    } else if cors.form == .yaml, let rule = cors.rules.first {
      report.report(
        "the rules are YAML, which `gsutil cors set` does not read", at: rule.place,
        help: "write them in JSON for gsutil; gcloud reads both", severity: .note)
    }
  }
}
