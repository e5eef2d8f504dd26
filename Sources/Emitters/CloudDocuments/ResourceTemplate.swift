import Documents

/// An Azure Resource Manager template, for `az deployment group create --template-file`.
enum ResourceTemplate {
  static func artifact(_ fileName: String, _ resources: [DocumentValue]) -> Artifact {
    let template = DocumentValue.object([
      "$schema": .string(
        "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"),
      "contentVersion": .string("1.0.0.0"), "resources": .array(resources),
    ])
    return Artifact(
      fileName: fileName, text: JSONDocument.render(template, .indented), sensitivity: .open)
  }

  /// Text that is not evaluated as an expression, even if it begins with `[`.
  static func text(_ text: String) -> DocumentValue {
    .string(text.hasPrefix("[") ? "[" + text : text)
  }

  /// An expression for a UUID that is always the same for the same texts.
  static func guid(_ texts: String...) -> DocumentValue {
    let arguments = texts.map { "'" + $0.replacing("'", with: "''") + "'" }
    return .string("[guid(" + arguments.joined(separator: ", ") + ")]")
  }
}
