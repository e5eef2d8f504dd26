import ConfigSyntax
import Diagnostics
import Surfaces

/// The files that an input refers to, so that the commands can read them with it.
package enum CompanionFiles {
  /// The paths, relative to the folder in which the run is; none of them has to exist.
  package static func paths(of input: Input) -> [String] {
    guard case .file(let name, let bytes, nil) = input, name != SourceFile.standardInputName else {
      return []
    }
    switch InputFormat.detect(name, bytes) {
    case .yaml: return chart(name, bytes) + helmfileValues(name, bytes)
    case .hcl: return HelmResource.files(name, bytes).map { Surroundings.path($0, nextTo: name) }
    case .env, .xml, .script: return []
    }
  }

  /// The `Chart.yaml` next to what may be values of an umbrella chart.
  private static func chart(_ name: String, _ bytes: [UInt8]) -> [String] {
    guard !name.hasSuffix(chartFile), ByteSearch.occurs("global:", in: bytes) else { return [] }
    return [Surroundings.path(chartFile, nextTo: name)]
  }

  static let chartFile = "Chart.yaml"

  /// The values of the releases in a helmfile.
  private static func helmfileValues(_ name: String, _ bytes: [UInt8]) -> [String] {
    guard ByteSearch.occurs("releases:", in: bytes), ByteSearch.occurs("chart:", in: bytes) else {
      return []
    }
    var ignored = DiagnosticBag()
    let file = SourceFile(name: name, bytes: bytes)
    return (InputReading.stream(file, FileID(0), &ignored) ?? []).flatMap { document in
      (document.root?["releases"]?.oneOrMany ?? []).flatMap { release in
        (release["values"]?.oneOrMany ?? []).compactMap { $0.scalar?.text }
      }
    }.map { Surroundings.path($0, nextTo: name) }
  }
}
