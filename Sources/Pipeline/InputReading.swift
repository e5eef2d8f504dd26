import CloudDocuments
import ConfigSyntax
import Diagnostics
import Settings
import Surfaces
import Terraform

/// Reads inputs into layers, and reports problems in their syntax and kind.
struct InputReading {
  var sources = SourceMap()
  var documents: [ConfigDocument] = []
  /// In input order; a layer of a Terraform directory may belong to one installation only.
  private var layers: [(layer: Layer, installation: Int?)] = []
  var bag = DiagnosticBag()
  var terraform: TerraformConfiguration?
  var cloudDocuments: [CloudDocument] = []
  /// The declared kind of the first input.
  private let documentKind: DocumentKind?
  /// The installations of the Terraform directory.
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

  /// Adds a layer; without an installation, it applies to all of them.
  mutating func add(_ layer: Layer, of installation: Int? = nil) {
    layers.append((layer, installation))
  }

  /// Reads every input; Terraform files form one input, at the position of the first of them.
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
      if let kind {
        bag.report(.noDocument(kind, "it is a Terraform file", SourceSpan(first, 0, 0)))
      }
    }
  }

  /// Reads one input, which `kind` may declare a cloud document.
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
      add(EnvFile(), EnvReader.read(file, id, environment: environment, &bag))
    case .yaml: readYAML(file, id, as: kind)
    case .xml: readXML(file, id, as: kind)
    case .hcl: break
    }
  }

  mutating func add(_ kind: any InputKind, _ document: ConfigDocument) {
    documents.append(document)
    add(Layer(kind, document))
  }

  private mutating func refuse(_ name: String, _ size: Int, _ limit: Int) {
    let id = sources.add(SourceFile(name: name, bytes: []))
    var diagnostic = Diagnostic(
      SyntaxProblem.inputTooLarge, "the input has \(size) bytes, but the limit is \(limit)",
      at: SourceSpan(id, 0, 0))
    diagnostic.help = "raise the limit with --max-bytes"
    bag.report(diagnostic)
  }
}

extension Diagnostic {
  static func unsupported(_ message: Message, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(ShapeProblem.unsupportedKind, message, at: span)
    diagnostic.help = InputKinds.help
    return diagnostic
  }
}
