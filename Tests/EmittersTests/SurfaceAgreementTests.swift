import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Pipeline
import Settings
import Surfaces
import TestSupport
import Testing

/// Configurations made from the field table mean the same on every surface that can spell them.
@Suite struct SurfaceAgreementTests {
  @Test(arguments: [11, 13, 17] as [UInt64])
  func everySurfaceReadsWhatAnotherWrote(_ seed: UInt64) throws {
    var maker = ConfigurationMaker(seed: seed)
    for number in 0..<150 {
      let text = YAMLDocument.render(maker.make(settings: 1 + number % 40))
      let start = Check.yaml(text)
      let values = settings(start)
      #expect(!values.isEmpty, "seed \(maker.seed)\n\(text)")
      for target in ["helm", "operator"] {
        let end = Check.compile(try render(start, target))
        #expect(settings(end) == values, "\(target), seed \(maker.seed)\n\(text)")
      }
      let env = try render(start, "docker-env")
      var carried = values.filter { Self.hasVariable($0.key) }
      // With a certificate the chart turns TLS on, and a URL says so.
      let tls = "global.redis.params.tls"
      if values["global.redis.caCert"] != nil { carried[tls] = carried[tls] ?? "true" }
      // The chart completes the address of a service with its defaults.
      for (name, text) in RoundTripTests.defaults {
        carried[name] = carried[name] ?? text
      }
      let read = Check.compile(env)
      #expect(settings(read) == carried, "docker-env, seed \(maker.seed)\n\(text)\n\(env.1)")
      guard !carried.isEmpty else { continue }
      let composed = Check.compile(try render(start, "compose"))
      #expect(settings(composed) == carried, "compose, seed \(maker.seed)\n\(text)")
      let back = Check.compile(try render(read, "helm"))
      #expect(settings(back) == carried, "back, seed \(maker.seed)\n\(env.1)")
    }
  }

  private static func hasVariable(_ name: String) -> Bool {
    FieldCatalog.field(named: name)?.spellings.contains {
      $0.location.surface == .environment && $0.role != .derived && $0.role != .ineffective
    } ?? false
  }

  private func settings(_ compilation: Compilation) -> [String: String] {
    var result: [String: String] = [:]
    for field in FieldCatalog.fields(of: compilation.resolved.configuration) {
      // What one surface always means is no difference.
      guard field.implied.isEmpty else { continue }
      result[field.name] = Check.value(of: field, compilation)
    }
    return result
  }

  private func render(_ compilation: Compilation, _ target: String) throws -> (String, String) {
    let emitter = try #require(EmitterCatalog.emitter(named: target))
    var report = Report()
    let artifact = Compiler.render(compilation, emitter, EmitOptions(), &report).first
    return (artifact?.fileName ?? "", artifact?.text ?? "")
  }
}

/// Makes Helm values from random fields of the table, each with a value of its type.
private struct ConfigurationMaker {
  private var generator: SeededGenerator
  private let fields: [Field<Configuration>]

  init(seed: UInt64) {
    generator = SeededGenerator(seed)
    let components = FieldCatalog.builtIn.sections.filter {
      ["Component app", "Component weave-trace"].contains($0.title)
    }
    // Connection strings need all their parts; `RoundTripTests` makes those.
    fields = (FieldCatalog.fixed.flatMap(\.fields) + components.flatMap { $0.fields() })
      .filter { ConfigurationMaker.path(of: $0) != nil && !$0.name.contains("ucket.") }
  }

  var seed: UInt64 { generator.seed }

  mutating func make(settings count: Int) -> DocumentValue {
    var tree = DocumentValue.object([:])
    tree.insert(.string("db"), at: ["global", "mysql", "host"])
    tree.insert(.string("cache"), at: ["global", "redis", "host"])
    tree.insert(.string("mail"), at: ["global", "email", "smtp", "host"])
    for _ in 0..<count {
      let field = generator.pick(fields)
      guard let (path, spelling) = Self.path(of: field) else { continue }
      tree.insert(value(field, spelling, path), at: path)
    }
    return tree
  }

  /// Where Helm values spell the setting on its own.
  private static func path(of field: Field<Configuration>) -> ([String], Spelling)? {
    let own = field.spellings.filter { $0.part == nil && $0.role == .canonical }
    if let helm = own.first(where: { $0.location.surface == .helm }) {
      return (helm.location.name.split(separator: ".").map(String.init), helm)
    }
    guard let variable = own.first(where: { $0.location.surface == .environment }) else {
      return nil
    }
    return (["global", "extraEnv", variable.location.name], variable)
  }

  private mutating func value(
    _ field: Field<Configuration>, _ spelling: Spelling, _ path: [String]
  ) -> DocumentValue {
    let isVariable = path.dropFirst().first == "extraEnv"
    switch field.type {
    case .integer:
      var number = Int(generator.next() % 60_000) + 1
      if case .range(let range)? = field.constraints.first {
        number = min(max(number, range.lowerBound), range.upperBound)
      }
      return isVariable ? .string(String(number)) : .number(String(number))
    case .boolean:
      let flag = generator.pick([true, false])
      return isVariable ? .string(flag ? "true" : "false") : .bool(flag)
    case .enumeration(let words): return .string(generator.pick(words))
    case .duration:
      let hours = generator.next() % 900 + 1
      return spelling.encoding == .hours ? .number(String(hours)) : .string("\(hours)h")
    case .list: return .array([.object(["name": .string(word())]), .string(word())])
    case .map: return .object([word(): .string(word()), "b.c/d": .string("1")])
    case .string, .secret:
      let text = field.name.hasSuffix(".host") ? "h\(generator.next() % 99).example.com" : word()
      if spelling.encoding == .urlText { return .string(PercentEncoding.encode(text)) }
      return .string(isVariable ? KubernetesText.escape(text) : text)
    }
  }

  private mutating func word() -> String {
    let alphabet = Array("abcXYZ019!$&'()*,;=:@/?#[]%+ é漢👍-._~\"\\{}")
    return "w" + String((0..<(generator.next() % 12)).map { _ in generator.pick(alphabet) }) + "w"
  }
}
