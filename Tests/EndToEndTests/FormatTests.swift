import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Every format over one set of cases, `fixtures/formats`; `make golden` rewrites what they print.
@Suite struct FormatTests {
  @Test(arguments: try FormatCase.all)
  func isAsCheckedIn(_ example: FormatCase) async throws {
    let (status, outputs) = try await example.run()
    let json = try #require(JSONTree((outputs["json"] ?? "").utf8))
    let found = json["diagnostics"]?.elements.map { finding in
      let location = finding["location"]
      let file = location?["file"]?.string ?? ""
      let line = location?["start"]?["line"]?.integer ?? 0
      return "\(finding["code"]?.string ?? "") \(file):\(line)"
    }
    #expect(["exit \(status)"] + (found ?? []) == example.expectation)
    let expected = example.url.appending(path: "expected")
    for (format, name) in FormatCase.formats {
      try Golden.expect(try #require(outputs[format]), at: expected.appending(path: name))
    }
    try Golden.expect(try #require(outputs["summary"]), at: expected.appending(path: "summary.md"))
  }

  /// No format shows a secret, and none of them leaves out that it did.
  @Test func secretsAreInNoFormat() async throws {
    let example = try #require(try FormatCase.all.first { $0.testDescription == "secrets" })
    let outputs = try await example.run().outputs
    for (format, text) in outputs {
      #expect(!text.contains("hunter") && !text.contains("hunt/er2"), "\(format)")
    }
    #expect(outputs["json"]?.contains("\"sensitive\": true") == true)
    #expect(outputs["sarif"]?.contains("a fix that contains a secret is left out") == true)
  }

  // MARK: What readers of the formats get

  /// Reads commands as GitHub's runner does: `ActionCommand.TryParseV2` in actions/runner.
  private func commands(_ text: String) -> [(
    kind: String, properties: [String: String], data: String
  )] {
    text.split(separator: "\n").compactMap { line in
      guard line.drop(while: { $0 == " " }).hasPrefix("::"),
        let end = line.dropFirst(2).range(of: "::")
      else { return nil }
      let head = line[line.index(line.startIndex, offsetBy: 2)..<end.lowerBound]
      let parts = head.split(separator: " ", maxSplits: 1)
      var properties: [String: String] = [:]
      for property in parts.count > 1 ? parts[1].split(separator: ",") : [] {
        let pair = property.split(separator: "=", maxSplits: 1).map(String.init)
        properties[pair[0]] = pair.count > 1 ? unescaped(pair[1], properties: true) : ""
      }
      return (String(parts[0]), properties, unescaped(String(line[end.upperBound...])))
    }
  }

  private func unescaped(_ text: String, properties: Bool = false) -> String {
    var text = text.replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    if properties { text = text.replacing("%3A", with: ":").replacing("%2C", with: ",") }
    return text.replacing("%25", with: "%")
  }

  @Test(arguments: try FormatCase.all)
  func githubGetsWhatWasMeant(_ example: FormatCase) async throws {
    let outputs = try await example.run().outputs
    let json = try #require(JSONTree((outputs["json"] ?? "").utf8))
    let findings = json["diagnostics"]?.elements ?? []
    let commands = commands(outputs["github"] ?? "")
    let files = Set(example.arguments.map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 })
    for kind in ["error", "warning", "notice"] {
      let severity = kind == "notice" ? "note" : kind
      let own = findings.filter { $0["severity"]?.string == severity }
      let shown = commands.filter { $0.kind == kind }
      #expect(shown.count == min(10, own.count))
      for (finding, command) in zip(own, shown) {
        let start = finding["location"]?["start"]
        #expect(command.data.contains(finding["message"]?.string ?? "?"))
        #expect(command.properties["title"]?.hasPrefix(finding["code"]?.string ?? "?") == true)
        guard let file = command.properties["file"] else { continue }
        #expect(command.properties["line"].flatMap { Int($0) } == start?["line"]?.integer)
        #expect(
          files.contains(file) || files.contains((file as NSString).deletingLastPathComponent),
          "\(file)")
      }
    }
    #expect(commands.allSatisfy { ["error", "warning", "notice"].contains($0.kind) })
  }

  /// The end of the log says what GitHub does not show.
  @Test func githubSaysHowManyMore() async throws {
    let example = try #require(try FormatCase.all.first { $0.testDescription == "many" })
    let github = try await example.run().outputs["github"] ?? ""
    #expect(
      github.hasSuffix(
        "\n2 more errors and 1 more warning are only in this log: GitHub shows 10 annotations of "
          + "each kind per step\n"))
  }

  @Test(arguments: try FormatCase.all)
  func xmlIsWellFormed(_ example: FormatCase) async throws {
    let text = try await example.run().outputs["junit"] ?? ""
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }

  /// Regions count UTF-16 code units, as `columnKind` says, and bytes.
  @Test(arguments: try FormatCase.all)
  func sarifRegionsAgreeWithTheFiles(_ example: FormatCase) async throws {
    let text = try await example.run().outputs["sarif"] ?? ""
    let run = try #require(JSONTree(text.utf8)?["runs"]?.elements.first)
    #expect(run["columnKind"]?.string == "utf16CodeUnits")
    let folder = try example.folder()
    for result in run["results"]?.elements ?? [] {
      let location = try #require(result["locations"]?.elements.first?["physicalLocation"])
      let artifact = try #require(location["artifactLocation"])
      let uri = try #require(artifact["uri"]?.string)
      #expect(URL(string: uri) != nil && !uri.contains(" "))
      guard artifact["uriBaseId"] != nil else { continue }
      let path = try #require(uri.removingPercentEncoding)
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: folder.url.path + "/" + path)))
      let region = try #require(location["region"])
      func number(_ name: String) throws -> Int { try #require(region[name]?.integer) }
      let offset = try number("byteOffset")
      let before = bytes[..<offset]
      let start = before.lastIndex { $0 == 0x0A }.map { $0 + 1 } ?? 0
      let column = String(decoding: bytes[start..<offset], as: UTF8.self).utf16.count + 1
      #expect(try number("startColumn") == column)
      #expect(try number("startLine") == before.count { $0 == 0x0A } + 1)
      #expect(try offset + number("byteLength") <= bytes.count)
      if try number("startLine") == number("endLine") {
        let text = String(
          decoding: bytes[offset..<(try offset + number("byteLength"))], as: UTF8.self)
        #expect(try number("endColumn") == column + text.utf16.count)
      }
    }
  }

  /// Fingerprints remain when lines are added above, and are unique.
  @Test(arguments: ["sarif", "gitlab"])
  func fingerprintsSurviveMovedLines(_ format: String) async throws {
    let folder = try TemporaryFolder([
      "a.yaml": "app:\n  extraEnv:\n    A: no\n    B: no\nglobal:\n  nmae: x\n"
    ])
    func fingerprints() async throws -> [String] {
      let text = try await Tool.run(
        ["validate", "a.yaml", "--format", format], in: folder.url
      ).stdout
      return text.split(separator: "\n").filter {
        $0.contains("\"wandbCfgFinding/v1\"") || $0.contains("\"fingerprint\"")
      }.map(String.init)
    }
    let before = try await fingerprints()
    #expect(before.count == 3 && Set(before).count == 3)
    try folder.write(
      "# one\n\n# two\napp:\n    extraEnv:\n        A: no\n        B: no\nglobal:\n  nmae: x\n",
      "a.yaml")
    #expect(try await fingerprints() == before)
  }
}
