package import Diagnostics

/// The findings of the reader of XML.
extension SyntaxProblem {
  package static let xmlSyntax = DiagnosticID(
    "WB1022", "xml-syntax", .error,
    Documentation(
      summary: "The document is not well-formed XML.",
      explanation: """
        S3 answers `MalformedXML` and keeps the old document. Elements are closed in the reverse \
        order of their start tags, with names in the same case; `<` and `&` in text are written \
        `&lt;` and `&amp;`; one element contains all others; and the encoding is UTF-8. Reading \
        stops at the first error, as in every XML reader.
        """,
      failing: .xml(document("<AllowedMethod>GET</allowedMethod>")),
      passing: .xml(document("<AllowedMethod>GET</AllowedMethod>"))))

  package static let documentType = DiagnosticID(
    "WB1023", "xml-document-type", .error,
    Documentation(
      summary: "The document has a DOCTYPE.",
      explanation: """
        A document type can name files and addresses that the reader fetches, and entities that \
        grow without limit; services that accept XML from anyone reject it, and so does this \
        program.
        """,
      failing: .xml("<!DOCTYPE CORSConfiguration>\n<CORSConfiguration/>\n"),
      passing: .xml("<CORSConfiguration/>\n")))

  package static let rawAmpersand = DiagnosticID(
    "WB1024", "raw-ampersand", .error,
    Documentation(
      summary: "An `&` in XML does not begin a reference.",
      explanation: """
        `&` begins `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` or `&#…;`. Write a literal \
        `&`, as in the query of a URL, as `&amp;`; otherwise, readers reject the document.
        """,
      failing: .xml(document("<ID>uploads & downloads</ID>")),
      passing: .xml(document("<ID>uploads &amp; downloads</ID>"))))

  package static let xmlReadersDisagree = DiagnosticID(
    "WB1025", "xml-readers-disagree", .warning,
    Documentation(
      summary: "Some readers accept this XML; others reject it or lose part of it.",
      explanation: """
        Text next to child elements is not data. A prefix that is not declared, a namespace that \
        is declared incorrectly and a version other than 1.0 stop only some readers.
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
