package import Diagnostics

/// The findings of the configuration readers.
package enum SyntaxProblem {
  /// Every row, for the registry of codes; a test proves that none is missing.
  package static let all = [
    notText, yamlSyntax, unclosedQuote, tabIndentation, unclosedBracket, duplicateKey, repeatedName,
    unknownAnchor, keyKind, unreadableScalar, readersDisagree, environmentLine,
    quotedEnvironmentValue, hclSyntax, unclosedTemplate,
    unreadableLiteral, nonLiteralValue, failingExpression, missingFile, blockInValues,
    xmlSyntax, documentType, rawAmpersand, xmlReadersDisagree, dialectsDisagree,
    lineWithoutValue, lineWithoutEffect,
    jsonSyntax, markInName,
  ]

  /// How many syntax errors of one file are reported; what follows is damaged.
  static let mostErrors = 20

  package static let notText = DiagnosticID(
    "WB1001", "not-text", .error,
    evidence: .read(
      by: .yamlReaders,
      source: """
        YAML 1.2, section 5.1 (character set); YAML, JSON, HCL and XML exclude control \
        characters
        """),
    Documentation(
      summary: "The input contains bytes that are not text.",
      explanation: """
        Configuration files are UTF-8 text. Invalid UTF-8, NUL and other control characters come \
        from a binary file, a damaged copy or another encoding (UTF-16, Latin-1); every reader \
        downstream rejects them or silently changes them.
        """,
      failing: .yaml("global:\n  host: \"https://wandb.example.com\u{1}\"\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let yamlSyntax = DiagnosticID(
    "WB1002", "yaml-syntax", .error,
    evidence: .read(
      by: .helm, source: "YAML 1.2; sigs.k8s.io/yaml, the YAML reader of Helm and kubectl"),
    Documentation(
      summary: "The input is not valid YAML.",
      explanation: """
        Helm, kubectl and the operator reject the file. Reading resumes at the next line that is \
        indented no deeper than the damaged key, so that one run reports every syntax error.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\n  license eyJ\n  size: small\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  size: small\n")))

  package static let unclosedQuote = DiagnosticID(
    "WB1003", "unclosed-quote", .error,
    evidence: .read(by: .helm, source: "YAML 1.2, section 7.3 (flow scalar styles)"),
    Documentation(
      summary: "A quoted value has no closing quote.",
      explanation: """
        The text up to the next quote, often many lines further down, becomes part of the value. \
        Inside single quotes, write a quote twice (`''`); inside double quotes, write `\\"`.
        """,
      failing: .yaml("global:\n  host: \"https://wandb.example.com\n  size: small\n"),
      passing: .yaml("global:\n  host: \"https://wandb.example.com\"\n  size: small\n")))

  package static let tabIndentation = DiagnosticID(
    "WB1004", "tab-indentation", .error,
    evidence: .read(by: .helm, source: "YAML 1.2, section 6.1 (indentation spaces)"),
    Documentation(
      summary: "A line of YAML is indented with a tab.",
      explanation: "YAML 1.2 section 6.1 allows only spaces for indentation.",
      failing: .yaml("global:\n\thost: https://wandb.example.com\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let unclosedBracket = DiagnosticID(
    "WB1005", "unclosed-bracket", .error,
    evidence: .read(by: .helm, source: "YAML 1.2, section 7.4 (flow collection styles)"),
    Documentation(
      summary: "A `[` or `{` is not closed, or a comma is missing inside it.",
      explanation: "In flow style, commas separate the elements, and every bracket is closed.",
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  extraEnv: {A: b\n  size: small\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n  extraEnv: {A: b}\n")))

  package static let duplicateKey = DiagnosticID(
    "WB1006", "duplicate-key", .error,
    evidence: .read(
      by: .kubernetes,
      source: """
        YAML 1.2, section 3.2.1.3 (keys are unique); strict field validation of Kubernetes; HCL \
        native syntax specification, "Attribute Definitions"
        """),
    Documentation(
      summary: "The same key is written twice in one mapping.",
      explanation: """
        YAML 1.2 and HCL require unique keys: Terraform, `docker compose` and strict Kubernetes \
        decoding reject the file, while Helm silently keeps the last one. Whichever was meant, one \
        of the two lines is a mistake.
        """,
      failing: .yaml("global:\n  host: https://a.example.com\n  host: https://b.example.com\n"),
      passing: .yaml("global:\n  host: https://b.example.com\n")))

  package static let repeatedName = DiagnosticID(
    "WB1041", "repeated-name", .warning,
    evidence: .read(
      by: .docker,
      source: """
        Docker CLI, `--env-file`, and Terraform 1.11, object constructors: the last value wins
        """),
    Documentation(
      summary: "A name is written twice in an env file or an object, and the last one counts.",
      explanation: """
        `docker run --env-file` and `docker compose` keep the last value of a variable, and \
        Terraform the last value of an object's key. The other line has no effect.
        """,
      failing: .env("HOST=https://a.example.com\nHOST=https://b.example.com\n"),
      passing: .env("HOST=https://b.example.com\n")))

  package static let unknownAnchor = DiagnosticID(
    "WB1007", "unknown-anchor", .error,
    evidence: .read(by: .helm, source: "YAML 1.2, section 7.1 (alias nodes)"),
    Documentation(
      summary: "An alias names an anchor that is not defined above it.",
      explanation: """
        `*name` repeats the value that `&name` marked earlier in the same document. An anchor is \
        unknown before its definition, in another document, and inside its own value.
        """,
      failing: .yaml("global:\n  host: *host\n"),
      passing: .yaml(
        "global:\n  host: &host https://wandb.example.com\n  extraEnv: {SITE: *host}\n"))
  )

  package static let keyKind = DiagnosticID(
    "WB1010", "non-string-key", .error,
    evidence: .read(by: .helm, source: "sigs.k8s.io/yaml, conversion of keys to JSON"),
    Documentation(
      summary: "A mapping's key is a list, a mapping or null.",
      explanation: "Helm's reader (sigs.k8s.io/yaml) turns keys into text and rejects these.",
      failing: .yaml("global:\n  host: https://wandb.example.com\n  ? [a, b]\n  : c\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static let unreadableScalar = DiagnosticID(
    "WB1011", "unreadable-scalar", .error,
    evidence: .read(by: .helm, source: "Measured with go-yaml 2.4 and sigs.k8s.io/yaml"),
    Documentation(
      summary: "Helm's reader rejects the value.",
      explanation: """
        JSON, to which sigs.k8s.io/yaml converts every file, has no `.nan` and `.inf`; `!!int` and \
        similar tags must fit their value; go-yaml 2.4 accepts neither the escape `\\/` nor an \
        unquoted `?` inside `[…]` and `{…}`.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\napp:\n  extraEnv: {X: .nan}\n"),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\napp:\n  extraEnv: {X: \".nan\"}\n")))

  package static let readersDisagree = DiagnosticID(
    "WB1012", "readers-disagree", .warning,
    evidence: .read(
      by: .helm, source: "Measured with Helm 4.2.3, Terraform 1.11 and Compose 5.6.1"),
    Documentation(
      summary: "Helm, Terraform and Compose read this unquoted value differently.",
      explanation: """
        Measured with Helm 4.2.3, Terraform 1.11 `yamldecode` and Compose 5.6.1: `no` is false, \
        false and text; `012` is 10, 12 and "10"; `1_000` is 1000, text and "1000"; a date is \
        text, a timestamp with a time, and another text; a bare key `n` is the key `false` to \
        Helm and Terraform. With quotes, all of them read the same text.
        """,
      failing: .yaml("global:\n  host: https://wandb.example.com\napp:\n  extraEnv: {X: no}\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\napp:\n  extraEnv: {X: \"no\"}\n")
    ))

  package static let environmentLine = DiagnosticID(
    "WB1014", "environment-line", .error,
    evidence: .read(
      by: .docker,
      source: """
        Docker CLI 28.2, reader of `--env-file`; with `--env-dialect`, measured with Compose 5.6.1 and \
        bash 5.2
        """),
    Documentation(
      summary: "The program that reads the env file rejects the line.",
      explanation: """
        For `docker run --env-file`, a line is `NAME=value`, `NAME` (with the value from the caller's \
        environment), empty, or a comment that begins with `#`. The name must not be empty or contain \
        whitespace, so neither `export NAME=value` nor `NAME = value` is read; a line has at most \
        65,535 bytes (Docker CLI 28.2, package opts). With `--env-dialect compose`, quotes must be \
        closed and `${…}` be valid; with `shell`, every line is an assignment, since no command is run.
        """,
      failing: .env("export HOST=https://wandb.example.com\n"),
      passing: .env("HOST=https://wandb.example.com\n")))

  package static let quotedEnvironmentValue = DiagnosticID(
    "WB1015", "quoted-environment-value", .warning,
    evidence: .read(
      by: .docker,
      source: "Docker CLI, reader of `--env-file`; Compose, systemd and shells remove quotes"),
    Documentation(
      summary: "A value in an env file is in quotes, which become part of it.",
      explanation: """
        `docker run --env-file` passes the value on unchanged, quotes included; Compose, systemd \
        and the shell remove them.
        """,
      failing: .env("AWS_REGION=\"us-east-1\"\nHOST=https://wandb.example.com\n"),
      passing: .env("AWS_REGION=us-east-1\nHOST=https://wandb.example.com\n")))
}

/// The findings of the reader of JSON.
extension SyntaxProblem {
  package static let jsonSyntax = DiagnosticID(
    "WB1028", "json-syntax", .error,
    evidence: .read(
      by: .clouds,
      source: "RFC 8259 (JSON); the AWS CLI, gcloud and az read policies and CORS rules as JSON"),
    Documentation(
      summary: "A cloud document in a `.json` file is not valid JSON.",
      explanation: """
        The cloud providers' commands read policies and CORS documents as JSON: keys and strings \
        in double quotes, no comma after the last element, no comments. Helm reads `.json` as \
        YAML, which allows all of these, so Helm values need not be JSON.
        """,
      failing: .document(
        "policy.json",
        #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"},]}"#
          + "\n"),
      passing: .document(
        "policy.json",
        #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"}]}"#
          + "\n")))
}

/// The findings of the reader of XML.
extension SyntaxProblem {
  package static let xmlSyntax = DiagnosticID(
    "WB1022", "xml-syntax", .error,
    evidence: .read(by: .aws, source: "XML 1.0; Amazon S3 API, error `MalformedXML`"),
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
    evidence: .read(
      by: .aws,
      source: "Amazon S3 API, error `MalformedXML`; OWASP, \"XML External Entity Prevention\""),
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
    evidence: .read(by: .xmlReaders, source: "XML 1.0, section 2.4 (character data and markup)"),
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
    evidence: .read(by: .xmlReaders, source: "XML 1.0 and Namespaces in XML 1.0"),
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
