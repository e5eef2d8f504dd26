import Diagnostics
import Generators
package import Pipeline
package import Settings

/// Short ways to compile small inputs.
package enum Check {
  package static func input(_ name: String, _ text: String) -> Input {
    .file(name: name, bytes: Array(text.utf8), format: nil)
  }

  /// 2026-11-21, so that nothing depends on the clock.
  package static var options: Compiler.Options {
    var options = Compiler.Options()
    options.now = 1_795_219_200
    return options
  }

  package static func compile(_ files: (String, String)...) -> Compilation {
    Compiler.compile(files.map { input($0.0, $0.1) }, options)
  }

  package static func yaml(_ text: String) -> Compilation { compile(("values.yaml", text)) }
  package static func env(_ text: String) -> Compilation { compile(("wandb.env", text)) }

  /// `CODE@OFFSET` of every finding, in order.
  package static func findings(_ compilation: Compilation) -> [String] {
    compilation.report.findings.map { "\($0.id.code)@\($0.span.lower)" }
  }

  package static func codes(_ compilation: Compilation) -> [String] {
    compilation.report.findings.map(\.id.code)
  }

  /// The literal text of a setting, for comparison.
  package static func value(_ name: String, _ compilation: Compilation) -> String? {
    FieldCatalog.field(named: name).flatMap { value(of: $0, compilation) }
  }

  package static func value(
    of field: Field<Configuration>, _ compilation: Compilation
  ) -> String? {
    compilation.value(of: field)
  }
}

extension Compilation {
  /// The configuration of inputs that describe one installation.
  package var resolved: ResolvedConfiguration { sole.resolved }
}
