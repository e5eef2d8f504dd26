import CloudDocuments
import ConfigSyntax
import Diagnostics
import Settings

/// Documents of clouds among the inputs: told by their keys, or by what the first one is said to be.
extension InputReading {
  /// JSON of a cloud is read as JSON; anything else of braces, Helm's values too, is YAML.
  mutating func readYAML(_ file: SourceFile, _ id: FileID, as kind: DocumentKind?) {
    var refusals = DiagnosticBag()
    let json = file.beginsAsJSON ? JSONReader.read(file, id, &refusals) : nil
    if let json, read(json, file, as: kind) { return bag.report(refusals.sorted) }
    var found = DiagnosticBag()
    let stream = YAMLReader.read(file, id, &found)
    if stream.count <= 1, let document = stream.first, read(document, file, as: kind) {
      let isNoJSON = file.name.lowercased().hasSuffix(".json") && refusals.hasErrors
      return bag.report(isNoJSON ? refusals.sorted : dialect(found))
    }
    bag.report(found.sorted)
    if let kind { return refuse(stream, id, as: kind) }
    let whole = SourceSpan(id, 0, file.bytes.count)
    addStream(stream.isEmpty ? [ConfigDocument(root: nil, span: whole)] : stream)
  }

  /// What is wrong with the YAML of a document; how Helm reads a date says nothing of a policy's.
  private func dialect(_ found: DiagnosticBag) -> [Diagnostic] {
    let isPolicy = cloudDocuments.last?.policy != nil
    return found.filter { !isPolicy || $0.id != SyntaxProblem.readersDisagree }.sorted
  }

  /// Whether a document of a cloud was read.
  private mutating func read(
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
    guard let kind = kind ?? DocumentKind(recognising: root) else { return false }
    let isScript = kind == .azureCORS && root.scalar != nil
    addDocument(kind, isScript ? AzureCommand.document(file, root.span.file) : inner, file)
    return true
  }

  /// A stream that is said to be a document, and is empty or several of them.
  private mutating func refuse(_ stream: [ConfigDocument], _ id: FileID, as kind: DocumentKind) {
    documents += stream
    guard !stream.contains(where: \.isDamaged) else { return }
    let isEmpty = stream.count <= 1
    let span = stream.dropFirst().first.map { ($0.root?.span ?? $0.span).sub(0..<0) }
    bag.report(
      .noDocument(
        kind, isEmpty ? "it is empty" : "it holds \(stream.count) documents",
        span ?? SourceSpan(id, 0, 0)))
  }

  private mutating func addDocument(
    _ kind: DocumentKind, _ document: ConfigDocument, _ file: SourceFile
  ) {
    documents.append(document)
    cloudDocuments.append(CloudDocument(document, kind, in: file, &bag))
  }

  /// XML holds no configuration, but a document of a cloud may be written in it.
  mutating func readXML(_ file: SourceFile, _ id: FileID, as kind: DocumentKind?) {
    let document = XMLReader.read(file, id, &bag)
    if let root = document.root, let kind = kind ?? DocumentKind(recognising: root) {
      return addDocument(kind, document, file)
    }
    documents.append(document)
    guard let root = document.root?.entries?.first else { return }
    bag.report(.unsupported("XML of `<\(root.key.value)>` is not read", root.key.span))
  }
}

extension Diagnostic {
  /// A policy inside of quotes, whose places are not those of the file.
  fileprivate static func quotedPolicy(_ path: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unsupportedKind, "the policy in `\(path)` is quoted text, and is not read",
      at: span)
    diagnostic.help = "cut it out first: `jq -r .\(path)`, or `--query \(path) --output text`"
    return diagnostic
  }

  static func noDocument(
    _ kind: DocumentKind, _ reason: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unsupportedKind,
      "the first input can't be what `--kind \(kind.rawValue)` says: \(reason)", at: span)
    diagnostic.help = "name the document first; it is one document of JSON, YAML or XML"
    return diagnostic
  }
}
