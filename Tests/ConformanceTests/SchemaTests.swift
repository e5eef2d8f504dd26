import Diagnostics
import Documents
import Emitters
import Foundation
import Pipeline
import Reference
import Reporting
import TestSupport
import Testing

/// What is printed and read agrees with the schemas, says a validator that is not ours.
@Suite(.comparing(with: .jsonSchema))
struct SchemaTests {
  @Test func findingsFitTheirSchema() throws {
    let documents = DiagnosticsReference.all.map { id in
      let example = id.documentation.failing
      let compilation = Check.compile((example.fileName, example.text))
      return JSONRenderer().render(Findings(compilation.report))
    }
    let schema = JSONDocument.render(JSONSchema.diagnostics, .compact)
    #expect(try refusals(documents, schema) == [])
    // A validator that takes everything proves nothing.
    #expect(
      try refusals(["{}", documents[0].replacing("\"code\"", with: "\"kode\"")], schema).count == 2)
  }

  /// Values of scenarios without an error fit the schema of values.
  @Test func scenariosFitTheSchemaOfValues() throws {
    var documents: [String] = []
    for fixture in try Fixture.scenarios {
      for name in try fixture.inputs where name == "values.yaml" || name.hasSuffix("base.yaml") {
        let input = Input.file(name: name, bytes: try fixture.bytes(of: name), format: nil)
        guard Compiler.compile([input], Check.options).report.isEmpty,
          let value = PlainData.read(input, environment: { _ in nil }).values?.first
        else { continue }
        documents.append(JSONDocument.render(value, .compact))
      }
    }
    #expect(!documents.isEmpty)
    let schema = JSONDocument.render(JSONSchema.values, .compact)
    #expect(try refusals(documents, schema) == [])
    let wrong = "{\"global\":{\"bucket\":{\"provider\":\"aws\"}}}"
    #expect(try refusals([wrong], schema).count == 1)
  }

  /// Resources of apps.wandb.com/v2 that are rendered fit the schema of their
  /// CustomResourceDefinition, whatever the deployment.
  @Test func resourcesFitTheirDefinition() throws {
    var documents: [String] = []
    for seed in 1...300 {
      var generator = DeploymentGenerator(seed: UInt64(seed))
      var tree = generator.deployment()
      tree.insert(.string("0.83.1"), at: ["app", "image", "tag"])
      let start = Check.yaml(YAMLDocument.render(tree))
      var report = Report()
      let artifacts = Compiler.render(
        start, OperatorV2Emitter.self, EmitOptions(), &report)
      let text = try #require(artifacts.first).text
      let input = Check.input("wandb-v2.yaml", text)
      let values = try #require(PlainData.read(input, environment: { _ in nil }).values)
      let resource = try #require(values.last)
      documents.append(JSONDocument.render(resource, .compact))
      let end = Check.compile(("wandb-v2.yaml", text))
      // What the operator can't run was reported when the resource was rendered.
      let isIncomplete = report.findings.contains { $0.id == RenderProblem.incompleteResource }
      let errors = end.report.findings.filter { $0.severity == .error }.map(\.id.code)
      #expect(
        errors.allSatisfy { $0 == "WB2151" && isIncomplete },
        "seed \(seed) \(Check.findings(end))\n\(text)")
    }
    let schema = JSONDocument.render(JSONSchema.resourceV2, .compact)
    #expect(try refusals(documents, schema) == [])
    let wrong = documents[0].replacing("\"onDelete\"", with: "\"onDelte\"")
    #expect(try refusals([wrong], schema).count == 1)
  }

  /// Listings fit their schemas, and so do resources.
  @Test func listingsFitTheirSchemas() throws {
    for (value, subject) in [
      (SettingsReference.json(), JSONSchema.Subject.settings),
      (DiagnosticsReference.json(), .rules),
    ] {
      let schema = JSONDocument.render(JSONSchema.schema(of: subject), .compact)
      #expect(try refusals([JSONDocument.render(value, .compact)], schema) == [])
      #expect(try refusals(["[{}]"], schema).count == 1)
    }
    let resource = JSONDocument.render(JSONSchema.resource, .compact)
    let start =
      "{\"apiVersion\":\"apps.wandb.com/v1\",\"kind\":\"WeightsAndBiases\",\"metadata\":{},"
    #expect(
      try refusals(
        [
          start + "\"spec\":{\"values\":{\"app\":{\"install\":true}}}}",
          start + "\"spec\":{\"values\":{\"app\":{\"serviceAccount\":{\"create\":[]}}}}}",
        ], resource
      ).count == 1)
  }

  private func refusals(_ documents: [String], _ schema: String) throws -> [String] {
    try Oracle.jsonSchema.answers(documents, schema: schema).compactMap { answer in
      if case .refused(let why) = answer { why } else { nil }
    }
  }
}
