import Diagnostics
import Emitters
import Foundation
import Pipeline
import TestSupport
import Testing

/// What a target writes of values and `--set`.
struct CloudRendering {
  let files: [String: String]
  let diagnostics: [PrintableDiagnostic]

  init(
    _ target: String, _ yaml: String, _ settings: [String],
    _ change: (inout EmitOptions) -> Void = { _ in }
  ) throws {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var (inputs, options) = ([Check.input("values.yaml", yaml)], EmitOptions())
    change(&options)
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      inputs.append(
        .set(path: parts[0], value: parts[1], shown: parts[1], from: .commandLine))
    }
    var report = Report()
    let compilation = Compiler.compile(inputs, Check.options)
    let artifacts = Compiler.render(compilation, emitter, options, &report)
    files = Dictionary(uniqueKeysWithValues: artifacts.map { ($0.fileName, $0.text) })
    diagnostics = report.findings
  }

  var codes: [String] { diagnostics.map(\.id.code) }

  /// The settings without which nothing is written.
  var missing: [String] {
    diagnostics.filter { $0.id.code == "WB4002" }.compactMap(\.setting).sorted()
  }

  /// The policy in a file, or in the only one.
  func policy(_ name: String? = nil) throws -> WrittenPolicy {
    let text = try #require(name.map { files[$0] } ?? files.first?.value, "\(codes)")
    return try WrittenPolicy(text)
  }
}

/// A policy as Foundation reads its JSON.
struct WrittenPolicy {
  let version: String?
  let statements: [Statement]

  struct Statement {
    let sid: String
    let effect: String
    let principal: [String]
    let actions: [String]
    let resources: [String]
    /// `OPERATOR KEY` and the values.
    let conditions: [String: [String]]
  }

  init(_ text: String) throws {
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    version = json["Version"] as? String
    let statements = try #require(json["Statement"] as? [[String: Any]])
    self.statements = statements.map { statement in
      var conditions: [String: [String]] = [:]
      for (name, pairs) in statement["Condition"] as? [String: [String: Any]] ?? [:] {
        for (key, value) in pairs { conditions["\(name) \(key)"] = Self.texts(value) }
      }
      let principals = (statement["Principal"] as? [String: Any])?.values.flatMap(Self.texts)
      return Statement(
        sid: statement["Sid"] as? String ?? "", effect: statement["Effect"] as? String ?? "",
        principal: principals ?? Self.texts(statement["Principal"]),
        actions: Self.texts(statement["Action"]), resources: Self.texts(statement["Resource"]),
        conditions: conditions)
    }
  }

  private static func texts(_ value: Any?) -> [String] {
    (value as? String).map { [$0] } ?? value as? [String] ?? []
  }

  subscript(name: String) -> Statement? { statements.first { $0.sid == name } }

  var allowed: [Statement] { statements.filter { $0.effect == "Allow" } }
}
