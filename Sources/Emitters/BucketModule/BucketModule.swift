import CloudFacts
import Documents
import Terraform

/// A root module of plain resources under construction.
///
/// Whatever differs between environments is a variable, with its value in the values file.
struct BucketModule {
  let provider: RequiredProvider
  /// The version constraint on Terraform.
  var requiredTerraform = ">= 1.0"
  private(set) var main: HCLDocument.Body = []
  private(set) var variables: [ModuleInput] = []
  private(set) var outputs: HCLDocument.Body = []

  init(_ provider: RequiredProvider) { self.provider = provider }

  // MARK: Pieces

  mutating func add(_ items: HCLDocument.Item...) { main.items += items }

  /// Adds a variable and returns the expression that refers to it.
  mutating func variable(
    _ name: HCLDocument.Name, _ value: String, _ summary: String
  ) -> HCLDocument.Expression {
    variables.append(.text(name, .text(value), summary))
    return .variable(name)
  }

  /// Adds a variable with a list of texts and returns the expression that refers to it.
  mutating func variable(
    _ name: HCLDocument.Name, _ values: [String], _ summary: String
  ) -> HCLDocument.Expression {
    variables.append(
      ModuleInput(
        name: name, type: HCLDocument.TypeConstraint.list(.string).expression,
        value: .list(values.map { .text($0) }), summary: summary, sensitivity: .open))
    return .variable(name)
  }

  mutating func output(
    _ name: HCLDocument.Name, _ value: HCLDocument.Expression, _ summary: String
  ) {
    let body: HCLDocument.Body = [
      .attribute("description", .text(summary)), .attribute("value", value),
    ]
    outputs.append(.block("output", name, body: body))
  }

  // MARK: Files

  /// In the order of `RootDocuments.files`.
  func documents(_ backend: RootBackend?) -> [HCLDocument] {
    [
      HCLDocument(main), RootDocuments.variables(variables),
      RootDocuments.versions(requiredTerraform, [provider], backend), HCLDocument(outputs),
      RootDocuments.values(variables),
    ]
  }
}

extension HCLDocument.Item {
  /// A resource; a root module has only a few of each type.
  static func resource(
    _ type: HCLDocument.Name, named name: HCLDocument.Name = "wandb", _ body: HCLDocument.Body
  ) -> Self {
    .block("resource", type, name, body: body)
  }

  static func data(
    _ type: HCLDocument.Name, named name: HCLDocument.Name = "current",
    _ body: HCLDocument.Body = []
  ) -> Self {
    .block("data", type, name, body: body)
  }
}

extension CloudRole {
  /// The name of the resource that assigns the role.
  var resourceName: HCLDocument.Name { HCLDocument.Name(stringLiteral: label) }
}

extension HCLDocument.Expression {
  /// A list of texts from our own source.
  static func words(_ words: [String]) -> Self { .list(words.map { .text($0) }) }
}
