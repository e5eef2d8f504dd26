import Diagnostics
import Emitters
import Generators
package import Pipeline
import Settings
import Terraform

/// A surface that can be written and read; one row for each target of a whole configuration.
package struct SurfaceUnderTest: Sendable, CustomStringConvertible {
  package let target: String
  /// Whether it needs settings that not every configuration has: the cloud of a module.
  package var mayRefuse = false
  /// Settings that a document of the surface has even if they were not set.
  var implied: Set<String> = []
  /// Settings that a document expresses in a way that is not a setting, each with what it is there.
  var expressed: [(prefix: String, as: String)] = []

  package static let all = [
    SurfaceUnderTest(target: "helm"), SurfaceUnderTest(target: "operator"),
    SurfaceUnderTest(
      target: "operator-v2",
      implied: [
        "global.mysql.port", "global.redis.port", "mysql.tls", "bucket.tls",
        "bucket.forcePathStyle", "ingress.create",
      ],
      expressed: [
        ("mysql.install", "externalMysql or none"), ("redis.install", "externalRedis or none"),
        ("clickhouse.install", "externalClickhouse or none"), ("ingress.install", "the mode"),
        ("ingress.create", "the mode"),
      ]),
    SurfaceUnderTest(target: "docker-env", implied: urlDefaults),
    SurfaceUnderTest(target: "compose", implied: urlDefaults, expressed: image),
    SurfaceUnderTest(target: "docker-run", implied: urlDefaults, expressed: image),
    SurfaceUnderTest(target: "terraform", mayRefuse: true),
    SurfaceUnderTest(target: "terraform-helm"),
    SurfaceUnderTest(target: "tfvars", mayRefuse: true),
  ]

  /// What a URL says of a service although only the chart does: its defaults, and TLS if there is a
  /// certificate.
  private static let urlDefaults: Set = [
    "global.mysql.port", "global.mysql.database", "global.mysql.user", "global.redis.port",
    "global.redis.params.tls", "global.redis.params.ttlInSeconds",
  ]
  private static let image = [(prefix: "app.image.", as: "the image of the container")]

  package var description: String { target }

  /// What a target wrote.
  package struct Written {
    package let files: [(String, String)]
    package let findings: [String]
    /// The settings that it lists as lost.
    package let losses: Set<String>
  }

  package func write(_ compilation: Compilation) -> Written {
    guard let emitter = EmitterCatalog.emitter(named: target) else {
      return Written(files: [], findings: ["no target \(target)"], losses: [])
    }
    var report = Report()
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    let lost = report.findings.filter { RenderProblem.losses.contains($0.id) }
    return Written(
      files: artifacts.map { ($0.fileName, $0.text) },
      findings: report.findings.map { "\($0.id.code) \($0.message)" },
      losses: Set(lost.flatMap(\.quotedNames)))
  }

  package func read(_ files: [(String, String)]) -> Compilation {
    var options = Sample.options
    // Values files are read without the root module that declares their variables.
    if target == "tfvars" { options.terraform.module = .aws }
    return Compiler.compile(
      files.map { .file(name: $0.0, bytes: Array($0.1.utf8), format: nil) }, options)
  }
}

extension SurfaceUnderTest.Written {
  /// How two configurations differ: in what `surface` lists as lost, which must differ, and in nothing
  /// else.
  package func differences(
    on surface: SurfaceUnderTest, from start: Compilation, to end: Compilation
  ) -> [String] {
    let added = Set(end.settings.keys).subtracting(start.settings.keys).subtracting(surface.implied)
    return changes(on: surface, from: start, to: end) + added.sorted().map { "\($0) was added" }
  }

  /// The same without settings that were added: on some surfaces, defaults have to be spelled out.
  package func changes(
    on surface: SurfaceUnderTest, from start: Compilation, to end: Compilation
  ) -> [String] {
    let (before, after) = (start.settings, end.settings)
    return before.sorted { $0.key < $1.key }.compactMap { name, value in
      if surface.expressed.contains(where: { name.hasPrefix($0.prefix) }) { return nil }
      if losses.contains(name) {
        return after[name] == value ? "listed as lost, but kept: \(name)" : nil
      }
      return after[name] == value
        ? nil : "\(name): `\(value)` became `\(after[name] ?? "nothing")`"
    }
  }
}

extension Compilation {
  /// Every setting that is set, but those that a surface always has.
  package var settings: [String: String] {
    var result: [String: String] = [:]
    for field in FieldCatalog.fields(of: sole.resolved.configuration) where field.implied.isEmpty {
      result[field.name] = value(of: field)
    }
    for variable in sole.resolved.configuration.unmodelled.environment {
      result[variable.name] = variable.value.dataText
    }
    return result
  }
}

extension PrintableDiagnostic {
  /// The names in backquotes of a message.
  package var quotedNames: [String] {
    message.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter {
      !$0.offset.isMultiple(of: 2)
    }
    .map { String($0.element) }
  }
}
