import CloudDocuments
import ConfigSyntax
import Diagnostics
import Settings
import Surfaces

/// Cloud documents among the inputs: recognised by their keys, or declared with `--kind`.
extension InputReading {
  /// A cloud's JSON is read as JSON; any other text in braces, such as Helm values, as YAML.
  mutating func readYAML(_ file: SourceFile, _ id: FileID, as kind: DocumentKind?) {
    if InputFormat.looksLikeXML(file.bytes), let found = misnamedXML(file, id) {
      return bag.report(found)
    }
    if file.holdsNoHelmValues {
      return addStream([ConfigDocument(root: nil, span: SourceSpan(id, 0, file.bytes.count))])
    }
    var refusals = DiagnosticBag()
    let json = file.beginsAsJSON ? JSONReader.read(file, id, limits: limits, &refusals) : nil
    if let json, readDocument(json, file, as: kind) { return bag.report(refusals.sorted) }
    var found = DiagnosticBag()
    guard let stream = Helmfile.stream(file, id, limits: limits, &found) else {
      return refuseTemplate(file, id)
    }
    if stream.count <= 1, let document = stream.first, readDocument(document, file, as: kind) {
      let isInvalidJSON = file.name.lowercased().hasSuffix(".json") && refusals.hasErrors
      return bag.report(isInvalidJSON ? refusals.sorted : dialect(found))
    }
    bag.report(found.sorted)
    if let kind { return refuseStream(stream, id, as: kind) }
    let whole = SourceSpan(id, 0, file.bytes.count)
    addStream(stream.isEmpty ? [ConfigDocument(root: nil, span: whole)] : stream)
  }

  /// The findings in a document's YAML; how Helm reads a date does not matter in a policy.
  private func dialect(_ found: DiagnosticBag) -> [Diagnostic] {
    let isPolicy = cloudDocuments.last?.policy != nil
    return found.filter { !isPolicy || $0.id != SyntaxProblem.readersDisagree }.sorted
  }

  /// Reads a cloud document; false if it is not one.
  private mutating func readDocument(
    _ document: ConfigDocument, _ file: SourceFile, as kind: DocumentKind?
  ) -> Bool {
    guard document.root != nil else { return false }
    let inner = PolicyWrapper.unwrapped(document)
    guard let root = inner.root else { return false }
    if let (path, span) = PolicyWrapper.quoted(root) {
      documents.append(document)
      bag.report(.quotedPolicy(path, span))
      return true
    }
    if kind == nil, let bindings = PolicyWrapper.googleBindings(root) {
      documents.append(document)
      bag.report(.googlePolicy(bindings))
      return true
    }
    guard let kind = kind ?? DocumentKind(detecting: root) else { return false }
    let isScript = kind == .azureCORS && root.scalar != nil
    addCloudDocument(kind, isScript ? AzureCommand.document(file, root.span.file) : inner, file)
    return true
  }

  /// Reports a stream that `--kind` declares a document, and that is empty or holds several.
  private mutating func refuseStream(
    _ stream: [ConfigDocument], _ id: FileID, as kind: DocumentKind
  ) {
    documents += stream
    guard !stream.contains(where: \.isDamaged) else { return }
    let isEmpty = stream.count <= 1
    let span = stream.dropFirst().first.map { ($0.root?.span ?? $0.span).sub(0..<0) }
    bag.report(
      .noDocument(
        kind, isEmpty ? "it is empty" : "it contains \(stream.count) documents",
        span ?? SourceSpan(id, 0, 0)))
  }

  private mutating func addCloudDocument(
    _ kind: DocumentKind, _ document: ConfigDocument, _ file: SourceFile
  ) {
    documents.append(document)
    cloudDocuments.append(CloudDocument(document, kind, in: file, &bag))
  }

  /// The finding for XML in a file whose name promises another format; nil for other text.
  private mutating func misnamedXML(_ file: SourceFile, _ id: FileID) -> Diagnostic? {
    var refusals = DiagnosticBag()
    let document = XMLReader.read(file, id, &refusals)
    guard let name = document.root?.entries?.first?.key, name.value.utf8.allSatisfy({ $0 > 0x20 }),
      ByteSearch.first("</", in: file.bytes[...]) != nil
    else { return nil }
    documents.append(document)
    let isCORS = document.root.flatMap { DocumentKind(detecting: $0) } == .s3CORS
    return .misnamedXML(file.name, name.span, isCORS: isCORS)
  }

  /// Reads XML, which may be a cloud document but not a configuration.
  mutating func readXML(_ file: SourceFile, _ id: FileID, as kind: DocumentKind?) {
    let document = XMLReader.read(file, id, limits: limits, &bag)
    if let root = document.root, let kind = kind ?? DocumentKind(detecting: root) {
      return addCloudDocument(kind, document, file)
    }
    documents.append(document)
    guard let root = document.root?.entries?.first else { return }
    bag.report(
      .unsupported(
        "XML with root element `<\(root.key.value)>` is not supported", root.key.span,
        InputKinds.helpWithCloudDocuments))
  }
}

extension SourceFile {
  /// Whether it is what `helm get values` prints for a release without values, which is not YAML.
  fileprivate var holdsNoHelmValues: Bool {
    guard bytes.count < 64 else { return false }
    return bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map { Array($0) }
      == [Array("USER-SUPPLIED VALUES:".utf8), Array("null".utf8)]
  }
}

extension Diagnostic {
  /// A policy inside a quoted string, where its locations would not match those of the file.
  fileprivate static func quotedPolicy(_ path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      InputKindProblem.unsupportedKind,
      "the policy in `\(path)` is a quoted string, which can't be checked", at: span)
    diagnostic.help = "extract it first: `jq -r .\(path)`, or `--query \(path) --output text`"
    return diagnostic
  }

  /// Roles on Google Cloud, whose members can't be compared with the configuration.
  fileprivate static func googlePolicy(_ bindings: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      InputKindProblem.unsupportedKind, "an IAM policy of Google Cloud can't be checked here",
      at: bindings)
    diagnostic.help = "`render --target gcp-iam` writes the roles that the server needs"
    return diagnostic
  }

  /// XML under the name of a JSON or YAML file.
  fileprivate static func misnamedXML(
    _ name: String, _ span: SourceSpan, isCORS: Bool
  ) -> Diagnostic {
    let isYAML = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    let ending = name.split(separator: ".").last.map { ".\($0)" } ?? ""
    var diagnostic = Diagnostic(
      InputKindProblem.unsupportedKind,
      "the file contains XML, but its name ends in `\(ending)`, so \(isYAML ? "YAML" : "JSON") is expected",
      at: span)
    diagnostic.help =
      isCORS
      ? """
      rename it to end in `.xml`, or write the rules for `aws s3api put-bucket-cors` as JSON: \
      `{"CORSRules": [{"AllowedOrigins": […], "AllowedMethods": […]}]}`
      """
      : "rename it to end in `.xml`, or convert it"
    return diagnostic
  }

  static func noDocument(
    _ kind: DocumentKind, _ reason: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      InputKindProblem.unsupportedKind,
      "the first input can't be of kind `\(kind.rawValue)`: \(reason)", at: span)
    diagnostic.help = "name the document first; it must be a single JSON, YAML or XML document"
    return diagnostic
  }
}
