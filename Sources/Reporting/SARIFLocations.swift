import Diagnostics
import Documents

/// Locations as SARIF writes them: percent-encoded URIs, and regions in lines, UTF-16 and bytes.
struct SARIFLocations {
  private let paths: PathBase

  init(_ paths: PathBase) { self.paths = paths }

  /// What relative URIs start from; the log does not name it, because it differs between machines
  /// (section 3.14.14).
  static let baseIDs = DocumentValue.object([
    base: .object([
      "description": .object(["text": .string("The directory that relative paths start from.")])
    ])
  ])

  private static let base = "%SRCROOT%"

  /// A `location` object.
  func location(_ location: DiagnosticRecord.Location) -> DocumentValue.Members {
    [
      "physicalLocation": .object([
        "artifactLocation": artifact(location), "region": region(location),
      ])
    ]
  }

  /// An `artifactLocation` object.
  ///
  /// GitHub refuses a log with a finding in no file, so text of the
  /// command line gets a URI as well.
  func artifact(_ location: DiagnosticRecord.Location) -> DocumentValue {
    guard let written = location.path else {
      return .object([
        "uri": .string(URIPath.encoded(location.file)),
        "description": .object(["text": .string("Text that no file contains.")]),
      ])
    }
    let path = paths.path(written)
    guard !path.hasPrefix("/") else {
      return .object(["uri": .string("file://" + URIPath.encoded(path))])
    }
    return .object(["uri": .string(URIPath.encoded(path)), "uriBaseId": .string(Self.base)])
  }

  /// A `region` object: ends are exclusive (section 3.30).
  func region(_ location: DiagnosticRecord.Location) -> DocumentValue {
    let (start, end) = (location.start, location.end)
    return .object([
      "startLine": .number(start.line),
      "startColumn": .number(location.utf16?.start ?? start.column),
      "endLine": .number(end.line), "endColumn": .number(location.utf16?.end ?? end.column),
      "byteOffset": .number(start.offset), "byteLength": .number(end.offset - start.offset),
    ])
  }
}
