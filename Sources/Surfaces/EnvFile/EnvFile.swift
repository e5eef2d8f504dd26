package import ConfigSyntax
import Diagnostics
package import Settings

/// Variables of the server: an env file, or the environment of the process.
package struct EnvFile: InputKind {
  package static let title = "an env file"

  package init() {}

  package var form: Deployment.Form? { .container }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    let entries = root.entries ?? []
    reader.reserveCapacity(forVariables: entries.count)
    let ofDatabase = ForeignVariable.ofDatabase(among: entries)
    for entry in entries {
      let name = entry.key.value
      VariableReader(
        entry: entry, written: WrittenName(name, .environment(name)), source: .envFile
      ).read(except: ofDatabase, &reader)
    }
  }
}
