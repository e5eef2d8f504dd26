import Pipeline

/// Several named inputs in one text: a line `-- NAME --` before each.
package struct InputArchive: Sendable {
  /// The files in the order in which they are layers.
  package let files: [(name: String, bytes: [UInt8])]

  /// Reads the text; what precedes the first name belongs to `values.yaml`.
  package init(_ text: [UInt8]) {
    var files: [(name: String, bytes: [UInt8])] = []
    var bytes: [UInt8] = []
    var name = "values.yaml"
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard let next = Self.name(in: line) else {
        bytes += line + [0x0A]
        continue
      }
      if !bytes.isEmpty { files.append((name, bytes)) }
      (name, bytes) = (next, [])
    }
    bytes.removeLast(bytes.last == 0x0A ? 1 : 0)
    if !bytes.isEmpty || files.isEmpty { files.append((name, bytes)) }
    self.files = Array(files.prefix(Self.mostFiles))
  }

  /// An archive of these files.
  package init(_ files: [(name: String, bytes: [UInt8])]) { self.files = files }

  /// The text from which the same archive is read.
  package var bytes: [UInt8] {
    files.flatMap { file -> [UInt8] in
      let end: [UInt8] = file.bytes.last == 0x0A ? [] : [0x0A]
      return Array("-- \(file.name) --\n".utf8) + file.bytes + end
    }
  }

  /// The files as inputs of one run.
  var inputs: [Input] { files.map { .file(name: $0.name, bytes: $0.bytes, format: nil) } }

  /// More files would only make each execution slower.
  private static let mostFiles = 6

  private static func name(in line: ArraySlice<UInt8>) -> String? {
    guard line.count > 6, line.count < 60, line.starts(with: "-- ".utf8),
      line.reversed().starts(with: " --".utf8.reversed())
    else { return nil }
    let name = String(decoding: line.dropFirst(3).dropLast(3), as: UTF8.self)
    // The name of a file never begins so.
    return name.hasPrefix("/") || name.contains("..") ? nil : name
  }
}
