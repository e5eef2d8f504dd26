import Diagnostics

extension Diagnostic {
  /// The finding without fixes that would overwrite a function call: its result is not in the text.
  func withoutFixesOfCalls(_ sources: SourceMap) -> Diagnostic {
    guard !fixes.isEmpty else { return self }
    var diagnostic = self
    diagnostic.fixes.removeAll { fix in
      fix.edits.contains { edit in
        let range = edit.span.range
        let bytes = sources[edit.span.file].bytes
        guard range.upperBound <= bytes.count else { return true }
        return Self.isCall(bytes[range])
      }
    }
    return diagnostic
  }

  /// Whether the text begins with a function name and an opening parenthesis.
  private static func isCall(_ text: ArraySlice<UInt8>) -> Bool {
    let rest = text.drop { byte in
      byte.isLowercaseLetter || byte.isDigit
        || [UInt8(ascii: "_"), UInt8(ascii: ":")].contains(byte)
    }
    return rest.startIndex > text.startIndex && rest.first == UInt8(ascii: "(")
  }
}
