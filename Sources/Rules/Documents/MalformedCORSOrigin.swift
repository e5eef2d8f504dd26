package import CloudDocuments
package import Diagnostics
package import Settings

/// An origin in a CORS document is not in the form that browsers send.
package enum MalformedCORSOrigin: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3211", "malformed-cors-origin", .error,
    evidence: .read(by: .browsers, source: "RFC 6454, section 6.2 (serialization of an origin)"),
    Documentation(
      summary: "An origin in a CORS document is not of the form `http(s)://name[:port]`.",
      explanation: """
        Browsers send scheme, name and port in lower case, without a trailing slash and without \
        the default port (443 for https, 80 for http); the clouds compare that text with the \
        document's. An origin in any other form matches no request.
        """,
      failing: document("https://wandb.example.com/"),
      passing: document("https://wandb.example.com")))

  private static func document(_ origin: String) -> Example {
    .document(
      "cors.json",
      """
      [{"origin": ["\(origin)"], "method": ["GET", "HEAD", "PUT"],
        "responseHeader": ["Content-Type", "ETag"]}]

      """)
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let cors = document.cors else { return }
    for value in cors.rules.flatMap(\.origins.values) where !value.isPlaceholder {
      guard value.text != "*", let (fault, help) = fault(of: value.text) else { continue }
      findings.add(.origin(value, fault), at: value.span, help: help, fixes: fixes(value))
    }
  }

  private static func fault(of origin: String) -> (fault: Message, help: Message)? {
    // A wildcard stands for part of a name or for a port; misuse of it has its own finding.
    let plain = origin.replacing(":*", with: ":1").replacing("*", with: "a")
    if origin.hasSuffix("/"), MalformedHost.fault(of: String(plain.dropLast())) == nil {
      return (.endsWithSlash, .removeSlash)
    }
    if let fault = MalformedHost.fault(of: plain) {
      return (fault.fault, origin.contains("*") ? .writeOnlyOrigin : fault.help)
    }
    let sent = BrowserOrigin(meant: origin).text
    guard sent != origin else { return nil }
    let isCase = sent == origin.lowercased()
    return (isCase ? .hasUpperCase : .hasDefaultPort, .writeWhatBrowsersSend(sent))
  }

  private static func fixes(_ value: CORSValue) -> [FixIt] {
    let sent = BrowserOrigin(meant: value.text).text
    // Text after the name may have been meant as something else.
    let rest = value.text.range(of: "://").map { value.text[$0.upperBound...] } ?? ""
    let isSame = !rest.isEmpty && !rest.dropLast().contains { "/?#".contains($0) }
    guard value.isExact, isSame, MalformedHost.fault(of: sent) == nil else { return [] }
    return [FixIt(.write(value: sent), [.replace(value.span, with: sent)])]
  }
}

extension Message {
  fileprivate static func origin(_ origin: CORSValue, _ fault: Message) -> Message {
    "the origin `\(value: origin.text)` \(fault)"
  }

  fileprivate static let endsWithSlash: Message = "ends with a slash"
  fileprivate static let removeSlash: Message = "remove the slash"
  fileprivate static let writeOnlyOrigin: Message = "write only scheme, name and port"
  fileprivate static let hasUpperCase: Message = "has upper-case letters"
  fileprivate static let hasDefaultPort: Message = "has the default port of its scheme"

  fileprivate static func writeWhatBrowsersSend(_ origin: String) -> Message {
    "write `\(value: origin)`, which is what browsers send"
  }
}
