import Diagnostics
import Foundation
import Pipeline
import Settings
import Terraform
import TestSupport
import Testing

/// What the targets of Terraform write is formatted, valid and planned, and read back as it was.
@Suite struct RenderedRootTests {
  @Test func everyRootModuleIsRendered() {
    for root in RenderedRoot.all {
      #expect(root.files.count >= 4, "\(root): \(root.findings.map(\.message))")
    }
    print("rendered roots: \(RenderedRoot.all.count)")
  }

  @Test(.comparing(with: .terraformFormat))
  func isAFixedPointOfTerraformFormat() throws {
    let folder = try Scratch()
    var count = 0
    for (index, root) in RenderedRoot.all.enumerated() {
      for file in root.files {
        let name = "\(index)-\(file.name.replacingOccurrences(of: ".tfvars", with: "v.tfvars"))"
        try Data(file.text.utf8).write(to: folder.url(name))
        count += 1
      }
    }
    let remarks = try Oracle.terraformFormat.remarks(about: folder.url("."), count: count)
    #expect(remarks.text + remarks.errors == "")
  }

  /// Against stubs of the modules; without the blocks that need the schema of a provider.
  @Test(.comparing(with: .terraformRoot))
  func isPlannedByTerraform() throws {
    var disagreements = Disagreements()
    let roots = RenderedRoot.all
    let answers = try Oracle.terraformRoot.answers(
      roots.map { try [UInt8](JSONEncoder().encode(request($0))) })
    for (root, answer) in zip(roots, answers) {
      guard case .refused(let why) = answer else { continue }
      disagreements.add(Array("\(root)\n\(root.text("main.tf"))".utf8), "terraform: \(why)")
    }
    disagreements.report()
  }

  /// Settings are equal, or the emitter said that they are not carried.
  @Test func isReadBackAsItWas() {
    for root in RenderedRoot.all {
      let end = Compiler.compile(
        root.files.map { Check.input($0.name, root.text($0.name)) }, Check.options)
      let errors = end.report.findings.filter { $0.severity == .error }
      let own = Set(root.start.report.findings.map(\.id.code))
      #expect(
        errors.filter { !own.contains($0.id.code) }.map { "\($0.id.code) \($0.message)" } == [],
        "\(root)")
      let reported = root.findings.map { ($0.setting ?? "") + " " + $0.message }
      for field in FieldCatalog.fields(of: root.start.resolved.configuration) {
        let value = Check.value(of: field, root.start)
        // The chart implies it, and a variable spells it.
        guard value != Check.value(of: field, end), field.name != "email.scheme" else { continue }
        // The module that installs the server is connected with what the other one makes.
        let isConnected = Self.connections.contains(field.name)
        if value == nil, isConnected, root.release.variable("license") == nil { continue }
        let names = [field.name] + field.spellings.map(\.location.name)
        let isReported = reported.contains { text in names.contains { text.contains($0) } }
        #expect(isReported, "\(root): \(field.name) is \(value ?? "nothing") and not reported")
      }
    }
  }

  private static let connections: Set = ["bucket.queue", "global.mysql.host"]

  // MARK: Stubs

  private func request(_ root: RenderedRoot) -> RootRequest {
    var bag = DiagnosticBag()
    let main = root.text("main.tf")
    let call = blocks(of: main).filter { $0.hasPrefix("module ") }
    let read = TerraformConfiguration(
      TerraformInput(files: [.init(SourceFile(name: "main.tf", text: main), FileID(0))])
        .read(&bag), .builtIn)
    var modules: [String: String] = [:]
    var stubs: [String: String] = [:]
    for call in read.calls {
      guard let version = call.version, let release = call.release else { continue }
      let name = call.call.name.value
      modules[name] = "registry.terraform.io/\(call.module.address)@\(version)"
      stubs["\(name)/main.tf"] = stub(release)
    }
    return RootRequest(
      files: [
        "root/main.tf": call.joined(), "root/variables.tf": root.text("variables.tf"),
        "root/outputs.tf": root.text("outputs.tf"),
        "root/terraform.tfvars": root.text("terraform.tfvars"),
      ].merging(stubs) { first, _ in first }, modules: modules, step: "plan")
  }

  private func blocks(of text: String) -> [String] {
    text.components(separatedBy: "\n}\n").map {
      $0.trimmingCharacters(in: .newlines) + "\n}\n"
    }
  }

  private func stub(_ release: ModuleRelease) -> String {
    let variables = release.variables.map { variable in
      let standard = variable.defaultText.map { "  default = \($0)\n" } ?? ""
      let nullable = variable.isNullable ? "" : "  nullable = false\n"
      return "variable \"\(variable.name)\" {\n  type = \(variable.type)\n\(standard)\(nullable)}\n"
    }
    return variables.joined()
      + release.outputs.map { "output \"\($0)\" {\n  value = \"\"\n}\n" }.joined()
  }
}
