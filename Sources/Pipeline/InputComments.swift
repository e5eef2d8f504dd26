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
    let layers = compilation.layers.lazy.filter { type(of: $0.kind) == kind }
    let syntax: CommentReader.Syntax = kind == EnvFile.self ? .environment : .yaml
    return layers.compactMap { first(in: $0.document.span.file, syntax) }.first
  }

  private func firstInTerraform() -> SourceSpan? {
    compilation.sources.files.indices.lazy.filter { index in
      let name = compilation.sources.files[index].name
      return Input.isTerraform(name) && !name.hasSuffix(".json")
    }.compactMap { first(in: FileID($0), .hcl) }.first
  }

  private func first(in file: FileID, _ syntax: CommentReader.Syntax) -> SourceSpan? {
    CommentReader.comments(in: compilation.sources[file], file, syntax).first?.span
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
