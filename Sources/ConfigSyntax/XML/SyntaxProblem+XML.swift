package import Diagnostics

/// The findings of the reader of XML.
extension SyntaxProblem {
  package static let xmlSyntax = DiagnosticID(
    "WB1022", "xml-syntax", .error,
    Documentation(
      summary: "The text is no XML.",
      explanation: """
        S3 answers `MalformedXML` and keeps the old document. Every element is closed in the \
        reverse order of its start tag, names are written in the same case, `<` and `&` in text \
        are `&lt;` and `&amp;`, one element holds all others, and the encoding is UTF-8. The first \
        error ends the reading, as in every reader of XML.
        """,
      failing: .xml(document("<AllowedMethod>GET</allowedMethod>")),
      passing: .xml(document("<AllowedMethod>GET</AllowedMethod>"))))

  package static let documentType = DiagnosticID(
    "WB1023", "xml-document-type", .error,
    Documentation(
      summary: "The document has a DOCTYPE.",
      explanation: """
        A document type can name files and addresses that the reader fetches, and entities that \
        grow without end; services that take XML from anybody refuse it, and so does this one.
        """,
      failing: .xml("<!DOCTYPE CORSConfiguration>\n<CORSConfiguration/>\n"),
      passing: .xml("<CORSConfiguration/>\n")))

  package static let rawAmpersand = DiagnosticID(
    "WB1024", "raw-ampersand", .error,
    Documentation(
      summary: "An `&` in XML begins no reference.",
      explanation: """
        `&` begins `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` or `&#…;`. One that stands for \
        itself, as in the query of an address, is written `&amp;`; readers refuse the document \
        otherwise.
        """,
      failing: .xml(document("<ID>uploads & downloads</ID>")),
      passing: .xml(document("<ID>uploads &amp; downloads</ID>"))))

  package static let xmlReadersDisagree = DiagnosticID(
    "WB1025", "xml-readers-disagree", .warning,
    Documentation(
      summary: "XML that some readers take and others refuse or lose.",
      explanation: """
        Text beside the child elements of an element is no data. A prefix that is not declared, a \
        namespace that is declared wrongly and a version other than 1.0 stop some readers only.
        """,
      failing: .xml(document("GET<AllowedMethod>PUT</AllowedMethod>")),
      passing: .xml(document("<AllowedMethod>PUT</AllowedMethod>"))))

  private static func document(_ rule: String) -> String {
    """
    <CORSConfiguration>
      <CORSRule>
        \(rule)
      </CORSRule>
    </CORSConfiguration>

    """
  }
}
