import Diagnostics
import Foundation
import Pipeline
import Settings

// `bench-fields COUNT FILE`: compiles FILE with a catalogue of COUNT settings, those that the complete
// example sets and others in sections of fifteen that no input touches.
let arguments = CommandLine.arguments
guard arguments.count == 3, let count = Int(arguments[1]) else {
  print("usage: bench-fields COUNT FILE")
  exit(2)
}
let used = ["Instance", "License", "Bucket", "MySQL", "Ingress"]
var sections = FieldCatalog.builtIn.sections.filter { used.contains($0.title) }
var fields = 46
while fields < count {
  let number = fields
  sections.append(
    FieldSection(
      "Section \(number)", "unused.section", variables: "UNUSED_VARIABLE", source: "none",
      fields: (0..<15).map { index in
        Field(
          "unused.s\(number).f\(index)", \.repositoryPrefix,
          [
            .helm("unused.section.s\(number).f\(index)"), .environment("UNUSED_\(number)_\(index)"),
          ],
          summary: "A setting that no input touches.")
      }))
  fields += 15
}
var options = Compiler.Options()
options.catalog = FieldCatalog(sections)
let bytes = [UInt8](FileManager.default.contents(atPath: arguments[2]) ?? Data())
let compilation = Compiler.compile(
  [.file(name: arguments[2], bytes: bytes, format: nil)], options)
exit(compilation.report.hasErrors ? 1 : 0)
