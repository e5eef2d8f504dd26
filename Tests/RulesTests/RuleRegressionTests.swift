import Diagnostics
import Generators
import Pipeline
import Reporting
import TestSupport
import Testing

/// Inputs that made a rule or a frame trap, or cry wolf.
@Suite struct RuleRegressionTests {
  @Test func randomBytesAreDrawnWithoutATrap() {
    var generator = SeededGenerator(99)
    let pieces: [[UInt8]] = [
      Array("a: ".utf8), [0xFF], [0xCC, 0x81], Array("\"".utf8), [0x0A], [0xE2, 0x82],
      Array("é漢👍".utf8),
      [0xF0, 0x9F], Array("password: x\n".utf8), [0x09], [0x1B], [0x0D], Array("{[".utf8),
      [0xEF, 0xBF, 0xBD],
    ]
    for number in 0..<2000 {
      let bytes = (0..<(generator.next() % 12)).flatMap { _ in generator.pick(pieces) }
      let name = number % 2 == 0 ? "v.yaml" : "w.env"
      let compilation = Compiler.compile(
        [.file(name: name, bytes: bytes, format: nil)], Check.options)
      let findings = Findings(compilation.report, detail: .frames)
      #expect(TextRenderer(.findingsOnly).render(findings).isEmpty == compilation.report.isEmpty)
    }
  }

  @Test(arguments: [
    ("{\"expiresAt\":\"9223372036854775807-01-01T00:00:00Z\"}", []),
    ("{\"exp\":1e300}", []), ("{\"iss\":\"https:\\/\\/w\",\"exp\":9999999999}", []),
    ("{\"a\":\"\\ud83d\\ude00\"}", []),
    ("{\"expiresAt\":\"2020-02-30T00:00:00+02:00\"}", ["WB3019"]),
    ("{\"expiresAt\":\"2099-01-31T00:00:00Z\"}", []), ("[1]", ["WB3018"]),
  ])
  func licensesOfEveryShape(_ payload: String, _ codes: [String]) {
    let text = "eyJhbGciOiJSUzI1NiJ9.\(Self.base64URL(payload)).c2ln"
    #expect(Check.codes(Check.env("LICENSE=\(text)\n")) == codes)
  }

  private static func base64URL(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var (bits, count, result) = (0, 0, "")
    for byte in text.utf8 {
      (bits, count) = (bits << 8 | Int(byte), count + 8)
      while count >= 6 {
        count -= 6
        result.append(alphabet[bits >> count & 63])
      }
      bits &= (1 << count) - 1
    }
    if count > 0 { result.append(alphabet[bits << (6 - count) & 63]) }
    return result
  }

  @Test(arguments: [
    "MYSQL=mysql://wandb:99999/abc@db:3306/wandb\n", "REDIS=redis://:12?secretpart@host:6379\n",
  ])
  func passwordsThatBeginWithDigitsAreNotPorts(_ text: String) {
    #expect(Check.codes(Check.env(text)) == ["WB3006"])
  }

  @Test func referencesMayBeSplitOverLayers() {
    let compilation = Check.compile(
      ("a.yaml", "global: {licenseSecret: {name: a}}\n"),
      ("b.yaml", "global: {licenseSecret: {key: b}}\n"))
    #expect(Check.codes(compilation) == [])
  }

  /// `make bench` measures that many findings on one long line cost no more than their number.
  @Test func everyFindingOnALongLineIsDrawn() {
    let entries = (0..<4000).map { "\"k\($0)\":no" }.joined(separator: ",")
    let compilation = Check.yaml("{\"global\":{\"extraEnv\":{\(entries)}}}")
    let findings = Findings(compilation.report, detail: .frames)
    #expect(findings.records.count == 4000)
    #expect(
      findings.records.allSatisfy { $0.frame.sections.first?.lines.first?.marks.first?.width == 2 })
  }
}
