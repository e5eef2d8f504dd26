import Diagnostics
import Documents
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
