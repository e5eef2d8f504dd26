import Foundation
import TestSupport

/// The inputs and outputs of every release, parsed from the tags of the official modules: the facts
/// that the catalogue was made from, without compression.
struct FactsJSON: Decodable {
  struct Module: Decodable {
    let tags: [String]
    let versions: [String: Snapshot]
    let variableHistory: [String: Variable]
    let noEffectSpans: [String: [String]]
  }
  struct Snapshot: Decodable {
    let requiredVersion: String?
    let requiredProviders: [String: Provider]
    let variables: [Input]
    let outputs: [Output]
    let declaredButNeverUsed: [String]
  }
  struct Provider: Decodable, Equatable {
    let source: String
    let version: String
  }
  struct Output: Decodable {
    let name: String
    let sensitive: Bool?
  }
  struct Variable: Decodable {
    let present: [String]
    let changes: [Change]
  }
  struct Change: Decodable {
    let at: String
    let input: Input

    private enum CodingKeys: CodingKey { case at }

    init(from decoder: any Decoder) throws {
      at = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .at)
      input = try Input(from: decoder)
    }
  }
  struct Submodule: Decodable {
    let variables: [Input]
    let outputs: [String]
  }

  let module: [String: Module]
  let submodules: [String: Submodule]

  private static let file = Fixture.project.appending(path: "fixtures/facts/terraform-modules.json")

  static func read() throws -> FactsJSON {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom { path in
      // Only the names of our own members are in camel case; names of variables keep theirs.
      let key = path[path.count - 1]
      let names = [
        "variable_history": "variableHistory", "no_effect_spans": "noEffectSpans",
        "required_version": "requiredVersion", "required_providers": "requiredProviders",
        "declared_but_never_used": "declaredButNeverUsed",
      ]
      return names[key.stringValue].map { PlainKey(stringValue: $0) } ?? key
    }
    return try decoder.decode(FactsJSON.self, from: Data(contentsOf: file))
  }

  private struct PlainKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// An input as the facts have it.
struct Input: Decodable {
  let name: String?
  let type: String
  let required: Bool
  let nullable: Bool?
  let sensitive: Bool?
  /// Nil when there is none; JSON's null is a default.
  let defaultValue: JSONValue?

  private enum CodingKeys: String, CodingKey {
    case name, type, required, nullable, sensitive
    case defaultValue = "default"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decodeIfPresent(String.self, forKey: .name)
    type = try container.decode(String.self, forKey: .type)
    required = try container.decode(Bool.self, forKey: .required)
    nullable = try container.decodeIfPresent(Bool.self, forKey: .nullable)
    sensitive = try container.decodeIfPresent(Bool.self, forKey: .sensitive)
    defaultValue =
      container.contains(.defaultValue)
      ? try container.decode(JSONValue.self, forKey: .defaultValue) : nil
  }
}

/// JSON of any kind.
indirect enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  init?(_ text: String) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
      return nil
    }
    self = value
  }
}
