import Diagnostics
import Emitters
import Pipeline
import Reference
import Settings
import TestSupport
import Testing

/// `init`: what it writes validates, and all of it means something.
@Suite struct StarterTests {
  @Test(arguments: Starter.Provider.allCases)
  func onlyPlaceholdersAreReported(_ provider: Starter.Provider) {
    let starter = Starter(provider)
    #expect(Set(codes(starter.text, starter)) == ["WB2008"])
    // As many findings as there are values to fill in.
    let active = starter.text.split(separator: "\n").filter { !$0.trimmed.hasPrefix("#") }
    #expect(codes(starter.text, starter).count == active.count { $0.contains("<") })
  }

  /// `validate --complete` lists only what has to be filled in.
  @Test(arguments: Starter.Provider.allCases)
  func nothingIsMissing(_ provider: Starter.Provider) {
    let starter = Starter(provider)
    #expect(Set(codes(starter.text, starter, .always)) == ["WB2008"])
  }

  @Test(arguments: Starter.Provider.allCases)
  func everyOptionalLineIsValid(_ provider: Starter.Provider) {
    let starter = Starter(provider)
    let compilation = compile(Self.uncommented(starter.text), starter)
    let found = compilation.report.findings.filter { $0.id.code != "WB2008" }
    #expect(found.map { "\($0.id.code) \($0.message)" } == [])
    #expect(
      Self.uncommented(starter.text).split(separator: "\n").count
        == starter.text.split(separator: "\n").count)
  }

  @Test(arguments: Starter.Provider.allCases)
  func everyNameIsKnown(_ provider: Starter.Provider) {
    for name in Starter(provider).names { #expect(Subject.find(name) != nil, "\(name)") }
  }

  @Test(arguments: [
    (Starter.Provider.aws, ["helm", "operator", "terraform", "iam", "s3-cors-json"]),
    (.google, ["helm", "operator", "terraform", "gcs-cors"]),
    (.azurerm, ["helm", "operator", "terraform", "azure-cors"]),
    (.onprem, ["helm", "operator", "s3-cors-json"]),
    (.docker, ["docker-env"]),
  ])
  func rendersToItsTargets(_ provider: Starter.Provider, _ targets: [String]) throws {
    let starter = Starter(provider)
    let compilation = compile(starter.text, starter)
    for target in targets {
      let emitter = try #require(EmitterCatalog.emitter(named: target))
      var report = compilation.report
      let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
      #expect(!artifacts.isEmpty, "\(target): \(report.findings.map(\.message))")
    }
  }

  @Test(arguments: Starter.Provider.allCases)
  func linesAreShort(_ provider: Starter.Provider) {
    for line in Starter(provider).text.split(separator: "\n") where !line.contains("arn:") {
      #expect(line.count <= 100, "\(line)")
    }
  }

  // MARK: Helpers

  private func compile(
    _ text: String, _ starter: Starter, _ requirement: Deployment.Requirement = .ifWhole
  ) -> Compilation {
    var options = Check.options
    options.requirement = requirement
    return Compiler.compile([Check.input(starter.fileName, text)], options)
  }

  private func codes(
    _ text: String, _ starter: Starter, _ requirement: Deployment.Requirement = .ifWhole
  ) -> [String] {
    compile(text, starter, requirement).report.findings.map(\.id.code)
  }

  /// The text without the `#` of optional lines; descriptions have one space after theirs.
  private static func uncommented(_ text: String) -> String {
    // The introduction ends with a blank line.
    guard let end = text.firstRange(of: "\n\n")?.upperBound else { return text }
    let lines = text[end...].split(separator: "\n", omittingEmptySubsequences: false)
    return String(text[..<end])
      + lines.map { uncommented(line: String($0)) }.joined(separator: "\n")
  }

  private static func uncommented(line: String) -> String {
    let margin = line.prefix { $0 == " " }
    let rest = String(line.dropFirst(margin.count))
    guard rest.hasPrefix("#"), rest != "#" else { return line }
    let isText = rest.hasPrefix("# ") && !rest.hasPrefix("#  ")
    return isText ? line : String(margin) + rest.dropFirst()
  }
}

extension Substring {
  fileprivate var trimmed: Substring { drop { $0 == " " } }
}
