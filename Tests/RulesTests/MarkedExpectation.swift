import Pipeline
import TestSupport
import Testing

/// Expects `code`, and nothing else, at each mark.
func expect(_ code: String, _ marked: String, at time: Int64? = nil) {
  let source = MarkedSource(marked)
  var options = Check.options
  if let time { options.now = time }
  let isYAML = marked.contains(": ") || marked.contains(":\n")
  let input = Check.input(isYAML ? "values.yaml" : "wandb.env", source.text)
  // The samples make up values of Kubernetes' own types, and buckets.
  let found = Check.findings(Compiler.compile([input], options)).filter {
    !$0.hasPrefix("WB204") && !$0.hasPrefix("WB205") && !$0.hasPrefix("WB3078")
  }
  let expected = source.offsets.values.sorted().map { "\(code)@\($0)" }
  #expect(found == expected, "\(source.text)")
}
