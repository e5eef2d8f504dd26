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
  /// What the next input is said to be.
  private var documentKind: DocumentKind?
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
    for input in inputs {
      guard input.isTerraform else {
        read(input)
        continue
      }
      if !isTerraformRead { readTerraform(inputs) }
      isTerraformRead = true
    }
  }

  mutating func read(_ input: Input) {
    switch input {
    case .file(let name, let bytes, let format): readFile(name, bytes, format)
    case .tooLarge(let name, let size, let limit): refuse(name, size, limit)
    case .set(let path, let value, let shown, let isOnCommandLine):
      readSet(path, value, shown, isOnCommandLine ? .commandLine : .elsewhere)
    case .environment(let variables): readEnvironment(variables)
    }
  }

  private mutating func readFile(_ name: String, _ bytes: [UInt8], _ format: Input.Format?) {
    let file = SourceFile(name: name, bytes: bytes)
    let id = sources.add(file)
    switch format ?? InputFormat.detect(name, bytes) {
    case .env:
      add(.environment, EnvReader.read(file, id, environment: environment, &bag))
    case .yaml:
      let read = YAMLReader.read(file, id, &bag)
      if let found = cloudDocument(read) {
        let isScript = found.kind == .azureCORS && found.source.root?.scalar != nil
        let source = isScript ? AzureCommand.document(file, id) : found.source
        return addDocument(found.kind, source, file)
      }
      let whole = SourceSpan(id, 0, bytes.count)
      addStream(read.isEmpty ? [ConfigDocument(root: nil, span: whole)] : read)
    case .xml: readXML(file, id)
    case .hcl: break
    }
  }

  /// A document of a cloud, when the one that was read is said to be one, or looks like it.
  private mutating func cloudDocument(
    _ read: [ConfigDocument]
  ) -> (kind: DocumentKind, source: ConfigDocument)? {
    defer { documentKind = nil }
    guard let source = read.first, let root = source.root, read.count == 1,
      let kind = documentKind ?? DocumentKind(recognising: root)
    else { return nil }
    return (kind, source)
  }

  private mutating func addDocument(
    _ kind: DocumentKind, _ document: ConfigDocument, _ file: SourceFile
  ) {
    documents.append(document)
    cloudDocuments.append(CloudDocument(document, kind, in: file, &bag))
  }

  /// XML holds no configuration, but a document of a cloud may be written in it.
  private mutating func readXML(_ file: SourceFile, _ id: FileID) {
    let document = XMLReader.read(file, id, &bag)
    if let found = cloudDocument([document]) { return addDocument(found.kind, found.source, file) }
    documents.append(document)
    guard let root = document.root?.entries?.first else { return }
    bag.report(.unsupported("XML of `<\(root.key.value)>` is not read", root.key.span))
  }

  private mutating func add(_ kind: Layer.Kind, _ document: ConfigDocument) {
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

  // MARK: YAML

  private mutating func addStream(_ stream: [ConfigDocument]) {
    var first: (kind: Layer.Kind, span: SourceSpan)?
    for document in stream {
      guard let kind = kind(of: document) else {
        documents.append(document)
        continue
      }
      let span = document.root?.span ?? document.span
      if let first, first.kind != kind, document.root != nil {
        documents.append(document)
        bag.report(.mixedKinds(span, first.span))
        continue
      }
      if document.root != nil, let first, first.kind == kind {
        bag.report(.severalDocuments(span, first.span))
      }
      if document.root != nil { first = first ?? (kind, span) }
      add(kind, document)
    }
  }

  /// The kind of a document; nil, and reported, when it is none that is read.
  private mutating func kind(of document: ConfigDocument) -> Layer.Kind? {
    guard let root = document.root else { return .helm }
    switch root.kind {
    case .damaged, .unknown: return .helm
    case .scalar, .sequence:
      bag.report(.unsupported("the document is \(root.noun), not a mapping", root.span))
      return nil
    case .mapping(let entries): return kind(of: root, entries)
    }
  }

  private mutating func kind(of root: ConfigNode, _ entries: [Entry]) -> Layer.Kind? {
    guard let kind = root["kind"]?.scalar?.text, let version = root["apiVersion"]?.scalar?.text
    else {
      if let kind = root["kind"], kind.scalar?.text == "WeightsAndBiases" {
        bag.report(.unsupported("the resource has no `apiVersion`", kind.span))
        return nil
      }
      if isOperatorChart(root, entries) { return .operatorChart }
      guard root["services"]?.entries != nil, root["global"] == nil else { return .helm }
      let span = entries.first { $0.key.value == "services" }?.key.span ?? root.span
      bag.report(.unsupported("compose files are not read", span))
      return nil
    }
    let span = root["kind"]?.span ?? root.span
    guard kind == "WeightsAndBiases", version.hasPrefix("apps.wandb.com/") else {
      bag.report(.unsupported("`\(kind)` of `\(version)` is not read", span))
      return nil
    }
    guard version == "apps.wandb.com/v1" else {
      bag.report(.unsupported("resources of `\(version)` are not read", span))
      return nil
    }
    return .customResource
  }

  /// Values of the operator's own chart: keys that the server's chart has not, or has elsewhere.
  private func isOperatorChart(_ root: ConfigNode, _ entries: [Entry]) -> Bool {
    let signs = ["airgapped", "manager", "namespaceIsolation"]
    let isSigned = signs.contains { root[$0] != nil }
    let isAuthorities = root["customCACerts"] != nil || root["image"]?.entries != nil
    return (isSigned || isAuthorities)
      && entries.allSatisfy { OperatorChart.keys.contains($0.key.value) }
  }

  // MARK: The command line

  private mutating func readSet(
    _ path: String, _ value: String, _ shown: String, _ source: Layer.ValueSource
  ) {
    let text = path + "=" + shown
    let id = sources.add(SourceFile(name: "--set", text: text))
    let start = path.utf8.count
    let key = Located(path, SourceSpan(id, 0, start))
    let span = SourceSpan(id, start + 1, text.utf8.count)
    let node = ConfigNode(.scalar(Scalar(value, .double)), span)
    let root = ConfigNode(
      .mapping([Entry(key: key, value: node)]), SourceSpan(id, 0, text.utf8.count))
    add(.set(source), ConfigDocument(root: root, span: root.span))
  }

  private mutating func readEnvironment(_ variables: [String: String]) {
    let known = variables.filter { FieldCatalog.standard.knows(variable: $0.key) }
    var text = ""
    var lines: [(name: String, value: String, start: Int)] = []
    for (name, value) in known.sorted(by: { $0.key < $1.key }) {
      lines.append((name, value, text.utf8.count))
      text += "\(name)=\(value)\n"
    }
    let id = sources.add(SourceFile(name: "<environment>", text: text))
    let entries = lines.map { line in
      let valueStart = line.start + line.name.utf8.count + 1
      let span = SourceSpan(id, valueStart, valueStart + line.value.utf8.count)
      return Entry(
        key: Located(line.name, SourceSpan(id, line.start, valueStart - 1)),
        value: ConfigNode(.scalar(Scalar(line.value, .environment)), span))
    }
    let whole = SourceSpan(id, 0, text.utf8.count)
    add(.environment, ConfigDocument(root: ConfigNode(.mapping(entries), whole), span: whole))
  }
}

extension Diagnostic {
  fileprivate static func mixedKinds(_ span: SourceSpan, _ first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.mixedKinds, "this document is of another kind than the first one",
      at: span.sub(0..<0))
    diagnostic.related = [Label("the first document", first.sub(0..<0))]
    diagnostic.help = "put Helm values and custom resources into files of their own"
    return diagnostic
  }

  fileprivate static func severalDocuments(_ span: SourceSpan, _ first: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.severalDocuments,
      "this document overrides the first one; Helm reads that one only",
      at: span.sub(0..<0))
    diagnostic.related = [Label("the first document", first.sub(0..<0))]
    diagnostic.help = "put layers into files of their own"
    return diagnostic
  }

  fileprivate static func unsupported(_ message: String, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(ShapeProblem.unsupportedKind, message, at: span)
    diagnostic.help = """
      Helm values of operator-wandb, custom resources of apps.wandb.com/v1, Terraform and env files \
      are read
      """
    return diagnostic
  }
}
