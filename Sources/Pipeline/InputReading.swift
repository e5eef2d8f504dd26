import CloudDocuments
import ConfigSyntax
import Diagnostics
import Settings
import Terraform

/// Reads inputs into layers, and says what is wrong with their text and kind.
struct InputReading {
  var sources = SourceMap()
  var documents: [ConfigDocument] = []
  /// In input order; one of a Terraform directory is for one of its installations alone.
  private var layers: [(layer: Layer, installation: Int?)] = []
  var bag = DiagnosticBag()
  var terraform: TerraformConfiguration?
  var cloudDocuments: [CloudDocument] = []
  /// What the first input is said to be.
  private let documentKind: DocumentKind?
  /// What the Terraform directory installs.
  var installations: [Installation] = []
  let options: Compiler.TerraformOptions
  private let environment: EnvironmentLookup

  init(
    environment: @escaping EnvironmentLookup,
    terraform: Compiler.TerraformOptions = Compiler.TerraformOptions(),
    documentKind: DocumentKind? = nil
  ) {
    self.environment = environment
    self.documentKind = documentKind
    options = terraform
  }

  /// The layers of one installation, in input order.
  func layers(of installation: Int) -> [Layer] {
    layers.compactMap { $0.installation ?? installation == installation ? $0.layer : nil }
  }

  /// Adds a layer; without an installation it is for all of them.
  mutating func add(_ layer: Layer, of installation: Int? = nil) {
    layers.append((layer, installation))
  }

  /// Reads every input; those of Terraform, which are one, in the place of the first of them.
  mutating func read(_ inputs: [Input]) {
    var isTerraformRead = false
    for (place, input) in inputs.enumerated() {
      let kind = place == 0 ? documentKind : nil
      guard input.isTerraform else {
        read(input, as: kind)
        continue
      }
      let first = FileID(sources.files.count)
      if !isTerraformRead { readTerraform(inputs) }
      isTerraformRead = true
      if let kind { bag.report(.noDocument(kind, "it is Terraform's", SourceSpan(first, 0, 0))) }
    }
  }

  /// Reads one input, which may be said to be a document of a cloud.
  mutating func read(_ input: Input, as kind: DocumentKind? = nil) {
    switch input {
    case .file(let name, let bytes, let format): readFile(name, bytes, format, as: kind)
    case .tooLarge(let name, let size, let limit): refuse(name, size, limit)
    case .set(let path, let value, let shown, let isOnCommandLine):
      readSet(path, value, shown, isOnCommandLine ? .commandLine : .elsewhere)
    case .environment(let variables): readEnvironment(variables)
    }
  }

  private mutating func readFile(
    _ name: String, _ bytes: [UInt8], _ format: Input.Format?, as kind: DocumentKind?
  ) {
    let file = SourceFile(name: name, bytes: bytes)
    let id = sources.add(file)
    switch format ?? InputFormat.detect(name, bytes) {
    case .env:
      if let kind { bag.report(.noDocument(kind, "it is an env file", SourceSpan(id, 0, 0))) }
      add(.environment, EnvReader.read(file, id, environment: environment, &bag))
    case .yaml: readYAML(file, id, as: kind)
    case .xml: readXML(file, id, as: kind)
    case .hcl: break
    }
  }

  private mutating func readYAML(_ file: SourceFile, _ id: FileID, as kind: DocumentKind?) {
    let read = YAMLReader.read(file, id, &bag)
    if read.count <= 1, let root = read.first?.root, let source = read.first,
      let kind = kind ?? DocumentKind(recognising: root)
    {
      let isScript = kind == .azureCORS && root.scalar != nil
      return addDocument(kind, isScript ? AzureCommand.document(file, id) : source, file)
    }
    if let kind { return refuse(read, id, as: kind) }
    let whole = SourceSpan(id, 0, file.bytes.count)
    addStream(read.isEmpty ? [ConfigDocument(root: nil, span: whole)] : read)
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
  private mutating func readXML(_ file: SourceFile, _ id: FileID, as kind: DocumentKind?) {
    let document = XMLReader.read(file, id, &bag)
    if let root = document.root, let kind = kind ?? DocumentKind(recognising: root) {
      return addDocument(kind, document, file)
    }
    documents.append(document)
    guard let root = document.root?.entries?.first else { return }
    bag.report(.unsupported("XML of `<\(root.key.value)>` is not read", root.key.span))
  }

  mutating func add(_ kind: Layer.Kind, _ document: ConfigDocument) {
    documents.append(document)
    add(Layer(kind, document))
  }

  private mutating func refuse(_ name: String, _ size: Int, _ limit: Int) {
    let id = sources.add(SourceFile(name: name, bytes: []))
    var diagnostic = Diagnostic(
      SyntaxProblem.inputTooLarge, "the input has \(size) bytes; the limit is \(limit)",
      at: SourceSpan(id, 0, 0))
    diagnostic.help = "raise the limit with --max-bytes"
    bag.report(diagnostic)
  }
}

extension Diagnostic {
  static func unsupported(_ message: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(ShapeProblem.unsupportedKind, message, at: span)
    diagnostic.help = """
      Helm values of operator-wandb, custom resources of apps.wandb.com/v1, Terraform and env files \
      are read
      """
    return diagnostic
  }

  fileprivate static func noDocument(
    _ kind: DocumentKind, _ reason: String, _ span: SourceSpan
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unsupportedKind,
      "the first input can't be what `--kind \(kind.rawValue)` says: \(reason)", at: span)
    diagnostic.help = "name the document first; it is one document of JSON, YAML or XML"
    return diagnostic
  }
}
