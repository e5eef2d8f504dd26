import ConfigSyntax
import Documents
import Pipeline

/// What holds for every file that is read as plain data.
enum DataProperties {
  /// Findings are inside the file.
  static func faults(of name: String, _ bytes: [UInt8]) -> [String] {
    read(name, bytes).report.faults
  }

  /// A document is what its rendering is read as, in YAML and in JSON.
  static func faults(ofYAML bytes: [UInt8]) -> [String] {
    let data = read("values.yaml", bytes)
    guard let values = data.values else { return data.report.faults }
    let again = read("values.yaml", Array(YAMLDocument.render(values).utf8)).values
    let json = values.filter { !JSONDocument.render($0, .compact).hasSuffix("…") }.prefix(1).map {
      (value: $0, read: read("x.json", Array(JSONDocument.render($0, .indented).utf8)).values)
    }
    return data.report.faults + .fault("YAML reads back as another document", if: again != values)
      + .fault("JSON reads back as another value", if: json.contains { $0.read != [$0.value] })
  }

  /// The values are what their rendering is read as.
  static func faults(ofTfvars bytes: [UInt8]) -> [String] {
    let data = read("terraform.tfvars", bytes)
    guard let value = data.values?.first, let body = HCLDocument.Body(value) else {
      return data.report.faults
    }
    let again = read("terraform.tfvars", Array(HCLDocument(body).render().utf8)).values
    return data.report.faults + .fault("HCL reads back as another value", if: again != [value])
  }

  /// What docker reads is what its rendering is read as.
  static func faults(ofEnv bytes: [UInt8], _ dialect: EnvDialect) -> [String] {
    let data = read("wandb.env", bytes, dialect)
    var document = EnvDocument()
    guard let members = data.values?.first?.members else { return data.report.faults }
    var accepted = DocumentValue.Members()
    for case (let name, .string(let text)) in members.entries where document.add(name, text) {
      accepted[name] = .string(text)
    }
    let again = read("wandb.env", Array(document.render().utf8)).values
    return data.report.faults
      + .fault("an env file reads back as another", if: again != [.object(accepted)])
  }

  private static func read(
    _ name: String, _ bytes: [UInt8], _ dialect: EnvDialect = .docker
  ) -> PlainData {
    PlainData.read(
      .file(name: name, bytes: bytes, format: nil), dialect: dialect,
      environment: Sample.environment)
  }
}

extension HCLDocument.Body {
  /// The attributes of a values file; nil for a value that no such file has.
  init?(_ value: DocumentValue) {
    guard let entries = value.members?.entries else { return nil }
    self = []
    for entry in entries {
      guard let name = HCLDocument.Name(entry.key),
        let expression = HCLDocument.Expression(entry.value)
      else { return nil }
      append(.attribute(name, expression))
    }
  }
}

extension [String] {
  /// The sentence, if the property does not hold.
  static func fault(_ sentence: String, if isBroken: Bool) -> [String] {
    isBroken ? [sentence] : []
  }
}
