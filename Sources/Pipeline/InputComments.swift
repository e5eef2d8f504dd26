import ConfigSyntax
import Diagnostics
import Emitters
import Secrets
import Surfaces

/// Comments of the inputs, which no rendering contains.
struct InputComments {
  private let compilation: Compilation

  init(_ compilation: Compilation) { self.compilation = compilation }

  /// The first comment in an input of the kind that the target's files replace.
  func first(replacedBy emitter: any Emitter.Type) -> SourceSpan? {
    guard let kind = emitter.replacedKind else { return nil }
    if kind == TerraformModule.self { return firstInTerraform() }
    for layer in compilation.layers where type(of: layer.kind) == kind {
      // A document's span does not include the comments before it.
      let file = layer.document.span.file
      let texts = compilation.documents.filter { $0.span.file == file }
        .compactMap(\.root).flatMap(Self.scalars)
      let found = first(of: "#", in: whole(file), outside: SpanSet(texts))
      if let found { return found }
    }
    return nil
  }

  private func firstInTerraform() -> SourceSpan? {
    for (index, file) in compilation.sources.files.enumerated()
    where Input.isTerraform(file.name) && !file.name.hasSuffix(".json") {
      let found = first(of: "#/", in: whole(FileID(index)), outside: SpanSet())
      if let found { return found }
    }
    return nil
  }

  private func whole(_ file: FileID) -> SourceSpan {
    SourceSpan(file, 0, compilation.sources[file].bytes.count)
  }

  /// The first comment at the start of a line or after a blank, with one of these characters as its
  /// first.
  ///
  /// One in a text, such as a script of several lines, is part of the text.
  private func first(
    of signs: String, in span: SourceSpan, outside texts: SpanSet
  ) -> SourceSpan? {
    let bytes = compilation.sources[span.file].bytes
    var start = Int(span.lower)
    while start < Int(span.upper) {
      let rest = bytes[start..<Int(span.upper)]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      var (isQuoted, isAfterBlank) = (false, true)
      for index in start..<end {
        let byte = bytes[index]
        let isSign =
          isAfterBlank && !isQuoted && signs.utf8.contains(byte)
          && CommentSign.isSign(index, bytes[start..<end])
        let comment = SourceSpan(span.file, index, end)
        if isSign, !texts.contains(comment) { return comment }
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        isAfterBlank = byte == 0x20 || byte == 0x09
      }
      start = end + 1
    }
    return nil
  }

  private static func scalars(_ node: ConfigNode) -> [SourceSpan] {
    switch node.kind {
    case .scalar, .damaged, .unknown: [node.span]
    case .sequence(let elements): elements.flatMap(scalars)
    case .mapping(let entries): entries.flatMap { [$0.key.span] + scalars($0.value) }
    }
  }
}

extension Diagnostic {
  /// The note that a rendering has no comments, at the first one in the inputs.
  static func commentsLost(_ span: SourceSpan, _ target: Target) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.commentsLost,
      "comments of the inputs are not part of what `\(target.name)` renders", at: span)
    diagnostic.help = "keep the inputs if you need their comments"
    return diagnostic
  }
}
