/// One input as it was read: a display name and its bytes.
package struct SourceFile: Sendable {
  /// The name of the file in diagnostics: the path as the user wrote it, `<stdin>`, `--set`.
  package let name: String
  /// The path as the user wrote it, for formats with escapes of their own; nil for what no file
  /// contains: standard input, `--set` and the environment.
  package let path: String?
  /// The content exactly as it was read, a byte-order mark included; not necessarily UTF-8.
  package let bytes: [UInt8]

  /// Escapes what a terminal would obey in the name, which would also break a line of `concise`
  /// output.
  package init(name: String, bytes: [UInt8]) {
    self.init(name: name, path: name == Self.standardInputName ? nil : name, bytes: bytes)
  }

  /// Text that no file contains.
  fileprivate init(pathless name: String, text: String) {
    self.init(name: name, path: nil, bytes: Array(text.utf8))
  }

  private init(name: String, path: String?, bytes: [UInt8]) {
    self.name = name.printable
    self.path = path
    self.bytes = bytes
  }

  /// The name of standard input, unless the user gave it another.
  package static let standardInputName = "<stdin>"

  /// The bytes that some programs write before UTF-8 text.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether it is a file or standard input.
  fileprivate var isFile: Bool { path != nil || name == Self.standardInputName }

  /// The first byte of the text, after a byte-order mark and whitespace.
  package var firstByte: UInt8? {
    let start = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    return bytes[start...].first { $0 > 0x20 }
  }

  /// Whether the text begins like a JSON object or array.
  package var beginsAsJSON: Bool {
    firstByte == UInt8(ascii: "{") || firstByte == UInt8(ascii: "[")
  }

  /// An input that is text in memory, such as a `--set` option.
  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text of `span`, with invalid UTF-8 repaired; for messages and fixes, never for meaning.
  package func text(_ span: SourceSpan) -> String {
    let lower = min(max(0, Int(span.lower)), bytes.count)
    let upper = min(max(lower, Int(span.upper)), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }
}

/// The input that a span is in; an index into `SourceMap`.
package struct FileID: Hashable, Comparable, Sendable {
  /// The position in `SourceMap.files`.
  package let index: Int32

  /// The identity of the input that has the position `index`, or will get it.
  package init(_ index: Int) { self.index = Int32(index) }

  package static func < (lhs: FileID, rhs: FileID) -> Bool { lhs.index < rhs.index }
}

/// Every input of one run, in the order of the command line.
package struct SourceMap: Sendable {
  /// The inputs, each at the index of its `FileID`.
  package private(set) var files: [SourceFile] = []
  /// How many inputs are files, standard input among them.
  package private(set) var fileCount = 0
  /// How many of the files were merged into one deployment; 0 if there was nothing to merge.
  package var mergedCount = 0

  package init() {}

  /// The names of the inputs that are files.
  package var fileNames: [String] { files.filter(\.isFile).map(\.name) }

  /// Whether an input is a file or standard input.
  package func isFile(_ file: FileID) -> Bool { self[file].isFile }

  /// Adds a file or standard input.
  package mutating func add(_ file: SourceFile) -> FileID {
    fileCount += 1
    files.append(file)
    return FileID(files.count - 1)
  }

  /// Adds what was read from no file: `--set` or the environment.
  package mutating func addText(_ text: String, name: String) -> FileID {
    files.append(SourceFile(pathless: name, text: text))
    return FileID(files.count - 1)
  }

  /// The last file with a path as the user wrote it.
  package func file(named path: String) -> (file: SourceFile, id: FileID)? {
    files.lastIndex { $0.path == path }.map { (files[$0], FileID($0)) }
  }

  /// The input of an identity that this map returned; traps for any other.
  package subscript(file: FileID) -> SourceFile { files[Int(file.index)] }

  /// As `SourceFile.text`.
  package func text(_ span: SourceSpan) -> String { self[span.file].text(span) }
}
