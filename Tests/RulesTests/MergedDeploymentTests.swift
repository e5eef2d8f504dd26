import Diagnostics
import Pipeline
import TestSupport
import Testing

/// When two files are reported as two deployments that are merged into one.
@Suite struct MergedDeploymentTests {
  private static let base =
    "global:\n  host: https://a.example.com\n  bucket: {provider: s3, name: a}\n"

  private func codes(_ texts: String...) -> [String] {
    let inputs = texts.enumerated().map { number, text in
      let ending = text.hasPrefix("global") || text.hasPrefix("apiVersion") ? "yaml" : "env"
      return Check.input("\(number).\(ending)", text)
    }
    return Compiler.compile(inputs, Check.options).report.findings.filter { $0.id.code == "WB2025" }
      .map {
        "\($0.span.file.index)@\($0.span.lower)"
      }
  }

  @Test(arguments: [
    // All settings of the earlier file are set again.
    [base, base.replacing("a.example", with: "b.example")],
    ["global: {host: https://a.example.com}\n", "global: {host: https://b.example.com}\n"],
    ["HOST=https://a.example.com\n", "global: {host: https://b.example.com, size: small}\n"],
    // Two that identify a deployment differ, and most others are repeated.
    [
      base + "  size: small\n",
      base.replacing("a.example", with: "b.example").replacing("name: a", with: "name: b"),
    ],
    [
      "HOST=https://a.example.com\nLICENSE=a.b.c\nX=1\n",
      "HOST=https://b.example.com\nLICENSE=a.b.d\n",
    ],
  ])
  func filesThatRepeatEachOtherAreReported(_ texts: [String]) {
    #expect(codes(texts[0], texts[1]).map { $0.prefix(2) } == ["1@"], "\(texts)")
  }

  @Test(arguments: [
    // An overlay sets little.
    [base, "global: {host: https://b.example.com}\n"],
    [base, "global: {host: https://b.example.com, size: small}\n"],
    [base + "  size: small\n", "global: {bucket: {name: b}}\n", "HOST=https://b.example.com\n"],
    // Nothing that identifies a deployment differs.
    [base, base], [base, base.replacing("s3", with: "gcs")],
    ["global: {size: small}\n", "global: {size: large}\n"],
    // An example is not a deployment.
    ["global: {host: https://<HOST>}\n", "global: {host: https://b.example.com}\n"],
  ])
  func layersAreNot(_ texts: [String]) {
    let inputs = texts + [""]
    #expect(codes(inputs[0], inputs[1], inputs[2]) == [], "\(texts)")
  }

  @Test func oneFindingForManyFiles() {
    let found = codes(
      Self.base, Self.base.replacing("a.example", with: "b.example"),
      Self.base.replacing("a.example", with: "c.example"))
    #expect(found == ["1@16"])
  }

  @Test func optionsAreNotFiles() {
    let inputs = [
      Check.input("a.yaml", "global: {host: https://a.example.com}\n"),
      .set(
        path: "global.host", value: "https://b.example.com", shown: "https://b.example.com",
        from: .commandLine),
    ]
    #expect(Check.codes(Compiler.compile(inputs, Check.options)) == [])
  }
}
