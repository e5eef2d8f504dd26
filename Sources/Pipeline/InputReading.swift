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
  /// In input order.
  var layers: [Layer] = []
  var bag: DiagnosticBag
  var terraform: TerraformConfiguration?
  var cloudDocuments: [CloudDocument] = []
  /// The inputs whose comments may suppress findings.
  var commented: [SuppressionIndex.Source] = []
  /// The Secrets and ConfigMaps among the inputs.
  private(set) var objects = KnownObjects()
  /// The documents of other programs.
  var foreign: [ForeignObject] = []
  /// The dependencies on operator-wandb of the charts that were read, by the chart's folder.
  var umbrellas: [String: [UmbrellaDependency]] = [:]
  /// The files without values of the server's chart, to which such a chart would not matter.
  var filesOfOthers: Set<String> = []
  /// The declared kind of the first input.
  private let documentKind: DocumentKind?
  /// The installations of the Terraform directory.
  var installations: [Installation] = []
  let options: Compiler.TerraformOptions
  let context: EnvContext
  /// Reads the files that inputs name; nil for none.
  let files: (any TreeFiles)?
  let limits: Limits

  init(
    _ context: EnvContext,
    terraform: Compiler.TerraformOptions = Compiler.TerraformOptions(),
    files: (any TreeFiles)? = nil, limits: Limits = Limits(), documentKind: DocumentKind? = nil
  ) {
    self.context = context
    self.limits = limits
    bag = DiagnosticBag(most: limits[.findings])
    (self.files, self.documentKind) = (files, documentKind)
    options = terraform
  }

  /// The layers of one installation, in input order.
  func layers(of installation: Int) -> [Layer] {
    layers.filter { ($0.installation ?? installation) == installation }
  }

  mutating func addLayer(_ layer: Layer) { layers.append(layer) }

  /// Reads every input; Terraform files form one input, at the position of the first of them.
  mutating func read(_ inputs: [Input]) {
    noteUmbrellas(inputs)
    var isTerraformRead = false
    for (number, input) in inputs.enumerated() {
      let kind = number == 0 ? documentKind : nil
      guard input.isTerraform else {
        readInput(input, as: kind)
        continue
      }
      let first = FileID(sources.files.count)
      if !isTerraformRead { readTerraform(inputs) }
      isTerraformRead = true
      if let kind {
        bag.report(.noDocument(kind, "it is a Terraform file", SourceSpan(first, 0, 0)))
      }
    }
    leaveOutFilesOfOthers()
    readSecrets()
    keepNamedObjects()
    expandLayers()
    reportForeign()
    reportNothingRead()
    sources.mergedCount = mergedCount(of: inputs)
  }

  /// How many files are layers of one deployment; 0 for a single file or Terraform directory.
  private func mergedCount(of inputs: [Input]) -> Int {
    let files = Set(layers.map(\.document.span.file))
      .count { sources.isFile($0) && !Input.isTerraform(sources[$0].name) }
    var (module, values) = (0, 0)
    for case .file(let name, _, _) in inputs.filter(\.isTerraform) {
      if ModuleFileRole(name) == .ignored { values += 1 } else { module += 1 }
    }
    let layers = files + values + (module > 0 ? 1 : 0)
    return layers > 1 ? files + values + module : 0
  }

  /// Whether an input was read, or is to be read once it parses.
  var hasInput: Bool { !layers.isEmpty || !cloudDocuments.isEmpty || terraform != nil }

  /// Reads one input, which `kind` may declare a cloud document.
  mutating func readInput(_ input: Input, as kind: DocumentKind? = nil) {
    switch input {
    case .file(let name, let bytes, let format): readFile(name, bytes, format, as: kind)
    case .refused(let name, let limit): refuse(name, by: limit)
    case .set(let path, let value, let shown, .commandLine):
      readSet(path, value, shownAs: shown, .commandLine)
    case .set(let path, let value, let shown, .elsewhere):
      readSet(path, value, shownAs: shown, .elsewhere)
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
      commented.append(SuppressionIndex.Source(file: id, syntax: .environment))
      if let kind { bag.report(.noDocument(kind, "it is an env file", SourceSpan(id, 0, 0))) }
      addDocument(EnvFile(), decrypted(EnvReader.read(file, id, context, limits: limits, &bag)))
    case .yaml:
      commented.append(SuppressionIndex.Source(file: id, syntax: .yaml))
      readYAML(file, id, as: kind)
    case .xml: readXML(file, id, as: kind)
    case .script:
      if let kind { bag.report(.noDocument(kind, "it is a script", SourceSpan(id, 0, 0))) }
      readScript(file, id)
    case .hcl:
      commented.append(SuppressionIndex.Source(file: id, syntax: .hcl))
      readTerragrunt(file, id)
    }
  }

  /// The path of a file that the input at `span` names, from the folder of the run.
  func path(_ file: String, nextTo span: SourceSpan) -> String {
    let path = TreePath.path(file, nextTo: sources[span.file].path ?? "")
    return files?.shortened(path) ?? path
  }

  mutating func addDocument(_ kind: any InputKind, _ document: ConfigDocument) {
    documents.append(document)
    addLayer(Layer(kind, document))
  }

  /// Adds a file that was not read, and reports why.
  mutating func refuse(_ name: String, by limit: Limit) {
    let span = SourceSpan(sources.add(SourceFile(name: name, bytes: [])), 0, 0)
    bag.report(
      limit == .inputs
        ? .beyond(
          .inputs, of: limits,
          "there are more than \(limits[.inputs]) input files, so this one and the next are not read",
          at: span)
        : .tooLarge(limits[.bytes], at: span))
  }

  // MARK: Command line and environment

  mutating func readSet(
    _ path: String, _ value: String, shownAs shown: String, _ source: SetOption.Source
  ) {
    let text = path + "=" + shown
    let id = sources.addText(text, name: "--set")
    let start = path.utf8.count
    let key = Located(path, SourceSpan(id, 0, start))
    let span = SourceSpan(id, start + 1, text.utf8.count)
    let node = ConfigNode(.scalar(Scalar(value, .double)), span)
    let root = ConfigNode(
      .mapping([Entry(key: key, value: node)]), SourceSpan(id, 0, text.utf8.count))
    addDocument(SetOption(source), ConfigDocument(root: root, span: root.span))
  }

  mutating func readEnvironment(_ variables: [String: String]) {
    // A shell often has the variables of the client, which say nothing about the server.
    let known = variables.filter {
      FieldCatalog.builtIn.knows(variable: $0.key) && !ForeignVariable.isClients($0.key)
    }
    var text = ""
    var lines: [(name: String, value: String, start: Int)] = []
    for (name, value) in known.sorted(by: { $0.key < $1.key }) {
      lines.append((name, value, text.utf8.count))
      text += "\(name)=\(value)\n"
    }
    let id = sources.addText(text, name: "<environment>")
    let entries = lines.map { line in
      let valueStart = line.start + line.name.utf8.count + 1
      let span = SourceSpan(id, valueStart, valueStart + line.value.utf8.count)
      return Entry(
        key: Located(line.name, SourceSpan(id, line.start, valueStart - 1)),
        value: ConfigNode(.scalar(Scalar(line.value, .environment)), span))
    }
    let whole = SourceSpan(id, 0, text.utf8.count)
    addDocument(EnvFile(), ConfigDocument(root: ConfigNode(.mapping(entries), whole), span: whole))
  }

  /// The document without encrypted values, which are reported.
  private mutating func decrypted(_ document: ConfigDocument) -> ConfigDocument {
    guard let encrypted = document.decryptable else { return document }
    bag.report(.encryptedValues(encrypted.marker))
    return encrypted.document
  }

  // MARK: YAML streams

  mutating func addStream(_ stream: [ConfigDocument]) {
    var first: (kind: any InputKind, span: SourceSpan)?
    for (number, part) in stream.flatMap(\.parts).enumerated() {
      // One layer is enough for any number of documents without contents.
      if number > 0, part.root == nil, !part.isDamaged {
        documents.append(part)
        continue
      }
      let encrypted = part.decryptable
      let document = encrypted?.document ?? part
      guard let kind = kind(of: document) else {
        documents.append(document)
        continue
      }
      if let encrypted { bag.report(.encryptedValues(encrypted.marker)) }
      if let root = document.root {
        let isFirstOfKind = first.map { type(of: $0.kind) != type(of: kind) } ?? true
        if let first, isFirstOfKind, !first.kind.isObject || !kind.isObject {
          documents.append(document)
          bag.report(.mixedKinds((kind, root.span), first: first))
          continue
        }
        if let first, !isFirstOfKind {
          bag.report(.severalDocuments(kind, root.span, first: first.span))
        }
        first = first ?? (kind, root.span)
      }
      if let compose = kind as? ComposeFile {
        addCompose(compose, document)
      } else {
        addDocument(kind, document)
      }
    }
  }

  /// The kind of a document; reports an unsupported one and returns nil.
  private mutating func kind(of document: ConfigDocument) -> (any InputKind)? {
    let found = detect(document)
    switch found {
    case .yes(let kind): return kind
    case .malformed: report(found)
    case .refused(let finding): bag.report(finding)
    case .foreign(let name, let span, let alone):
      if let root = document.root {
        objects.add(root)
        bag.report(ObjectData.problems(in: root))
      }
      foreign.append(
        ForeignObject(name: name, span: span, document: document.span, alone: alone))
    case .no:
      bag.report(
        .unsupported(
          "the kind of the document is not recognized", document.span,
          InputKinds.help(for: sources, document.span)))
    }
    return nil
  }
}

extension InputReading {
  /// Reports why no kind of input accepts a document.
  mutating func report(_ detection: Detection) {
    guard case .malformed(let message, let span, let help, let fix) = detection else { return }
    var finding = Diagnostic.unsupported(
      message, span, help ?? InputKinds.help(for: sources, span))
    finding.fixes = fix.map { [$0] } ?? []
    bag.report(finding)
  }
}

/// Detects which reader an input needs.
enum InputFormat {
  /// Decides by the name, otherwise by the first line with content.
  static func detect(_ name: String, _ bytes: [UInt8]) -> Input.Format {
    if Input.isTerraform(name) || Input.isTerragrunt(name) { return .hcl }
    if name == "env" || name.hasSuffix("/env") || name.hasSuffix(".env") { return .env }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") { return .yaml }
    if name.hasSuffix(".xml") || looksLikeXML(bytes) { return .xml }
    if looksLikeScript(name, bytes) { return .script }
    return looksLikeEnv(bytes) ? .env : .yaml
  }

  /// `<<` is a YAML merge key.
  static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
    let mark = SourceFile.byteOrderMark
    let text = bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0).drop {
      $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D
    }
    return text.first == UInt8(ascii: "<") && text.dropFirst().first != UInt8(ascii: "<")
  }

  /// A script that starts a container, or one without anything else to read: `az storage cors add` is
  /// read with the cloud documents.
  private static func looksLikeScript(_ name: String, _ bytes: [UInt8]) -> Bool {
    let programs = ["docker", "podman", "nerdctl"]
    let starts =
      programs.contains { ByteSearch.occurs($0, in: bytes) }
      && ["run", "create"].contains { ByteSearch.occurs($0, in: bytes) }
    let isNamed = name.hasSuffix(".sh") || name.hasSuffix(".bash") || bytes.starts(with: "#!".utf8)
    guard !isNamed else { return starts || !ByteSearch.occurs("az storage", in: bytes) }
    let text = bytes.drop { $0 <= 0x20 }
    return starts && (programs + ["sudo "]).contains { text.starts(with: $0.utf8) }
  }

  private static func looksLikeEnv(_ bytes: [UInt8]) -> Bool {
    for line in bytes.prefix(65_536).split(separator: 0x0A) {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard let first = text.first, first != UInt8(ascii: "#"), first != 0x0D else { continue }
      let name = text.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
      return !name.isEmpty && text.dropFirst(name.count).first == UInt8(ascii: "=")
    }
    return false
  }
}

extension InputKinds {
  /// What can be used instead of the input at `span`: cloud documents are JSON or XML.
  fileprivate static func help(for sources: SourceMap, _ span: SourceSpan) -> Message {
    let name = sources[span.file].name
    return name.hasSuffix(".json") || name.hasSuffix(".xml") ? helpWithCloudDocuments : help
  }
}

extension Diagnostic {
  static func unsupported(
    _ message: Message, _ span: SourceSpan, _ help: Message = InputKinds.help
  ) -> Diagnostic {
    var diagnostic = Diagnostic(InputKindProblem.unsupportedKind, message, at: span)
    diagnostic.help = help
    return diagnostic
  }
}

extension Diagnostic {
  fileprivate static func mixedKinds(
    _ document: (kind: any InputKind, span: SourceSpan),
    first: (kind: any InputKind, span: SourceSpan)
  ) -> Diagnostic {
    let (title, firstTitle) = (type(of: document.kind).title, type(of: first.kind).title)
    var diagnostic = Diagnostic(
      InputKindProblem.mixedKinds,
      "this document contains \(title), but the first one contains \(firstTitle)",
      at: document.span.sub(0..<0))
    diagnostic.related = [Label("the first document", first.span.sub(0..<0))]
    diagnostic.help = "put each document into a separate file"
    return diagnostic
  }

  fileprivate static func severalDocuments(
    _ kind: any InputKind, _ span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    let consequence: Message =
      switch kind.merging {
      case .byHelm: ", but Helm reads only the first"
      case .byOperator: ", but two custom resources are two installations"
      case .byName where kind is CustomResourceV2:
        ", but two custom resources are two installations"
      case .byName where kind.isObject: ", but two objects are two workloads"
      case .byName: ""
      }
    var diagnostic = Diagnostic(
      InputKindProblem.severalDocuments, "this document overrides the first one\(consequence)",
      at: span.sub(0..<0))
    diagnostic.related = [Label("the first document", first.sub(0..<0))]
    diagnostic.help = "put each document into a separate file"
    return diagnostic
  }
}
