package import ConfigSyntax
package import Diagnostics
package import Documents
import Emitters
import Settings

/// A file's data and nothing else, as its real reader sees it.
package struct PlainData: Sendable {
  /// One value a document; nil when the reader would refuse the file.
  package let values: [DocumentValue]?
  package let sources: SourceMap
  /// The spans that frames must not show.
  package let masks: [SourceSpan]
  package let bag: DiagnosticBag

  /// Reads a file; a duplicate key, which the readers take, is a warning here.
  package static func read(
    _ input: Input, environment: @escaping EnvironmentLookup
  ) -> PlainData {
    guard case .file(let name, let bytes, let format) = input else {
      var reading = InputReading(environment: environment)
      reading.read(input)
      return PlainData(values: nil, sources: reading.sources, masks: [], bag: reading.bag)
    }
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let file = SourceFile(name: name, bytes: bytes)
    let id = sources.add(file)
    let documents: [ConfigDocument]
    let nothing: DocumentValue
    switch format ?? InputFormat.detect(name, bytes) {
    case .yaml:
      documents = YAMLReader.read(file, id, &bag)
      nothing = .null
    case .env:
      documents = [EnvReader.read(file, id, environment: environment, &bag)]
      nothing = .object([:])
    case .hcl: return readTfvars(file, id, sources)
    }
    let lenient = bag.mapSeverity {
      $0.id == SyntaxProblem.duplicateKey ? .warning : $0.severity
    }
    let values = documents.map { $0.root.map { DocumentValue($0) } ?? nothing }
    return PlainData(
      values: lenient.hasErrors ? nil : values.isEmpty ? [nothing] : values, sources: sources,
      masks: SecretMasks.find(documents, ResolvedConfiguration(), sources), bag: lenient)
  }

  /// Terraform refuses an attribute that is set twice.
  private static func readTfvars(
    _ file: SourceFile, _ id: FileID, _ sources: SourceMap
  ) -> PlainData {
    var bag = DiagnosticBag()
    let read = TfvarsReader.read(file, id, &bag)
    let value = DocumentValue.object(
      DocumentValue.Members(
        read.assignments.map { ($0.name.value, DocumentValue($0.value, file)) }))
    return PlainData(
      values: bag.hasErrors ? nil : [value], sources: sources,
      masks: SecretMasks.find([read.document], ResolvedConfiguration(), sources), bag: bag)
  }
}

extension DocumentValue {
  /// A value of Terraform's; what only Terraform can tell is the string `${…}` of its source text.
  init(_ value: HCLValue, _ file: SourceFile) {
    switch value.kind {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let number): self = .number(number.text)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .array(elements.map { DocumentValue($0, file) })
    case .object(let object):
      self = .object(
        Members(object.members.map { ($0.key.value, DocumentValue($0.value, file)) }))
    case .unknown: self = .string("${" + file.text(value.span) + "}")
    }
  }
}
