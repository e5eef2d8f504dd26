package import ConfigSyntax
package import Diagnostics
package import Documents
import Emitters
import Secrets
import Settings

/// A file's plain data, as its real reader sees it.
package struct PlainData: Sendable {
  /// One value per document; nil if the real reader would reject the file.
  package let values: [DocumentValue]?
  /// The findings of the reader alone; no rule is applied.
  package let report: Report

  /// Reads a file; a duplicate key is only a warning here, because the real readers accept it.
  package static func read(
    _ input: Input, dialect: EnvDialect = .docker, limits: Limits = Limits(),
    environment: @escaping EnvironmentLookup
  ) -> PlainData {
    let context = EnvContext(dialect, unset: .empty, environment: environment)
    guard case .file(let name, let bytes, let format) = input else {
      var reading = InputReading(context, limits: limits)
      reading.readInput(input)
      return PlainData(nil, [], reading.sources, reading.bag)
    }
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let file = SourceFile(name: name, bytes: bytes)
    let id = sources.add(file)
    let documents: [ConfigDocument]
    let nothing: DocumentValue
    switch format ?? InputFormat.detect(name, bytes) {
    case .yaml:
      documents = YAMLReader.read(file, id, limits: limits, &bag)
      nothing = .null
    case .env:
      documents = [EnvReader.read(file, id, context, limits: limits, &bag)]
      nothing = .object([:])
    case .xml: return readXML(file, id, sources, limits)
    case .script:
      bag.report(.unsupported("a script has no data to print", SourceSpan(id, 0, 0)))
      return PlainData(nil, [], sources, bag)
    case .hcl:
      return name.hasSuffix(".tf") || Input.isTerragrunt(name)
        ? readConfiguration(file, id, sources, limits) : readTfvars(file, id, sources, limits)
    }
    let lenient = bag.mapSeverity {
      $0.id == SyntaxProblem.duplicateKey ? .warning : $0.severity
    }
    let values = documents.map { $0.root.map { DocumentValue($0.showingUnknown) } ?? nothing }
    return PlainData(values.isEmpty ? [nothing] : values, documents, sources, lenient)
  }

  /// The data, unless the real reader would reject the file.
  private init(
    _ values: [DocumentValue]?, _ documents: [ConfigDocument], _ sources: SourceMap,
    _ bag: DiagnosticBag
  ) {
    self.values = bag.hasErrors ? nil : values
    let secrets = bag.isEmpty ? SecretClassification() : SecretClassification(documents, sources)
    report = DiagnosticGate(sources, secrets).report(bag)
  }

  private static func readXML(
    _ file: SourceFile, _ id: FileID, _ sources: SourceMap, _ limits: Limits
  ) -> PlainData {
    var bag = DiagnosticBag()
    let document = XMLReader.read(file, id, attributes: .kept, limits: limits, &bag)
    return PlainData(document.root.map { [DocumentValue(xml: $0)] }, [document], sources, bag)
  }

  /// As `hcl2json` shows it: block labels are keys, and blocks of one name form a list.
  private static func readConfiguration(
    _ file: SourceFile, _ id: FileID, _ sources: SourceMap, _ limits: Limits
  ) -> PlainData {
    var bag = DiagnosticBag()
    let body = HCLParser.read(file, id, limits: limits, &bag)
    let damaged = ConfigNode(.damaged, SourceSpan(id, 0, file.bytes.count))
    let document = ConfigDocument(root: damaged, span: damaged.span)
    return PlainData([DocumentValue(body, file)], [document], sources, bag)
  }

  /// Unlike YAML's readers, Terraform rejects an attribute that is set twice.
  private static func readTfvars(
    _ file: SourceFile, _ id: FileID, _ sources: SourceMap, _ limits: Limits
  ) -> PlainData {
    var bag = DiagnosticBag()
    let read = TfvarsReader.read(file, id, limits: limits, &bag)
    let value = DocumentValue.object(
      DocumentValue.Members(
        read.assignments.map { ($0.name.value, DocumentValue($0.value, file)) }))
    return PlainData([value], [read.document], sources, bag)
  }
}

extension ConfigNode {
  /// The values of an env file with `${…}` for each that only a running shell knows.
  fileprivate var showingUnknown: ConfigNode {
    switch kind {
    case .unknown: ConfigNode(.scalar(Scalar("${…}", .environment)), span)
    case .mapping(let entries) where entries.contains(where: \.value.isUnknown):
      ConfigNode(
        .mapping(entries.map { Entry(key: $0.key, value: $0.value.showingUnknown) }), span)
    default: self
    }
  }

  private var isUnknown: Bool { if case .unknown = kind { true } else { false } }
}

extension DocumentValue {
  /// Elements of one name form a list, at the position of the first.
  init(xml node: ConfigNode) {
    guard let entries = node.entries else {
      self = .string(node.scalar?.text ?? "")
      return
    }
    var indices: [ExactText: Int] = [:]
    var groups: [(name: String, values: [DocumentValue])] = []
    for entry in entries {
      let value = DocumentValue(xml: entry.value)
      let index = indices[ExactText(entry.key.value)] ?? groups.count
      if index == groups.count {
        indices[ExactText(entry.key.value)] = index
        groups.append((entry.key.value, [value]))
      } else {
        groups[index].values.append(value)
      }
    }
    self = .object(
      Members(groups.map { ($0.name, $0.values.count == 1 ? $0.values[0] : .array($0.values)) }))
  }
}
