import ConfigSyntax
import Diagnostics
import Generators
import Terraform
import TestSupport
import Testing

/// No input traps, and none costs more than its size.
@Suite struct RootHostilityTests {
  @Test func longChainsOfLocalsCostNoDepth() {
    let count = 20_000
    let lines = (0..<count).map { "  x\($0) = local.x\($0 + 1)\n" }.joined()
    let sample = RootSample(["main.tf": "locals {\n\(lines)  x\(count) = 1\n}\n"])
    #expect(sample.findings == [])
    #expect(RootSample.show(sample.module.locals.first?.value) == "1")
  }

  @Test func chainsThatNestAreRefusedOnce() {
    let lines = (0..<5_000).map { "  x\($0) = [local.x\($0 + 1)]\n" }.joined()
    let sample = RootSample(["main.tf": "locals {\n\(lines)  x5000 = 1\n}\n"])
    #expect(!sample.findings.isEmpty)
    // Thousands of levels also take too many steps.
    #expect(sample.findings.allSatisfy { $0.hasPrefix("WB1009") || $0.hasPrefix("WB1043") })
    #expect(sample.findings.count < 20)
  }

  @Test func localsThatDoubleAreRefused() {
    let lists = (0..<60).map { "  x\($0) = [local.x\($0 + 1), local.x\($0 + 1)]\n" }.joined()
    #expect(!RootSample(["main.tf": "locals {\n\(lists)  x60 = 1\n}\n"]).findings.isEmpty)
    let texts = (0..<60).map { "  x\($0) = \"${local.x\($0 + 1)}${local.x\($0 + 1)}\"\n" }.joined()
    #expect(!RootSample(["main.tf": "locals {\n\(texts)  x60 = \"x\"\n}\n"]).findings.isEmpty)
  }

  @Test func largeCyclesAreReportedOnce() {
    let lines = (0..<20_000).map { "  x\($0) = local.x\(($0 + 1) % 20_000)\n" }.joined()
    #expect(RootSample(["main.tf": "locals {\n\(lines)}\n"]).findings.count == 1)
  }

  @Test func deletingAByteIsReportedWhereItHasAnEffect() {
    let main = """
      variable "a" {
        type = object({ b = optional(list(string), ["x"]) })
        validation {
          condition     = length(var.a.b) > 0
          error_message = "No ${var.a.b[0]}."
        }
      }
      locals { l = { for k, v in var.a : k => [v] } }
      module "m" {
        source   = "./m"
        for_each = toset(["x"])
        in       = "${local.l.b[0][0]}-${each.key}"
      }
      output "o" {
        value = module.m["x"].out
      }

      """
    let json =
      "{\"variable\": {\"a\": {\"type\": \"set(any)\"}}, \"locals\": [{\"x\": \"${1}\\n%{if true}a%{endif}\"}]}"
    for (name, text) in [("main.tf", main), ("main.tf.json", json)] {
      let bytes = Array(text.utf8)
      for index in bytes.indices {
        var shorter = bytes
        let removed = Character(Unicode.Scalar(shorter.remove(at: index)))
        let sample = RootSample([
          name: String(decoding: shorter, as: UTF8.self), "terraform.tfvars": "a = { b = [1] }\n",
        ])
        expectSpans(sample)
        // Each of these has a partner, so the rest is not valid.
        if "\"()[]".contains(removed) {
          #expect(sample.findings.contains { $0.hasPrefix("WB1") }, "\(name) without byte \(index)")
        }
        expectSpans(RootSample([name: String(decoding: bytes[..<index], as: UTF8.self)]))
      }
    }
  }

  private func expectSpans(_ sample: RootSample) {
    for finding in sample.bag.sorted {
      #expect(Int(finding.span.upper) <= sample.sources[finding.span.file].bytes.count)
    }
  }

  @Test func randomBlocksNeverTrap() {
    var generator = SeededGenerator(2)
    let pieces = [
      "variable", "\"a\"", "output", "module", "locals", "terraform", "provider", "resource",
      "check", " {\n", "}\n", " = ", "\n",
      "type", "default", "value", "var.a", "local.b", "module.a[*].x", "each.key", "[", "]", "(",
      ")", "list(any)", "optional(",
      "object({", "})", "validation", "condition", "error_message", "for_each", "count", "1",
      "\"x${", "}\"", "upper(", ",", "dynamic \"x\"",
      "required_providers", "backend", "null", "source", "alias", "sensitive", "true",
    ]
    for _ in 0..<4000 {
      let count = Int(generator.next() % 40)
      let text = (0..<count).map { _ in generator.pick(pieces) }.joined(separator: " ")
      expectSpans(
        RootSample(["main.tf": text, "override.tf": text, "terraform.tfvars": "a = [1]\n"]))
    }
  }

  @Test(arguments: ["list(", "object({a = ", "tuple([", "optional("])
  func deepTypesAreRefused(_ open: String) {
    let text = "variable \"a\" {\n  type = " + String(repeating: open, count: 20_000) + "\n}\n"
    #expect(RootSample(["main.tf": text]).findings.count == 1)
  }

  @Test func deepJSONIsRefused() {
    let text = "{\"locals\": {\"a\": " + String(repeating: "[", count: 20_000)
    #expect(RootSample(["main.tf.json": text]).findings.count == 1)
    let nested = String(repeating: "[", count: 400) + "\"${" + String(repeating: "[", count: 400)
    #expect(
      RootSample(["main.tf.json": "{\"locals\": {\"a\": " + nested + "}\"}"]).findings.count == 1)
  }
}
