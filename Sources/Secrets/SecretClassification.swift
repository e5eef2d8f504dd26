package import ConfigSyntax
package import Diagnostics
package import Terraform

/// What is secret among the inputs of one run: decided once, asked by everything that prints.
///
/// Two questions have different answers. `hidden` is about the text of an input: a frame shows
/// `upper(var.x)`, which reveals nothing. `hides` is about a value, wherever it went from there: what
/// that call returns is as secret as `var.x`.
package struct SecretClassification: Sendable {
  /// Text that no frame shows: values of secret settings, values whose key looks like a secret's, user
  /// information in URLs, bodies of keys, comments that mention a secret, and every value in a
  /// damaged region.
  package let hidden: HiddenSpans
  /// Expressions that depend on sensitive Terraform variables, whose values no output repeats.
  let unquotable: HiddenSpans
  /// Values that are secret as a whole, wherever an alias or a reference carries them.
  private let values: HiddenSpans
  /// Keys with secret pieces, as written and as shown: messages name keys and paths in their own
  /// words.
  private let names: [(written: String, shown: String)]
  /// The pieces that sensitive expressions are made of, by the span of the whole piece.
  private let sensitive: SpanSet

  /// Classifies documents; `settings` are the spans that secret settings claim.
  package init(
    _ documents: [ConfigDocument], settings: [SourceSpan] = [], _ sources: SourceMap,
    _ terraform: TerraformConfiguration? = nil
  ) {
    let masks = SecretMasks(documents, settings, sources, terraform)
    (hidden, values) = (HiddenSpans(masks.masks), HiddenSpans(masks.values))
    names = masks.names.unique().map { ($0, SecretText.masked($0)) }
    unquotable = HiddenSpans(terraform.map { TerraformSecrets($0).spans } ?? [])
    sensitive = terraform?.sensitiveSpans ?? SpanSet()
  }

  /// Classifies a file in a format without a reader, line by line.
  package init(unread file: SourceFile, as id: FileID = FileID(0)) {
    hidden = HiddenSpans(SecretLines.namedSpans(in: file, id) + SecretLines.spans(in: file, id))
    (unquotable, values, sensitive, names) = (HiddenSpans(), HiddenSpans(), SpanSet(), [])
  }

  /// Nothing is secret: for runs whose findings quote no input.
  package init() {
    (hidden, unquotable, values) = (HiddenSpans(), HiddenSpans(), HiddenSpans())
    (sensitive, names) = (SpanSet(), [])
  }

  /// The words of a message without the secret pieces of keys.
  func masked(_ words: String) -> String {
    names.reduce(words) { $0.replacing($1.written, with: $1.shown) }
  }

  // MARK: Values

  /// Whether a value that was written at `span` may not leave the program, except in an artifact.
  package func hides(_ span: SourceSpan) -> Bool {
    values.overlaps(span) || isSensitive(span)
  }

  /// Whether a value may not leave the program that was composed from pieces at `via`.
  package func hides(_ span: SourceSpan, via: [SourceSpan]) -> Bool {
    values.overlaps(span) || isSensitive(span, via: via)
  }

  /// Whether a value depends on a variable that Terraform declares sensitive.
  package func isSensitive(_ span: SourceSpan, via: [SourceSpan]) -> Bool {
    isSensitive(span) || via.contains { isSensitive($0) }
  }

  private func isSensitive(_ span: SourceSpan) -> Bool {
    unquotable.overlaps(span) || sensitive.contains(span)
  }

  /// Whether anything in a tree may not leave the program; `secrecy` is what the names around it say.
  package func hides(_ node: ConfigNode, _ secrecy: Secrecy = .open) -> Bool {
    switch node.kind {
    case .scalar(let scalar):
      !scalar.text.isEmpty && (hides(node.span) || SecretData.isSecret(scalar, secrecy))
    case .sequence(let elements): elements.contains { hides($0, secrecy) }
    case .mapping(let entries):
      entries.contains {
        hides($0.key.span) || hides($0.value, secrecy.entering($0, of: node))
      }
    case .damaged: false
    case .unknown(let prefix):
      secrecy != .open || hides(node.span) || SecretText.isSecret(prefix)
    }
  }

  /// Whether anything in a Terraform value may not leave the program, a key of an object included.
  package func hides(_ value: HCLValue) -> Bool {
    switch value.kind {
    case .null: false
    case .bool, .number, .string, .unknown: hides(value.span)
    case .list(let elements): elements.contains { hides($0) }
    case .object(let object):
      object.members.contains { sensitive.contains($0.key.span) || hides($0.value) }
    }
  }

  /// The tree with a word in the place of each text that may not leave the program.
  package func redacted(_ node: ConfigNode, _ secrecy: Secrecy = .open) -> ConfigNode {
    let kind: ConfigNode.Kind
    switch node.kind {
    case .scalar where hides(node, secrecy): kind = .scalar(Scalar(SecretData.word, .double))
    case .sequence(let elements): kind = .sequence(elements.map { redacted($0, secrecy) })
    case .mapping(let entries) where entries.contains { hides($0.key.span) }:
      kind = .scalar(Scalar(SecretData.word, .double))
    case .mapping(let entries):
      kind = .mapping(
        entries.map {
          Entry(
            key: Located(masked($0.key.value), $0.key.span),
            value: redacted($0.value, secrecy.entering($0, of: node)))
        })
    case .scalar, .damaged, .unknown: return node
    }
    return ConfigNode(kind, node.span, via: node.via)
  }
}
