import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport
import Testing

/// `--kind` names the kind of the first input.
@Suite struct DocumentKindTests {
  private static let policy = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}]}
    """

  private func found(_ kind: DocumentKind, _ files: (String, String)...) -> [String] {
    var options = Check.options
    options.documentKind = kind
    let compilation = Compiler.compile(files.map { Check.input($0.0, $0.1) }, options)
    return compilation.report.findings.map {
      "\($0.id.code) \(compilation.sources[$0.span.file].name):\($0.span.lower)"
    }
  }

  @Test(arguments: [
    ("wandb.env", "HOST=https://w.example.com\n", 0), ("main.tf", "locals {}\n", 0),
    ("two.yaml", "a: 1\n---\nb: 2\n", 9), ("empty.json", "", 0), ("empty.yaml", "# no\n", 0),
  ])
  func rejectsAKindForOtherInputs(_ name: String, _ text: String, _ offset: Int) {
    #expect(found(.iam, (name, text)) == ["WB2003 \(name):\(offset)"])
  }

  @Test func appliesToTheFirstInputOnly() {
    let values = ("values.yaml", "global: {size: small}\n")
    #expect(found(.iam, ("wandb.env", "HOST=https://w.example.com\n"), values).count == 1)
    #expect(found(.iam, ("main.tf", "locals {}\n"), values).count == 1)
    #expect(found(.iam, ("two.yaml", "a: 1\n---\nb: 2\n"), values).count == 1)
    #expect(found(.iam, ("policy.json", Self.policy), values).contains("WB3232 policy.json:73"))
  }

  @Test func reportsOnlySyntaxErrorsInDamagedText() {
    let codes = found(.iam, ("a.yaml", "a: [\n---\nb: }\n")).map { $0.prefix(3) }
    #expect(!codes.isEmpty && codes.allSatisfy { $0 == "WB1" })
  }
}
